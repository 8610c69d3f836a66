"""A backup is made: files, database, files once more, and only then it gets its name."""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from newsroom.backups import contents, database, folders
from newsroom.backups.copying import copy, link, same, sum_of
from newsroom.backups.refusal import BackupRefused

#: What is told of the way: a word for the step, and how many bytes were read in it.
Told = Callable[[str, int], object]


def untold(_step: str, _bytes: int) -> None:
    """Nobody looks on."""


def make(to: Path, *, keep: int | None = None, told: Told = untold) -> folders.Backup:
    """A backup in the folder `to`, and then the oldest deleted until `keep` are left.

    The site may go on running. A picture's files are there before its row and go after it, so files are
    copied before and after the database: whatever the database of that moment names is in the backup.
    An interrupted one is gone on with by the next call. Raises BackupRefused.
    """
    if keep is not None and keep < 1:
        raise BackupRefused("Keep at least one backup.")
    if to.resolve() == settings.DATA_DIR.resolve():
        raise BackupRefused(f"{to} is what is to be backed up. Name another folder, on another disk.")
    if not database.applied():
        raise BackupRefused("There is no newsroom in the database. Are DATA_DIR and DATABASE_URL right?")
    try:
        to.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(to):
            made = _Making(to, told).run()
            _thin_out(to, keep)
    except OSError as error:
        why = {errno.ENOSPC: "there is no room left", errno.EDQUOT: "the quota is used up"}
        raise BackupRefused(
            f"The backup in {to} was not finished: {why.get(error.errno or 0, error.strerror or error)}. "
            "What was copied is kept; call it again and it goes on."
        ) from error
    return made


class _Making:
    def __init__(self, to: Path, told: Told) -> None:
        self.told, self.to, self.folder = told, to, to / folders.UNFINISHED
        before = folders.in_folder(to)
        self.before = before[-1] if before else None
        self.sums_before = self.before.sums if self.before else {}
        self.folder.mkdir(mode=0o700, exist_ok=True)
        #: What has been copied, a line for each file: an interrupted call is gone on with from here.
        self.begun = self.folder / "SHA256SUMS.begun"
        self.sums = folders.read_sums(self.begun)

    def run(self) -> folders.Backup:
        self._drop(set(self.sums) - self._take_files())
        moment = datetime.now(UTC)
        dumped = database.dump(self.folder)
        self.sums[dumped.name] = sum_of(dumped)
        self.told("database", dumped.stat().st_size)
        self._take_files()
        finished = self.to / folders.name_of(moment)
        if finished.exists():
            raise BackupRefused(f"{finished} is there already. Wait a second and call it again.")
        folders.write_sums(self.folder / "SHA256SUMS", self.sums)
        about = folders.About(
            folders.FORMAT, moment.isoformat(timespec="seconds"), connection.vendor, database.applied()
        )
        folders.write_about(self.folder, about)
        self.begun.unlink()
        os.sync()
        return folders.Backup(self.folder.rename(finished))

    def _take_files(self) -> set[str]:
        """Copy what is not in this backup yet; the paths of all that is there."""
        seen = set()
        with self.begun.open("a", encoding="utf-8") as begun:
            for relative in contents.files(self.to):
                path = f"files/{relative}"
                source, target = settings.DATA_DIR / relative, self.folder / path
                if not (path in self.sums and same(source, target)):
                    try:
                        self.sums[path] = self._take(source, target, path)
                    except FileNotFoundError:
                        continue  # removed while we looked
                    begun.write(f"{self.sums[path]}  {path}\n")
                    begun.flush()
                seen.add(path)
        return seen

    def _take(self, source: Path, target: Path, path: str) -> str:
        kept = self.before.path / path if self.before else None
        if kept and path in self.sums_before and same(source, kept) and link(kept, target):
            self.told("unchanged", target.stat().st_size)
            return self.sums_before[path]
        found = copy(source, target)
        self.told("copied", target.stat().st_size)
        return found

    def _drop(self, gone: set[str]) -> None:
        """What an interrupted call had copied and is gone from the newsroom, or was never written down."""
        for path in gone:
            del self.sums[path]
        for file in list((self.folder / "files").rglob("*")):
            if file.is_file() and str(file.relative_to(self.folder)) not in self.sums:
                file.unlink()


@contextmanager
def _alone(to: Path) -> Iterator[None]:
    """One at a time in one folder; the lock ends with the process."""
    with (to / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRefused(f"Another backup into {to} is under way. Wait until it is done.") from error
        yield


def _thin_out(to: Path, keep: int | None) -> None:
    for old in folders.in_folder(to)[: -keep if keep else 0]:
        # Without this it is no backup any more, should we be interrupted halfway.
        (old.path / "backup.json").unlink()
        shutil.rmtree(old.path)
