"""How long each write transaction holds the database, by the verb that opened it. For tests and benches only.

    with metered() as meter:
        publish(article, by=editor)
    meter.longest()["articles.publishing.verbs.publish"].statements

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
#: What stands between a verb and the database.
_BETWEEN = {__name__, "newsroom.one_hand", "newsroom.serving.turns", "membership.models.ledger"}
_ADMIN_VIEWS = {"changeform_view", "delete_view", "changelist_view"}
#: Parsing, matching and comparing; pictures; what starts a process or speaks to another machine.
SLOW = (
    "articles.importers.pasted_copy.read",
    "articles.importers.pasted_copy.read_rich",
    "articles.importers.decoding.decode",
    "articles.body.tidying.tidy",
    "articles.copydesk.planning.plan",
    "articles.copydesk.matching.match_all",
    "articles.editing.comparing.words.stretches",
    "articles.editing.merging.stories.merge",
    "articles.copydesk.preparing.prepared",
    "articles.photos.sandbox.probe",
    "articles.photos.sandbox.develop",
    "membership.bank_files.read",
    "membership.bank_imports.matching.match",
    "membership.bank_imports.suggesting.suggestions",
    "membership.members.lists.reading.read",
    "membership.books.discrepancies.listing.listed",
    "membership.books.discrepancies.listing.in_the_way",
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
    began: float = field(default_factory=time.perf_counter)
    cpu_before: float = field(default_factory=time.thread_time)
    seconds: float = 0.0
    #: What its thread worked of these; the rest is the disk, the database, and whoever else has the machine.
    cpu: float = 0.0
    statements: int = 0
    writes: bool = False

    def end(self) -> None:
        self.seconds, self.cpu = time.perf_counter() - self.began, time.thread_time() - self.cpu_before


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


@contextmanager
def metered(*, no_slow_work: bool = False) -> Iterator[Meter]:
    """Measure every write transaction of this process until the block ends."""
    watch = _Watch(Meter())
    undo = [watch.begin(), *(_guard(name, watch) for name in SLOW if no_slow_work)]
    try:
        yield watch.meter
    finally:
        for back in reversed(undo):
            back()


class _Watch(threading.local):
    """What goes on in one thread, whose connection is its own. All write to the same meter."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.depth = 0
        self.open: Held | None = None
        self.ending: Held | None = None

    def begin(self) -> Callable[[], None]:
        """Put the watch on Django's transactions; returns what takes it off again."""
        changed = [(transaction.Atomic, name) for name in ("__enter__", "__exit__")]
        changed += [(BaseDatabaseWrapper, name) for name in ("commit", "rollback")]
        before = [(holder, name, getattr(holder, name)) for holder, name in changed]
        for (holder, name, original), watched in zip(
            before, (self._entering, self._leaving, self._ending, self._ending), strict=True
        ):
            setattr(holder, name, watched(original))
        connection.execute_wrappers.append(self.count)

        def back() -> None:
            for holder, name, original in before:
                setattr(holder, name, original)
            connection.execute_wrappers.remove(self.count)

        return back

    def _entering(self, enter: Callable[..., None]) -> Callable[..., None]:
        def entering(atomic: Any) -> None:
            if self.count not in connection.execute_wrappers:
                connection.execute_wrappers.append(self.count)
            verb = "" if self.depth else _verb(sys._getframe(1))
            enter(atomic)
            self.depth += 1
            if verb:
                self.open = Held(verb, writes=connection.vendor == "sqlite")

        return entering

    def _leaving(self, leave: Callable[..., None]) -> Callable[..., None]:
        def leaving(atomic: Any, *raised: Any) -> None:
            self.depth -= 1
            if self.depth or self.open is None:
                leave(atomic, *raised)
                return
            held, self.open = self.open, None
            self.ending = held
            try:
                leave(atomic, *raised)
            finally:
                # Inside the test's own transaction nothing was committed.
                self._ended()
                if held.writes:
                    self.meter.held.append(held)

        return leaving

    def _ending(self, end: Callable[..., None]) -> Callable[..., None]:
        def ending(database: Any) -> None:
            end(database)
            self._ended()

        return ending

    def _ended(self) -> None:
        """What on_commit does comes after this, and its transactions are its own."""
        if self.ending is not None:
            self.ending.end()
            self.ending = None

    def count(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        held, alone = self.open, Held("", statements=1, writes=True)
        answer = execute(sql, params, many, context)
        if self.ending is not None or _FRAMING.match(sql):
            return answer
        writes = _WRITES.match(sql) is not None
        if held is not None:
            held.statements += 1
            held.writes = held.writes or writes
        elif writes:
            alone.end()
            alone.verb = _verb(sys._getframe(1))
            self.meter.held.append(alone)
        return answer


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
        elif (
            module.split(".")[0] in {"articles", "membership", "newsroom", "tests"} and module not in _BETWEEN
        ):
            return f"{module}.{frame.f_code.co_qualname}"
        frame = frame.f_back
    return "?"


def _guard(name: str, watch: _Watch) -> Callable[[], None]:
    """Have it raise inside a transaction, under every name that it was imported as."""
    holder, attribute = _holder(name)
    original = getattr(holder, attribute)

    @wraps(original)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if watch.open is not None:
            raise SlowInside(f"{name} was called inside the transaction of {watch.open.verb}")
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
