"""The pages of one process, and the stamp by which it knows that they are still true."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import Error, OperationalError, connection, connections
from django.http import HttpRequest
from django.utils import timezone

from newsroom.pagestore.stored import StoredPage

#: Functions that tell the next moment after `now` at which readers see something else, or None.
boundaries: list[Callable[[datetime], datetime | None]] = []

#: Seconds that one may wait for the stamp before the others stop asking for it, and before they are told so.
SILENT, GIVEN_UP = 1.0, 3.0

Mark = tuple[int, str]
T = TypeVar("T")


class Away(OperationalError):
    """The database does not answer, and whoever asks now need not wait to find that out."""


class Store:
    """Pages of one process, and small values that hold until the next change of any kind."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, StoredPage] = OrderedDict()
        self._bytes = 0
        self._seen: Mark | None = None
        self._held: dict[Any, tuple[Mark, datetime | None, Any]] = {}
        self._asking: dict[int, float] = {}
        #: Whether it did not answer when `look` asked last.
        self._is_away = False

    def is_away(self) -> bool:
        """Whether somebody has waited for the stamp for so long that the database may not answer at all."""
        return self._is_away or self._waited() > SILENT

    def refuse_while_away(self) -> None:
        """Raise Away where waiting would take a thread from readers whose page is stored."""
        if self._is_away or self._waited() > GIVEN_UP:
            raise Away("the database does not answer")

    def _waited(self) -> float:
        now = time.monotonic()
        return max((now - began for began in list(self._asking.values())), default=0.0)

    def look(self) -> None:
        """Ask for the stamp though nobody wants a page."""
        try:
            self.refresh()
            self._is_away = False
        except Error:
            self._is_away = True
            connections.close_all()

    def refresh(self) -> Mark:
        """Drop what is no longer true; answer the stamp that now holds. One small query."""
        thread = threading.get_ident()
        self._asking[thread] = time.monotonic()
        try:
            return self._refresh()
        finally:
            del self._asking[thread]

    def _refresh(self) -> Mark:
        with connection.cursor() as cursor:
            cursor.execute("SELECT number, token FROM newsroom_stamp WHERE id = 1")
            mark: Mark = cursor.fetchone() or (0, "")
            seen = self._seen
            if mark == seen:
                return mark
            gone: set[str] | None = None
            if seen is not None and mark[0] > seen[0]:
                cursor.execute("SELECT number, tag FROM newsroom_touched WHERE number > %s", [seen[0]])
                rows = cursor.fetchall()
                # Old rows are pruned; a process that slept longer than they are kept must forget all.
                if {number for number, _tag in rows} >= set(range(seen[0] + 1, mark[0] + 1)):
                    gone = {tag for _number, tag in rows}
        with self._lock:
            if self._seen == seen:
                if gone is None or not gone or "everything" in gone:
                    self._forget_all()
                else:
                    for key in [key for key, page in self._pages.items() if page.tags & gone]:
                        self._drop(key)
                self._held.clear()
                self._seen = mark
        return mark

    def clear(self) -> None:
        with self._lock:
            self._forget_all()
            self._held.clear()
            self._seen = None

    def find(self, path: str, numbered: str = "") -> StoredPage | None:
        """The page kept under its path and number, or under its path alone if it has no numbers."""
        with self._lock:
            for key in (numbered, path) if numbered else (path,):
                page = self._pages.get(key)
                if page is None or (page.paged and numbered and key == path):
                    continue
                if page.until is not None and timezone.now() >= page.until:
                    self._drop(key)
                    continue
                self._pages.move_to_end(key)  # what was asked for longest ago goes first when room is short
                return page
        return None

    def shows(self, tag: str) -> bool:
        now = timezone.now()
        with self._lock:
            pages = self._pages.values()
            return any(tag in page.tags and (page.until is None or now < page.until) for page in pages)

    def put(self, key: str, page: StoredPage, mark: Mark) -> None:
        """Store a page that was made while `mark` held, unless something has changed since."""
        with self._lock:
            if self._seen != mark:
                return
            self._drop(key)
            self._pages[key] = page
            self._bytes += len(page.body) + len(page.gzipped)
            while self._bytes > settings.PAGE_STORE_BYTES and self._pages:
                self._drop(next(iter(self._pages)))

    def hold(self, key: Any, make: Callable[[], T], mark: Mark | None = None) -> T:
        """A small value that every page needs (imprint, sections), made once for each change."""
        mark = mark or self.refresh()
        held = self._held.get(key)
        if held and held[0] == mark and (held[1] is None or timezone.now() < held[1]):
            value: T = held[2]
            return value
        # Asked for before the value is made: a value made just before a boundary must not outlive it.
        until = self.next_boundary(mark)
        value = make()
        self._held[key] = (mark, until, value)
        return value

    def next_boundary(self, mark: Mark) -> datetime | None:
        """The next moment at which readers see something else by the clock alone."""
        held = self._held.get("boundary")
        now = timezone.now()
        if held and held[0] == mark and (held[1] is None or now < held[1]):
            return held[1]
        moment = self._next_boundary()
        self._held["boundary"] = (mark, moment, None)
        return moment

    def _next_boundary(self) -> datetime | None:
        now = timezone.now()
        moments = [moment for ask in boundaries if (moment := ask(now))]
        return min(moments, default=None)

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= len(page.body) + len(page.gzipped)

    def _forget_all(self) -> None:
        self._pages.clear()
        self._bytes = 0


store = Store()


def hold(request: HttpRequest, key: str, make: Callable[[], T]) -> T:
    """`Store.hold` under the stamp that this request has already asked for."""
    return store.hold(key, make, getattr(request, "stamp", None))
