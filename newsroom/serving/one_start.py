"""One start for one folder of data. The lock is the operating system's, so a crash leaves none behind."""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self


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
        # A full disk keeps nobody from starting; a second start then cannot be told where the first one is.
        with suppress(OSError):
            self._file.truncate(0)
            json.dump({"process": os.getpid(), "address": self._address}, self._file)
            self._file.flush()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


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
