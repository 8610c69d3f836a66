"""A turn to write in SQLite, in the order of asking.

SQLite has one writer at a time and no queue: those who wait look again and again, and whoever looks at the
right moment goes first, so with many waiting some never do. Here one alone looks: those of one process stand
in line, and the first of each line waits at a gate that all processes share. PostgreSQL has its own queue.
"""

import fcntl
import os
import re
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

#: Seconds that somebody stands in line before they are told to come again.
PATIENCE = 10
#: Seconds between two looks at the gate.
LOOK = 0.002
_BEGINS = re.compile(r"\s*BEGIN\s+(?:IMMEDIATE|EXCLUSIVE)\b", re.IGNORECASE)
_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


class Queue:
    """First come, first served."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._busy = False
        self._waiting: deque[threading.Event] = deque()

    def enter(self, patience: float) -> bool:
        """Whether it is our turn, after so many seconds at most. Who gets it has to `leave`."""
        with self._lock:
            if not self._busy:
                self._busy = True
                return True
            ticket = threading.Event()
            self._waiting.append(ticket)
        if ticket.wait(patience):
            return True
        with self._lock:
            if ticket.is_set():  # called in the very moment
                return True
            self._waiting.remove(ticket)
            return False

    def leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._busy = False


class Gate:
    """A file at which the first of each line waits, each with the same chance. No dead process holds it."""

    def __init__(self) -> None:
        self._files: dict[tuple[int, str], int] = {}

    @contextmanager
    def passed(self, database: str, patience: float) -> Iterator[None]:
        """Inside, we alone look for the lock of this database; after so much patience, beside the others."""
        file = self._file(f"{database}.turn.lock")
        until = time.monotonic() + patience
        held = _try(file)
        while not held and time.monotonic() < until:
            time.sleep(LOOK)
            held = _try(file)
        try:
            yield
        finally:
            if held:
                fcntl.flock(file, fcntl.LOCK_UN)

    def _file(self, path: str) -> int:
        # By the process, too: what a fork inherits is the same lock.
        key = (os.getpid(), path)
        if key not in self._files:
            self._files[key] = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        return self._files[key]


def _try(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


line = Queue()
gate = Gate()


def stand_in_line(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    """Have this connection's writers stand in line (receiver of `connection_created`)."""
    if connection.vendor == "sqlite" and _in_turn not in connection.execute_wrappers:
        connection.execute_wrappers.append(_in_turn)


def _in_turn(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Wait for the turn until the lock is ours: then the transaction has it, and the next may look."""
    if not (_BEGINS.match(sql) or (_WRITES.match(sql) and not context["connection"].in_atomic_block)):
        return execute(sql, params, many, context)
    if not line.enter(PATIENCE):
        # Said as SQLite says it, so that whoever deals with the one deals with the other.
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorname = "SQLITE_BUSY"
        raise OperationalError(*error.args) from error
    try:
        with gate.passed(str(context["connection"].settings_dict["NAME"]), PATIENCE):
            return execute(sql, params, many, context)
    finally:
        line.leave()
