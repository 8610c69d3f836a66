"""The page store: a page that is still true is answered at once.

A view states what its page is made of (`keep(response, "article:7", "author:3")`); a change states what
it touched (`touch("author:3")`, in the transaction of the change itself). Each request asks the database
for one number, the stamp. While it stands still, stored pages are true; when it has moved, the tags
touched since then are read and their pages dropped, in every process, before anything is answered.

What has not happened yet is known too: nothing is kept past the next moment at which an edition or an
appeal begins or ends (`boundaries`), so a scheduled story appears at its minute with no worker running.

Nothing is stored unless a view asked for it; no response with a cookie, no error, nothing private.
"""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import Error, OperationalError, connection, connections, transaction
from django.db.models import F
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from newsroom.middleware import Middleware
from newsroom.models import Stamp, Touched
from newsroom.negotiation import keys_of
from newsroom.stored import StoredPage, answer, may_be_stored, page_of
from newsroom.troubles import trouble

#: Where cookies mean something. Everywhere else they are taken off before a view can see them.
PRIVATE = ("/admin/",)
#: Where pages are a reader's own, and the one cookie that they know. Each app adds its own when it is ready.
own_pages: dict[str, str] = {}
#: What each answer carries by default: a browser may keep the page but must ask whether it is still true.
CACHE_CONTROL = "public, no-cache"

#: Functions that tell the next moment after `now` at which readers see something else, or None.
boundaries: list[Callable[[datetime], datetime | None]] = []

#: Seconds that one may wait for the stamp before the others stop asking for it, and before they are told so.
SILENT, GIVEN_UP = 1.0, 3.0

Mark = tuple[int, str]
T = TypeVar("T")


def touch(*tags: str) -> None:
    """Say that whatever is made of these is no longer true. Call inside the transaction of the change."""
    if not tags:
        return
    with transaction.atomic():
        Stamp.objects.get_or_create(pk=1)
        # The row stays locked until we commit, so that numbers become visible in their order.
        Stamp.objects.filter(pk=1).update(number=F("number") + 1, token=secrets.token_hex(8))
        number = Stamp.objects.values_list("number", flat=True).get(pk=1)
        Touched.objects.bulk_create(Touched(number=number, tag=tag) for tag in sorted(set(tags)))


def touched_by(*models: type[Any]) -> None:
    """Have every save and delete of these models touch what `page_tags()` of the row names."""
    for model in models:
        name = f"pagestore.{model._meta.label}"
        post_save.connect(_row_changed, sender=model, dispatch_uid=name)
        post_delete.connect(_row_changed, sender=model, dispatch_uid=name)


def _row_changed(instance: Any, **_kwargs: object) -> None:
    touch(*instance.page_tags())


def keep(response: HttpResponse, *tags: str) -> HttpResponse:
    """Ask for this page to be stored, and say what it is made of."""
    response.page_tags = frozenset(tags)  # type: ignore[attr-defined]
    # Said here, because what says nothing of caching is given no-store on its way out.
    response.headers.setdefault("Cache-Control", CACHE_CONTROL)
    return response


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


class PageStoreMiddleware(Middleware):
    """Outermost: answers from the store, and stores what a view asked to keep."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith((*PRIVATE, settings.STATIC_URL, settings.MEDIA_URL)):
            return self.get_response(request)
        cookie = next((name for path, name in own_pages.items() if request.path_info.startswith(path)), "")
        _take_off_cookies(request, but=cookie)
        if cookie or request.method not in ("GET", "HEAD"):
            return _sets_no_cookie(self.get_response(request), but=cookie)
        request.get_host()  # refuses a host that is not ours, before anything is answered
        keys = keys_of(request)
        # While the database is away nothing can be changed, so what was true last still is.
        if settings.PAGE_STORE and store.is_away() and (page := store.find(*keys)):
            return answer(request, page)
        try:
            store.refuse_while_away()
            mark = store.refresh()
        except Error as error:
            if settings.PAGE_STORE and (page := store.find(*keys)):
                return answer(request, page)
            return trouble(request, error)
        request.stamp = mark  # type: ignore[attr-defined]
        if settings.PAGE_STORE and (page := store.find(*keys)):
            return answer(request, page)
        # Asked for before the page is made: a page made just before a boundary must not outlive it.
        until = store.next_boundary(mark)
        response = self.get_response(request)
        tags = getattr(response, "page_tags", None)
        if tags is None or not may_be_stored(response):
            return _sets_no_cookie(response)
        assert isinstance(response, HttpResponse)
        page = page_of(response, tags, until, paged=getattr(request, "paged", False))
        if settings.PAGE_STORE:
            store.put(keys[-1] if page.paged else keys[0], page, mark)
        return answer(request, page)


def _take_off_cookies(request: HttpRequest, *, but: str = "") -> None:
    """A reader's page must not depend on who asks, so no view gets to know."""
    kept = request.COOKIES.get(but)
    request.META.pop("HTTP_COOKIE", None)
    request.META.pop("HTTP_AUTHORIZATION", None)
    request.COOKIES = {but: kept} if kept else {}


def _sets_no_cookie(response: HttpResponseBase, *, but: str = "") -> HttpResponseBase:
    """Whatever a view or a part of Django wanted: readers get none."""
    for name in [name for name in response.cookies if name != but]:
        del response.cookies[name]
    return response
