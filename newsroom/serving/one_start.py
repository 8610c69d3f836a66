"""One start for one folder of data, and one of each server. The locks are the operating system's, so that a
crash leaves none behind."""

import errno
import fcntl
import json
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from newsroom.database_errors import is_full, is_read_only


class AlreadyRuns(Exception):
    """Another start holds the folder. Its sentence names the process and where it answers."""


class OneStart:
    """`with OneStart(folder, address):` raises AlreadyRuns while another process is inside."""

    def __init__(self, folder: Path, address: str) -> None:
        self._folder, self._address = folder, address

    def __enter__(self) -> Self:
        run = run_folder(self._folder)
        # Never deleted: who removes a lock file may remove the next holder's.
        self._file = (run / "serve.lock").open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._file.close()
            raise AlreadyRuns(_who(self._file.name, self._folder)) from error
        _tell(self._file, self._address)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


#: Files whose locks this process holds for as long as it lives.
_held: list[TextIO] = []


def hold(folder: Path, part: str, address: str) -> None:
    """Be the only server of this name on this folder, until this process ends. Raises AlreadyRuns.

    A lock of this process alone: the workers that it forks do not have it, and may end later than it does.
    """
    file = _locked(folder, part)
    if file:
        _tell(file, address)
        _held.append(file)


def refuse_beside(folder: Path, part: str) -> None:
    """Raises AlreadyRuns while a server of this name runs on this folder."""
    file = _locked(folder, part)
    if file:
        file.close()


def _locked(folder: Path, part: str) -> TextIO | None:
    """None on a disk that takes nothing more: there nobody can say that they run, and readers come first."""
    lock = run_folder(folder) / f"{part}.lock"
    try:
        file = lock.open("a+", encoding="utf-8")
    except OSError as error:
        if is_read_only(error) or is_full(error):
            return None
        raise
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        if error.errno not in {errno.EACCES, errno.EAGAIN}:
            raise
        raise AlreadyRuns(_who(str(lock), folder)) from error
    return file


def _tell(file: TextIO, address: str) -> None:
    # A full disk keeps nobody from starting; a second start then cannot be told where the first one is.
    with suppress(OSError):
        file.truncate(0)
        json.dump({"process": os.getpid(), "address": address}, file)
        file.flush()


def run_folder(data: Path) -> Path:
    """What is true of the running processes alone; no backup holds it."""
    folder = data / "run"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _who(lock: str, folder: Path) -> str:
    try:
        told: dict[str, Any] = json.loads(Path(lock).read_text(encoding="utf-8"))
        where = f"process {told['process']}, at {told['address']}"
    except (OSError, ValueError, KeyError):
        where = "a process that has only just begun"
    return (
        f"The newsroom already runs on the data in {folder}: {where}. "
        "Use that one, or stop it first. A second newsroom needs a DATA_DIR of its own."
    )
