"""What stands around every page: answers from the store, and takes cookies off."""

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from newsroom.middleware import Middleware
from newsroom.pagestore.memory import store
from newsroom.pagestore.negotiation import keys_of
from newsroom.pagestore.stored import answer, may_be_stored, page_of
from newsroom.troubles import trouble

#: Where cookies mean something. Everywhere else they are taken off before a view can see them.
PRIVATE = ("/admin/",)
#: Where pages are a reader's own, and the one cookie that they know. Each app adds its own when it is ready.
own_pages: dict[str, str] = {}


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
