"""Where the files of a picture are put, and how a page never names one that is not there.

New renditions are written beside the old ones, in a folder named by their bytes; only then does the row name
it, and only after that do the old ones go. All three steps hold the row of the photo, each for a moment.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction

from articles.models import Photo
from articles.photos.renditions import files_at, fingerprint_of, folder, photo_folder


@contextmanager
def written(photo: Photo, made: Mapping[str, bytes]) -> Iterator[Path]:
    """The renditions in a folder that no address leads to; gone afterwards unless `place` has moved it."""
    own = photo_folder(settings.MEDIA_ROOT, photo.key)
    own.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=own, prefix="."))
    try:
        for name, data in made.items():
            (beside / name).write_bytes(data)
            (beside / name).chmod(settings.FILE_UPLOAD_PERMISSIONS)
        # Whoever may read the files (a web server in front) must get into their folder.
        beside.chmod(0o755)
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def place(photo: Photo, beside: Path, made: Mapping[str, bytes]) -> None:
    """Give what is `written` its address, and the photo its fingerprint; saving the row is the caller's."""
    photo.fingerprint = fingerprint_of(made)
    there = folder(settings.MEDIA_ROOT, photo.key, photo.fingerprint)
    if there.is_dir():
        # The same bytes have been there before, and readers may be asking for them.
        for file in beside.iterdir():
            file.replace(there / file.name)
    else:
        beside.rename(there)


def missing(photo: Photo) -> list[str]:
    """The files that pages name of this photo and that are not on the disk."""
    there = folder(settings.MEDIA_ROOT, photo.key, photo.fingerprint)
    return [name for name in files_at(photo.widths) if not (there / name).is_file()]


def are_there(photo: Photo) -> bool:
    """Whether all files that the addresses of this photo name are on the disk."""
    return bool(photo.fingerprint) and not missing(photo)


def are_whole(photo: Photo) -> bool:
    """Whether they are what the addresses say, byte for byte. Of files from before, nobody can tell."""
    if not photo.fingerprint:
        return True
    there = folder(settings.MEDIA_ROOT, photo.key, photo.fingerprint)
    try:
        return (
            fingerprint_of({name: (there / name).read_bytes() for name in files_at(photo.widths)})
            == photo.fingerprint
        )
    except OSError:
        return False


def sweep(photo: Photo) -> None:
    """Remove the renditions that the row does not name any more."""
    with transaction.atomic():
        kept = Photo.objects.select_for_update().filter(pk=photo.pk).values_list("fingerprint", flat=True)
        current = kept.first()
        if not current:
            return
        for old in photo_folder(settings.MEDIA_ROOT, photo.key).iterdir():
            if old.name == current or old.name.startswith("."):
                continue
            if old.is_dir():
                shutil.rmtree(old, ignore_errors=True)
            else:
                old.unlink(missing_ok=True)


def remove_renditions(photo: Photo) -> None:
    shutil.rmtree(photo_folder(settings.MEDIA_ROOT, photo.key), ignore_errors=True)


def remove_original(photo: Photo) -> None:
    if photo.original:
        photo.original.storage.delete(str(photo.original.name))
