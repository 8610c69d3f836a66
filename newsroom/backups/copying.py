"""A file is copied, or linked to the copy of the backup before; its sum is taken on the way."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

CHUNK = 1024 * 1024
#: How often a file that is being written to is read anew.
TRIES = 5


def same(one: Path, other: Path) -> bool:
    """Whether both have the size and the moment of change that a copy shares with its original."""
    try:
        left, right = one.stat(), other.stat()
    except OSError:
        return False
    return (left.st_size, left.st_mtime_ns) == (right.st_size, right.st_mtime_ns)


def sum_of(file: Path, told: Callable[[int], object] = lambda _bytes: None) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
            told(len(chunk))
    return digest.hexdigest()


def copy(source: Path, target: Path) -> str:
    """Copy with times and mode, in place at once or not at all; answers the sum. Raises OSError."""
    beside = target.with_name(f"{target.name}.part")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for _try in range(TRIES):
        digest = hashlib.sha256()
        before = source.stat()
        with source.open("rb") as read, beside.open("wb") as written:
            while chunk := read.read(CHUNK):
                digest.update(chunk)
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())
        after = source.stat()
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            break
    shutil.copystat(source, beside)
    beside.replace(target)
    return digest.hexdigest()


def link(kept: Path, target: Path) -> bool:
    """A second name for a file of the backup before; False where the file system cannot."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        target.unlink(missing_ok=True)
        os.link(kept, target)
    except OSError:
        return False
    return True
