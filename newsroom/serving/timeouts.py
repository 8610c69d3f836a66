"""How long a served process waits for PostgreSQL. What people run, migrations say, may take longer.

The server is told how long a statement may take. One that has stopped answering cannot keep to that, so we
look ourselves, and hang up: whoever waits then gets the error of a line that broke.
"""

import os
import socket
import threading
import time
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

#: Seconds for a statement, for its wait for a lock, and for a transaction in which nothing happens.
STATEMENT, LOCK, IDLE = 10, 10, 60
#: Seconds after which a server that should have given up has stopped; and between two looks.
STOPPED, LOOK = STATEMENT + 2, 1

_lines: WeakSet[Any] = WeakSet()
_lock = threading.Lock()


def bound_waiting() -> None:
    """Bound all connections that this process opens from now on."""
    connection_created.connect(_bound, dispatch_uid="newsroom.serving.timeouts")
    threading.Thread(target=_watch, name="timeouts", daemon=True).start()


def _bound(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    if connection.vendor != "postgresql":
        return
    with _lock:
        _lines.add(connection.connection)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET statement_timeout = '{STATEMENT}s'; SET lock_timeout = '{LOCK}s'; "
            f"SET idle_in_transaction_session_timeout = '{IDLE}s'"
        )


def _watch() -> None:
    since: WeakKeyDictionary[Any, float] = WeakKeyDictionary()
    while True:
        time.sleep(LOOK)
        with _lock:
            lines = list(_lines)
        hang_up(lines, since, time.monotonic())
        del lines  # nothing here keeps a connection that its thread has let go


def hang_up(lines: list[Any], since: WeakKeyDictionary[Any, float], now: float) -> None:
    """Hang up those of these connections of psycopg that have been waiting for an answer for too long."""
    from psycopg.pq import TransactionStatus

    for line in lines:
        if line.closed or line.info.transaction_status != TransactionStatus.ACTIVE:
            since.pop(line, None)
        elif now - since.setdefault(line, now) > STOPPED:
            with socket.socket(fileno=os.dup(line.fileno())) as wire:
                wire.shutdown(socket.SHUT_RDWR)
