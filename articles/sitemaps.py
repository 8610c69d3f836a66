"""What search engines are told: sitemaps of stories and pages, the news sitemap, robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator

from articles.models import Article, Author, Edition, Outlet, Section, Topic
from articles.paths import absolute
from articles.reading.own_pages import all_pages
from newsroom.imprint import current_imprint
from newsroom.pagestore import CACHE_CONTROL, keep
from newsroom.plain_text import for_xml

#: Addresses in one file (sitemaps.org), stories in a news sitemap and their age (Google News).
PER_FILE = 50_000
#: A sitemap index names no more files than this (sitemaps.org).
MOST_FILES = 50_000
NEWS_MOST = 1_000
NEWS_AGE = timedelta(days=2)
#: Where a search engine has no business. Previews are secret; search pages have no end.
CLOSED = ("/admin/", "/accounts/", "/preview/", "/search/")
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

Entry = Mapping[str, object]
_CORRECTED = Max("article__corrections__made_at", filter=Q(article__corrections__withdrawn_at__isnull=True))


def index(request: HttpRequest) -> HttpResponse:
    files = -(-Edition.objects.readable().ours_to_find().count() // PER_FILE) or 1
    paths = [reverse("articles:sitemap_articles", args=[number]) for number in range(1, files + 1)]
    paths += [reverse("articles:sitemap_pages"), reverse("articles:news_sitemap")]
    return keep(_xml("sitemapindex", "sitemap", ({"loc": absolute(path)} for path in paths)), "latest")


def articles(request: HttpRequest, number: int) -> HttpResponse:
    """Stories in the order of their making, so that a story stays in its file."""
    readable = Edition.objects.readable().ours_to_find().annotate(corrected=_CORRECTED)
    rows = readable.order_by("article_id").values_list("path", "live_from", "corrected")
    if not 1 <= number <= MOST_FILES:
        raise Http404
    rows = rows[(number - 1) * PER_FILE : number * PER_FILE]
    if number > 1 and not rows:
        raise Http404
    return keep(
        _xml(
            "urlset",
            "url",
            (
                {"loc": absolute(path), "lastmod": _moment(max(live_from, corrected or live_from))}
                for path, live_from, corrected in rows
            ),
        ),
        "latest",
        "corrections",
    )


def pages(request: HttpRequest) -> HttpResponse:
    """The front page, the paper's own pages, sections; authors, topics and outlets of what readers have."""
    live = Edition.objects.readable()
    authors = Author.objects.filter(Exists(live.filter(bylines__author=OuterRef("pk"))))
    topics = Topic.objects.filter(Exists(live.filter(topics__topic=OuterRef("pk"))))
    outlets = Outlet.objects.filter(Exists(live.filter(outlet=OuterRef("pk"))))
    rows: list[Section | Author | Topic | Outlet] = [*Section.objects.all(), *authors, *topics, *outlets]
    paths = [reverse("articles:home"), reverse("articles:corrections")]
    paths += [row.get_absolute_url() for row in rows]
    tags = {tag for row in rows for tag in row.page_tags()}
    entries: list[Entry] = [{"loc": absolute(path)} for path in paths[:PER_FILE]]
    own = all_pages(request)
    entries += [{"loc": absolute(link.path), "lastmod": _moment(link.live_from)} for link in own]
    return keep(_xml("urlset", "url", entries), "latest", *tags)


def news(request: HttpRequest) -> HttpResponse:
    """Stories first published in the last two days, none that somebody paid for, none that is a partner's.

    Not kept in the store: they age out by the clock.
    """
    imprint = current_imprint(request)
    publication = {"news:name": for_xml(imprint.name), "news:language": _language()}
    since = timezone.now() - NEWS_AGE
    stories = Edition.objects.readable().ours_to_find().filter(first_live__gt=since).newest_first()
    stories = stories.exclude(kind=Article.Kind.ADVERT)
    response = _xml(
        "urlset",
        "url",
        (
            {
                "loc": absolute(path),
                "news:news": {
                    "news:publication": publication,
                    "news:publication_date": _moment(first_live),
                    "news:title": for_xml(headline),
                },
            }
            for path, first_live, headline in stories.values_list("path", "first_live", "headline")[
                :NEWS_MOST
            ]
        ),
        {"xmlns:news": _NEWS},
    )
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


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _xml(
    root: str, item: str, entries: Iterable[Entry], namespaces: dict[str, str] | None = None
) -> HttpResponse:
    text = StringIO()
    xml = SimplerXMLGenerator(text, "utf-8")
    xml.startDocument()
    xml.startElement(root, AttributesImpl({"xmlns": _SITEMAP, **(namespaces or {})}))
    for entry in entries:
        _element(xml, item, entry)
    xml.endElement(root)
    xml.endDocument()
    return HttpResponse(text.getvalue(), content_type="application/xml; charset=utf-8")


def _element(xml: SimplerXMLGenerator, name: str, value: object) -> None:
    if not isinstance(value, dict):
        xml.addQuickElement(name, str(value))
        return
    xml.startElement(name, AttributesImpl({}))
    for inner, said in value.items():
        _element(xml, inner, said)
    xml.endElement(name)
