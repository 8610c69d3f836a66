"""What the storage holds, wherever that is: on the disk, or in a bucket (`make s3`)."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.models import Photo
from articles.photos.renditions import files_at, folder
from newsroom.media import files_below


def names_below(place: str = "") -> list[str]:
    """The names of all files in this folder, as seen from there."""
    return sorted(name.removeprefix(f"{place}/") for name in files_below(place))


def read(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def put(name: str, data: bytes) -> None:
    default_storage.save(name, ContentFile(data))


def move(name: str, to: str) -> None:
    put(to, read(name))
    default_storage.delete(name)


def with_files(photo: Photo) -> Photo:
    """The photo with files that its addresses lead to, without the time it takes to make them."""
    for name in files_at(photo.widths):
        kind = name.rpartition(".")[2]
        put(f"{folder(photo.key, photo.fingerprint)}/{name}", kind.encode())
    return photo
