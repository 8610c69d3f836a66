"""A turn to write in SQLite, in the order of asking.

SQLite has one writer at a time and no queue: those who wait look again and again, and whoever looks at the
right moment goes first, so with many waiting some never do. Here one of each process looks, and the others
stand in line behind it. PostgreSQL has its own queue.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

#: Seconds that somebody stands in line before they are told to come again.
PATIENCE = 10
_BEGINS = re.compile(r"\s*BEGIN\s+(?:IMMEDIATE|EXCLUSIVE)\b", re.IGNORECASE)
_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


class Line:
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


line = Line()


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
        error.sqlite_errorname = "SQLITE_BUSY"  # type: ignore[misc]
        raise OperationalError(*error.args) from error
    try:
        return execute(sql, params, many, context)
    finally:
        line.leave()
