"""How long each write transaction holds the database, by the verb that opened it. For tests and benches only.

    with metered() as meter:
        publish(article, by=editor)
    meter.longest()["articles.publishing.publish"].statements

An outermost transaction counts, and a writing statement outside one. Inside the transaction that a test
runs in, what would be outermost without the test counts. On SQLite every transaction of ours takes the write
lock when it begins (IMMEDIATE); on PostgreSQL one that only reads holds nobody up and is left out. The clock
runs from the moment the transaction has begun until it is kept or undone: neither waiting for the lock nor
what on_commit does afterwards is holding it.

`no_slow_work` adds a guard: what takes as long as its input is long, or as the network is slow, raises when it
is called inside a transaction.
"""

from __future__ import annotations

import importlib
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from types import FrameType
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_WRITES = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|LOCK|TRUNCATE|CREATE|ALTER|DROP)\b|.*\bFOR (?:NO KEY )?UPDATE\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAMING = re.compile(r"\s*(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b", re.IGNORECASE)
_ADMIN_VIEWS = {"changeform_view", "delete_view", "changelist_view"}
#: Parsing, matching and comparing; pictures; what starts a process or speaks to another machine.
SLOW = (
    "articles.importers.pasted.read",
    "articles.importers.pasted.read_rich",
    "articles.importers.decoding.decode",
    "articles.copydesk.planning.plan",
    "articles.copydesk.matching.match",
    "articles.copydesk.comparing.marks",
    "articles.photos.darkroom.probe",
    "articles.photos.darkroom.develop",
    "membership.statements.read",
    "membership.bankbooks.matching.match",
    "membership.bankbooks.suggesting.suggestions",
    "membership.lists.reading.read",
    "membership.findings.asking.findings",
    "membership.findings.asking.in_the_way",
    "subprocess.Popen.__init__",
    "smtplib.SMTP.connect",
    "http.client.HTTPConnection.connect",
)


class SlowInside(AssertionError):
    """Slow work was done inside a write transaction."""


@dataclass
class Held:
    """One transaction. `statements` leaves BEGIN, savepoints and COMMIT out."""

    verb: str
    began: float
    seconds: float = 0.0
    statements: int = 0
    writes: bool = False


@dataclass
class Meter:
    held: list[Held] = field(default_factory=list)

    def longest(self) -> dict[str, Held]:
        """By the verb, its longest transaction."""
        found: dict[str, Held] = {}
        for one in sorted(self.held, key=lambda one: one.seconds):
            found[one.verb] = one
        return dict(sorted(found.items()))

    def most_statements(self) -> dict[str, int]:
        """By the verb, how many statements its fullest transaction had."""
        found: dict[str, int] = {}
        for one in self.held:
            found[one.verb] = max(found.get(one.verb, 0), one.statements)
        return dict(sorted(found.items()))


class _Thread(threading.local):
    depth: int = 0
    open: Held | None = None
    ending: Held | None = None


@contextmanager
def metered(*, no_slow_work: bool = False) -> Iterator[Meter]:
    """Measure every write transaction of this process until the block ends."""
    meter, here = Meter(), _Thread()
    undo = [_watch_transactions(meter, here)]
    if no_slow_work:
        undo += [_guard(name, here) for name in SLOW]
    try:
        yield meter
    finally:
        for back in reversed(undo):
            back()


def _watch_transactions(meter: Meter, here: _Thread) -> Callable[[], None]:
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__
    ends = {name: getattr(BaseDatabaseWrapper, name) for name in ("commit", "rollback")}

    def watched_enter(self: Any) -> None:
        if _count not in connection.execute_wrappers:
            connection.execute_wrappers.append(_count)
        outermost = here.depth == 0
        verb = _verb(sys._getframe(1)) if outermost else ""
        enter(self)
        here.depth += 1
        if outermost:
            here.open = Held(verb, time.perf_counter(), writes=connection.vendor == "sqlite")

    def watched_leave(self: Any, *raised: Any) -> None:
        here.depth -= 1
        held = None
        if here.depth == 0:
            # What on_commit starts inside the call below has transactions of its own.
            held, here.open, here.ending = here.open, None, here.open
        try:
            leave(self, *raised)
        finally:
            if held is not None:
                held.seconds = held.seconds or time.perf_counter() - held.began
                here.ending = None
                if held.writes:
                    meter.held.append(held)

    def watched_end(name: str) -> Callable[[Any], None]:
        @wraps(ends[name])
        def end(self: Any) -> None:
            ends[name](self)
            if here.ending is not None:
                here.ending.seconds, here.ending = time.perf_counter() - here.ending.began, None

        return end

    def _count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began, held = time.perf_counter(), here.open
        answer = execute(sql, params, many, context)
        if here.ending is None and not _FRAMING.match(sql):
            writes = _WRITES.match(sql) is not None
            if held is not None:
                held.statements += 1
                held.writes = held.writes or writes
            elif writes and here.depth == 0:
                meter.held.append(
                    Held(_verb(sys._getframe(1)), began, time.perf_counter() - began, 1, writes=True)
                )
        return answer

    def back() -> None:
        transaction.Atomic.__enter__, transaction.Atomic.__exit__ = enter, leave  # type: ignore[method-assign]
        for name, original in ends.items():
            setattr(BaseDatabaseWrapper, name, original)
        if _count in connection.execute_wrappers:
            connection.execute_wrappers.remove(_count)

    transaction.Atomic.__enter__, transaction.Atomic.__exit__ = watched_enter, watched_leave  # type: ignore
    for name in ends:
        setattr(BaseDatabaseWrapper, name, watched_end(name))
    connection.execute_wrappers.append(_count)
    return back


def _verb(frame: FrameType | None) -> str:
    """The function that opened the transaction: the decorated one, the admin's view, or the first of ours."""
    while frame is not None:
        module, name = frame.f_globals.get("__name__", ""), frame.f_code.co_name
        if module == "contextlib" and "func" in frame.f_locals:
            found = frame.f_locals["func"]
            if not found.__module__.startswith("django."):
                return f"{found.__module__}.{found.__qualname__}"
        elif module == "django.contrib.admin.options" and name in _ADMIN_VIEWS:
            return f"{type(frame.f_locals['self']).__name__}.{name}"
        elif module.split(".")[0] in {"articles", "membership", "newsroom", "tests"} and module != __name__:
            return f"{module}.{frame.f_code.co_qualname}"
        frame = frame.f_back
    return "?"


def _guard(name: str, here: _Thread) -> Callable[[], None]:
    """Have it raise inside a transaction, under every name that it was imported as."""
    holder, attribute = _holder(name)
    original = getattr(holder, attribute)

    @wraps(original)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if here.open is not None:
            raise SlowInside(f"{name} was called inside the transaction of {here.open.verb}")
        return original(*args, **kwargs)

    places = [(holder, attribute)]
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").split(".")[0] in {"articles", "membership", "newsroom", "tests"}:
            places += [(module, known) for known, value in list(vars(module).items()) if value is original]
    for place, known in places:
        setattr(place, known, guarded)

    def back() -> None:
        for place, known in places:
            setattr(place, known, original)

    return back


def _holder(name: str) -> tuple[Any, str]:
    """The module or class that holds it, and what it is called there."""
    path, attribute = name.rsplit(".", 1)
    try:
        return importlib.import_module(path), attribute
    except ModuleNotFoundError:
        module, class_name = path.rsplit(".", 1)
        return getattr(importlib.import_module(module), class_name), attribute
