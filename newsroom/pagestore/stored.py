"""A page as it is kept: what of an answer may be kept, and how it is given out again."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from newsroom.pagestore.negotiation import has_it, takes_gzip

#: What each answer carries by default: a browser may keep the page but must ask whether it is still true.
CACHE_CONTROL = "public, no-cache"


@dataclass(frozen=True, slots=True)
class StoredPage:
    body: bytes
    gzipped: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    tags: frozenset[str]
    until: datetime | None
    paged: bool = False


def keep(response: HttpResponse, *tags: str) -> HttpResponse:
    """Ask for this page to be stored, and say what it is made of."""
    response.page_tags = frozenset(tags)  # type: ignore[attr-defined]
    # Said here, because what says nothing of caching is given no-store on its way out.
    response.headers.setdefault("Cache-Control", CACHE_CONTROL)
    return response


def may_be_stored(response: HttpResponseBase) -> bool:
    control = response.headers.get("Cache-Control", "").lower()
    vary = {part.strip().lower() for part in response.headers.get("Vary", "").split(",")} - {""}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not any(word in control for word in ("private", "no-store"))
        and vary <= {"accept-encoding"}
    )


def page_of(
    response: HttpResponse, tags: Iterable[str], until: datetime | None, *, paged: bool
) -> StoredPage:
    body = response.content
    etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = tuple(
        (name, value)
        for name, value in response.headers.items()
        if name.lower() not in {"content-length", "etag", "vary"}
    )
    gzipped = gzip.compress(body, 6, mtime=0) if settings.PAGE_STORE else b""
    return StoredPage(body, gzipped, headers, etag, frozenset(tags), until, paged)


def answer(request: HttpRequest, page: StoredPage) -> HttpResponse:
    if has_it(request, page.etag):
        response = HttpResponse(status=304)
    elif page.gzipped and takes_gzip(request):
        response = HttpResponse(page.gzipped)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(page.body)
    for name, value in page.headers:
        response.headers[name] = value
    response.headers["ETag"] = page.etag
    response.headers["Vary"] = "Accept-Encoding"
    if response.status_code == 200:
        response.headers["Content-Length"] = str(len(response.content))
    return response
