"""Passwords are hashed one at a time, so that signing in never takes all the processors from readers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import PBKDF2PasswordHasher

#: Tries in one process that are looked at or wait for it. Each keeps a thread that could serve a reader.
ROOM = 3
#: Seconds that one of them waits before it is asked to come again.
PATIENCE = 3.0

_turn = threading.Lock()
_first = threading.Lock()
_room = threading.BoundedSemaphore(ROOM)


class Busy(Exception):
    """So many are signing in at this moment that another would have to wait too long."""


class OneAtATime(PBKDF2PasswordHasher):
    """Django's own hashes, made by no more than one thread of a process."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        with _turn:
            return super().encode(password, salt, iterations)


@contextmanager
def room() -> Iterator[None]:
    """For those whom nothing but a password has let in: one after the other. Busy at once where the room is
    full, and after a while where those before take long."""
    if not _room.acquire(blocking=False):
        raise Busy
    try:
        if not _first.acquire(timeout=PATIENCE):
            raise Busy
        try:
            yield
        finally:
            _first.release()
    finally:
        _room.release()
