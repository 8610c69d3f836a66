"""Every public address, from the map itself: a new one without a way to visit it here is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client
from django.urls import URLResolver, get_resolver

from articles.models import Address, Author, Outlet, Page, Section, Topic
from membership.models import Appeal
from membership.tokens.supporter_token import token

CANARY = "zqcanary"
#: Whose pages are for people with a sign-in.
PRIVATE = ("admin", "account")
NOBODY = "00000000-0000-4000-8000-000000000000"


def _slugs(model: type[Any], path: str) -> Callable[[], list[str]]:
    """An address for every row there is, hidden or not, and one for none."""
    return lambda: [path.format(row.slug) for row in model.objects.all()] + [path.format("nobody")]


#: For each name in the map: the addresses to visit. Words that every story here holds are searched for.
VISITS: dict[str, Callable[[], list[str]]] = {
    "healthz": lambda: ["/healthz"],
    "readyz": lambda: ["/readyz"],
    ".well-known/security.txt": lambda: ["/.well-known/security.txt"],
    "membership:give": lambda: ["/membership/", *(f"/membership/?from={pk}" for pk in range(1, 4)), "/membership/?from=1&again=1"],
    "membership:gift": lambda: [f"/membership/gift/{NOBODY}/"],
    "membership:pair": lambda: ["/membership/twice/made-up/"],
    "membership:my_giving": lambda: ["/membership/me/give/"],
    "membership:mail_again": lambda: [f"/membership/gift/{NOBODY}/mail/"],
    "membership:campaign": lambda: ["/membership/for/pump-logs/", *(f"/membership/for/{slug}/" for slug in Appeal.objects.exclude(slug="").values_list("slug", flat=True))],
    "membership:funders": lambda: ["/membership/funders/"],
    "membership:practice": lambda: [f"/membership/practice/{NOBODY}/"],
    "membership:webhook": lambda: ["/membership/webhooks/stripe/", "/membership/webhooks/nobody/"],
    "membership:me": lambda: ["/membership/me/", "/membership/me/?done=out"],
    "membership:me_code": lambda: ["/membership/me/code/"],
    "membership:me_out": lambda: ["/membership/me/out/"],
    "membership:my_gift": lambda: [f"/membership/me/gifts/{NOBODY}/"],
    "membership:my_gift_do": lambda: [f"/membership/me/gifts/{NOBODY}/stop/"],
    "membership:my_receipt_file": lambda: ["/membership/me/receipts/R-2026-1.pdf"],
    "membership:my_receipt": lambda: ["/membership/me/receipts/R-2026-1/"],
    "membership:my_year": lambda: ["/membership/me/years/2026/"],
    "membership:my_year_file": lambda: ["/membership/me/years/2026-EUR.pdf"],
    "membership:my_details": lambda: ["/membership/me/details/"],
    "membership:my_data": lambda: ["/membership/me/data.json"],
    "membership:my_erasure": lambda: ["/membership/me/erase/"],
    "membership:supporter": lambda: [f"/membership/supporter/{token()}/", "/membership/supporter/made-up/"],
    "articles:home": lambda: ["/", "/?page=2"],
    "articles:search": lambda: [f"/search/?q={words}" for words in ("kelp", "kelp&page=2", "boats", "quay&year=2026", "")],
    "articles:corrections": lambda: ["/corrections/"],
    "articles:preview": lambda: ["/preview/made-up/"],
    "articles:author": _slugs(Author, "/author/{}/"),
    "articles:outlet": _slugs(Outlet, "/outlet/{}/"),
    "articles:topic": _slugs(Topic, "/topic/{}/"),
    "articles:favicon": lambda: ["/favicon.ico"],
    "articles:media": lambda: ["/media/photos/aa/none/592.jpg"],
    "articles:share_card": lambda: ["/media/cards/00000000000000000000000000000000.png"],
    "articles:feed": lambda: ["/feed/"],
    "articles:section_feed": _slugs(Section, "/{}/feed/"),
    "articles:author_feed": _slugs(Author, "/author/{}/feed/"),
    "articles:topic_feed": _slugs(Topic, "/topic/{}/feed/"),
    "articles:sitemap": lambda: ["/sitemap.xml"],
    "articles:sitemap_articles": lambda: ["/sitemap-stories-1.xml", "/sitemap-stories-2.xml"],
    "articles:sitemap_pages": lambda: ["/sitemap-pages.xml"],
    "articles:news_sitemap": lambda: ["/sitemap-news.xml"],
    "articles:robots": lambda: ["/robots.txt"],
    "articles:section": lambda: [*_slugs(Section, "/{}/")(), *_slugs(Page, "/{}/")()],
    "articles:article": lambda: [
        *Address.objects.values_list("path", flat=True),
        *(f"/{section.slug}/hidden-story/" for section in Section.objects.all()),
    ],
}  # fmt: skip


def names_on_the_map() -> set[str]:
    return set(_names(get_resolver()))


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace not in PRIVATE and not re.match(r"(admin|accounts)/", str(pattern.pattern)):
                yield from _names(pattern, pattern.namespace or space)
        else:
            yield f"{space}:{pattern.name or pattern.pattern}".lstrip(":")


def visit(path: str) -> str:
    """What an anonymous reader gets, headers and all."""
    response = Client(raise_request_exception=False).get(path)
    assert response.status_code != 500, path
    return f"{response.status_code} {dict(response.headers)} {response.getvalue().decode()}"


def where(word: str = CANARY) -> set[str]:
    """Every public address whose answer holds the word."""
    return {path for name in VISITS for path in VISITS[name]() if word in visit(path).lower()}
