"""Where the files of a picture are put, and how a page never names one that is not there.

New renditions are put into a folder that is named by their bytes, which no address leads to until the row
names it; only after that do the old ones go. The storage may be another machine: no row is held while it is
written to, and one file at a time goes while a row is held.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from articles.models import Photo
from articles.photos.renditions import files_at, fingerprint_of, folder
from newsroom.media import delete_below, files_in


@contextmanager
def put(photo: Photo, made: Mapping[str, bytes]) -> Iterator[str]:
    """The renditions, where their address will be; the fingerprint that the row is to name meanwhile.

    If it does not name it in the end, they go again.
    """
    fingerprint = fingerprint_of(made)
    try:
        _write(photo, fingerprint, made)
        yield fingerprint
    finally:
        if Photo.objects.filter(pk=photo.pk, fingerprint=fingerprint).exists():
            # The same bytes may have been here before, and swept away until the row named them again.
            lacking = _lacking(photo, fingerprint, made)
            _write(photo, fingerprint, {name: made[name] for name in lacking})
        else:
            sweep(photo, fingerprint)


def _write(photo: Photo, fingerprint: str, made: Mapping[str, bytes]) -> None:
    for name, data in made.items():
        default_storage.save(f"{folder(photo.key, fingerprint)}/{name}", ContentFile(data))


def _lacking(photo: Photo, fingerprint: str, names: Iterable[str]) -> list[str]:
    there = set(files_in(folder(photo.key, fingerprint)))
    return [name for name in names if name not in there]


def missing(photo: Photo) -> list[str]:
    """The files that pages name of this photo and that the storage does not have. Raises OSError."""
    return _lacking(photo, photo.fingerprint, files_at(photo.widths))


def are_there(photo: Photo) -> bool:
    """Whether the storage has all files that the addresses of this photo name. Raises OSError."""
    return bool(photo.fingerprint) and not missing(photo)


def are_whole(photo: Photo) -> bool:
    """Whether they are what the addresses say, byte for byte. Of files from before, nobody can tell."""
    if not photo.fingerprint:
        return True
    there = folder(photo.key, photo.fingerprint)
    try:
        return fingerprint_of({name: _read(f"{there}/{name}") for name in files_at(photo.widths)}) == (
            photo.fingerprint
        )
    except OSError:
        return False


def _read(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def sweep(photo: Photo, fingerprint: str) -> None:
    """Remove the renditions of this fingerprint, while the row does not name them."""
    there = folder(photo.key, fingerprint)
    rows = Photo.objects.select_for_update().filter(pk=photo.pk).values_list("fingerprint", flat=True)
    for name in files_in(there):
        if name.startswith("."):
            continue  # just being written
        with transaction.atomic():
            if rows.first() == fingerprint:
                return
            default_storage.delete(f"{there}/{name}")
    if fingerprint:
        _delete_folder(there)


def remove_renditions(photo: Photo) -> None:
    with suppress(OSError):
        delete_below(folder(photo.key))
    _delete_folder(folder(photo.key))


def _delete_folder(there: str) -> None:
    """One of the disk, if it is empty; a bucket has none."""
    with suppress(OSError):
        default_storage.delete(there)


def remove_original(photo: Photo) -> None:
    if photo.original:
        photo.original.storage.delete(str(photo.original.name))
