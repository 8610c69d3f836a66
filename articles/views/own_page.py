"""What stands at the root of the site: a section, or a page of the paper itself."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone

from articles.models import Page
from articles.own_pages import snapshot, unsaved_edition
from articles.reading.jsonld import page_jsonld
from articles.reading.own_pages import all_pages, page_at, page_of, successor_of, withdrawn_at
from articles.views import story_lists
from articles.views.lost import gone
from articles.views.pages import show, show_and_keep
from newsroom.imprint import current_imprint


def at_root(request: HttpRequest, slug: str) -> HttpResponse:
    """A page and a section never have one address (models/named.py); an old address leads to the new one."""
    if any(link.path == request.path for link in all_pages(request)) and (page := page_at(slug)):
        context = {"page": page, "jsonld": page_jsonld(page, current_imprint(request))}
        return show_and_keep(request, "articles/own_page.html", context, page.tags())
    if not story_lists.is_section(request, slug):
        if address := successor_of(slug):
            return HttpResponsePermanentRedirect(address)
        if reason := withdrawn_at(slug):
            return gone(request, reason, own_page=True)
    return story_lists.section(request, slug)


def preview(request: HttpRequest, page: Page) -> HttpResponse:
    """The saved page through the same template, for the desk and for nobody's cache or index."""
    shown = page_of(*unsaved_edition(page, None, snapshot(page), timezone.now()))
    response = show(request, "articles/own_page.html", {"page": shown, "preview": True})
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
