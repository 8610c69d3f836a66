"""What search engines are told: sitemaps of stories and pages, the news sitemap, robots.txt."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.models import Author, Edition, Outlet, Section, Topic
from articles.reading import to_find
from articles.reading.own_pages import all_pages
from articles.reading.paths import absolute
from newsroom.imprint import current_imprint
from newsroom.iso_moments import iso_moment
from newsroom.pagestore import CACHE_CONTROL, keep
from newsroom.plain_text import for_xml

#: Addresses that one file may have (sitemaps.org).
MOST = 50_000
#: A sitemap index names no more files than this (sitemaps.org).
MOST_FILES = 50_000
#: Stories in a news sitemap, and their age (Google News).
NEWS_MOST = 1_000
NEWS_AGE = timedelta(days=2)
#: Where a search engine has no business. Previews are secret; search pages have no end.
CLOSED = ("/admin/", "/accounts/", "/preview/", "/search/")
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

#: Text, or elements of the same kind, by the name of the element.
Entry = Mapping[str, Any]


def index(request: HttpRequest) -> HttpResponse:
    files = -(-to_find.count(MOST_FILES * to_find.PER_FILE) // to_find.PER_FILE) or 1
    paths = [reverse("articles:sitemap_articles", args=[number]) for number in range(1, files + 1)]
    paths += [reverse("articles:sitemap_pages"), reverse("articles:news_sitemap")]
    return keep(_xml("sitemapindex", "sitemap", ({"loc": absolute(path)} for path in paths)), "latest")


def articles(request: HttpRequest, number: int) -> HttpResponse:
    """Stories in the order of their making, so that a story stays in its file."""
    if not 1 <= number <= MOST_FILES:
        raise Http404
    rows = to_find.some(to_find.PER_FILE, (number - 1) * to_find.PER_FILE)
    if number > 1 and not rows:
        raise Http404
    zone = timezone.get_current_timezone()
    entries = ({"loc": absolute(path), "lastmod": iso_moment(changed, zone)} for path, changed in rows)
    return keep(_xml("urlset", "url", entries), "latest", "corrections")


def pages(request: HttpRequest) -> HttpResponse:
    """The front page, the paper's own pages, sections; authors, topics and outlets of what readers have."""
    live = Edition.objects.readable()
    authors = Author.objects.filter(Exists(live.filter(bylines__author=OuterRef("pk"))))
    topics = Topic.objects.filter(Exists(live.filter(topics__topic=OuterRef("pk"))))
    outlets = Outlet.objects.filter(Exists(live.filter(outlet=OuterRef("pk"))))
    rows: list[Section | Author | Topic | Outlet] = [*Section.objects.all(), *authors, *topics, *outlets]
    tags = {tag for row in rows for tag in row.page_tags()}
    entries: list[Entry] = [
        {"loc": absolute(reverse(f"articles:{name}"))} for name in ("home", "corrections")
    ]
    entries += [
        {"loc": absolute(link.path), "lastmod": iso_moment(link.live_from)} for link in all_pages(request)
    ]
    entries += [{"loc": absolute(row.get_absolute_url())} for row in rows]
    return keep(_xml("urlset", "url", entries[:MOST]), "latest", *tags)


def news(request: HttpRequest) -> HttpResponse:
    """Stories first published in the last two days, none that somebody paid for, none that is a partner's.

    Not kept in the store: they age out by the clock.
    """
    imprint = current_imprint(request)
    publication = {"news:name": for_xml(imprint.name), "news:language": _language()}
    entries = (
        {
            "loc": absolute(path),
            "news:news": {
                "news:publication": publication,
                "news:publication_date": iso_moment(first_live),
                "news:title": for_xml(headline),
            },
        }
        for path, first_live, headline in to_find.news(timezone.now() - NEWS_AGE, NEWS_MOST)
    )
    response = _xml("urlset", "url", entries, {"xmlns:news": _NEWS})
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines += [f"Sitemap: {absolute(reverse(f'articles:{name}'))}" for name in ("sitemap", "news_sitemap")]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    return keep(response, "robots")


def _language() -> str:
    """ISO 639, except that the news sitemap tells the two ways of writing Chinese apart."""
    code = settings.LANGUAGE_CODE.lower()
    return {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}.get(code, code.split("-")[0])


def _xml(
    root: str, item: str, entries: Iterable[Entry], namespaces: dict[str, str] | None = None
) -> HttpResponse:
    spaces = "".join(f' {name}="{uri}"' for name, uri in {"xmlns": _SITEMAP, **(namespaces or {})}.items())
    inner = "".join(_element(item, entry) for entry in entries)
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<{root}{spaces}>{inner}</{root}>'
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def _element(name: str, value: str | Entry) -> str:
    # By hand: Django's writer of XML takes ten times as long, and a file holds thousands.
    said = escape(value) if isinstance(value, str) else "".join(_element(*one) for one in value.items())
    return f"<{name}>{said}</{name}>"
