"""Which files of DATA_DIR a backup holds."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from newsroom.backups.database import sqlite_file
from newsroom.backups.folders import is_left_out
from newsroom.backups.refusal import BackupRefused

#: Made anew at each start, or true of one running process only.
LEFT_OUT = {"static", "run", "lost+found"}


def files(besides: Path) -> Iterator[Path]:
    """What is kept, relative to DATA_DIR; not what is half written, nor `besides`, where backups are put."""
    left_out = {besides.resolve()}
    if connection.vendor == "sqlite":
        name = sqlite_file().resolve()
        left_out |= {name.with_name(name.name + ending) for ending in ("", "-wal", "-shm", "-journal")}
    for path in _walk(settings.DATA_DIR, left_out):
        relative = path.relative_to(settings.DATA_DIR)
        if relative.parts[0] not in LEFT_OUT:
            if "\n" in str(relative) or "\\" in str(relative):
                raise BackupRefused(f"The name of {str(relative)!r} cannot be written down. Rename the file.")
            yield relative


def _walk(folder: Path, left_out: set[Path]) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir())
    except FileNotFoundError:
        return
    for path in inside:
        # By where it leads, too: the folder of the backups may be a link to another disk.
        if path in left_out or is_left_out(path) or (path.is_symlink() and path.resolve() in left_out):
            continue
        if path.is_dir():
            yield from _walk(path, left_out)
        elif path.is_file():
            yield path
