"""What every reader page is made with: the imprint, the sections, a template, and no cookie."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import get_language_bidi

from articles.reading import all_sections
from articles.reading.paths import absolute
from newsroom.imprint import current_imprint
from newsroom.pagestore import keep
from newsroom.pagestore.negotiation import PAGE

#: Whole numbers from 1 to 9,999, written one way only.
_PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


def furniture(request: HttpRequest) -> dict[str, Any]:
    """What stands on every page, whatever it is about."""
    return {
        "request": request,
        "imprint": current_imprint(request),
        "sections": [section for section in all_sections(request) if section.in_navigation],
        "site_url": settings.SITE_URL,
        "address": _address(request),
        "lang": settings.LANGUAGE_CODE,
        "dir": "rtl" if get_language_bidi() else "ltr",
    }


def _address(request: HttpRequest) -> str:
    """Where this page stands for good: without what was asked for besides, except which page of a list."""
    page = request.GET.get(PAGE, "1") if getattr(request, "paged", False) else "1"
    return absolute(request.path) + (f"?{PAGE}={page}" if page != "1" else "")


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page, rendered without context processors: none of them may know who asks."""
    html = get_template(template).render(furniture(request) | context)
    return HttpResponse(html, status=status)


def show_and_keep(
    request: HttpRequest, template: str, context: dict[str, Any], tags: set[str]
) -> HttpResponse:
    return keep(show(request, template, context), *tags)


def page_number(request: HttpRequest) -> int:
    """The page asked for; what is no page number is no page. Tells the page store that it matters."""
    asked = request.GET.get(PAGE, "1")
    if not _PAGE_NUMBER.fullmatch(asked):
        raise Http404
    request.paged = True  # type: ignore[attr-defined]
    return int(asked)
