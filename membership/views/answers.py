"""What all of a donor's pages have in common: where posts may come from, and what no one may keep."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language_bidi

from newsroom.imprint import current_imprint


class SeeOther(HttpResponseRedirect):
    """RFC 9110, 15.4.4: the answer to this POST is a page to GET."""

    status_code = 303

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unstored(self, private=False)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, private: bool = True
) -> HttpResponse:
    """A page that nobody stores; a private one is not indexed, and no other site hears of its address."""
    furniture = {
        "imprint": current_imprint(request),
        "address": f"{settings.SITE_URL}{request.path}",
        "lang": settings.LANGUAGE_CODE,
        "dir": "rtl" if get_language_bidi() else "ltr",
    }
    return unstored(render(request, template, {**furniture, **context}, status=status), private=private)


def unstored(response: HttpResponse, *, private: bool = True) -> HttpResponse:
    """Stored nowhere, and its address told to no other site; a private one stands in no index."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    if private:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
