"""Where pictures, their renditions and the cards for sharing are kept: on the disk, or in a bucket of S3.

It is Django's `default_storage`; MEDIA_STORAGE says which. Both promise the same: a file is there whole or
not at all, and one that is saved again takes the place of the one before at once. What cannot be read or
written is an OSError: FileNotFoundError, if it is only not there; Away, if that cannot be told now.
"""

from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage, storages


class Away(OSError):
    """The bucket does not answer, or refuses what we ask. Asked again later, it may well go."""


def are_on_disk() -> bool:
    """Whether the files lie in DATA_DIR, where every backup finds them."""
    return isinstance(storages["default"], FileSystemStorage)


def try_out() -> None:
    """Write a file and delete it. Raises OSError."""
    default_storage.delete(default_storage.save("tried", ContentFile(b"x")))


def files_in(folder: str) -> list[str]:
    """The files of this folder, by their last names; none where there is no such folder."""
    return _inside(folder)[1]


def files_below(folder: str) -> Iterator[str]:
    """The whole names of all files in this folder and in those below."""
    folders, files = _inside(folder)
    yield from (_below(folder, name) for name in files)
    for name in folders:
        yield from files_below(_below(folder, name))


def delete_below(folder: str) -> None:
    folders, files = _inside(folder)
    for name in files:
        default_storage.delete(_below(folder, name))
    for name in folders:
        delete_below(_below(folder, name))
        # A folder of the disk, once it is empty; a bucket has none.
        default_storage.delete(_below(folder, name))


def _inside(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _below(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
