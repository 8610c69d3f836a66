"""What a reader's browser fetches to set a page: three fonts before the fold, the others where they are needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page

from articles.body.parts import block
from articles.models import Article, Edition
from tests.builders.newsdesk import live, section

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
FIRST, FONT = {"head", "text", "ui"}, ".woff2"
#: Where headlines are in italics, as opinions are.
VIEWS = {"head", "head-i", "ui"}
#: Bytes of the fonts that a page asks for before anybody scrolls.
MOST = 75 * 1024


def weight(fonts: set[str]) -> int:
    return sum(Path(str(finders.find(f"fonts/{name}.woff2"))).stat().st_size for name in fonts)


def path_of(article: Article) -> str:
    return Edition.objects.get(article=article).path


def test_three_fonts_come_first_and_the_others_where_they_are_used(live_server, open_page):
    opinions = section("Views", style="opinion")
    for number in range(12):
        live(f"News {number}")
    live("A view of the quay", kind="opinion", section=opinions)
    plain = "<p>The boats came back before noon, and nobody had seen a thing.</p>" * 60
    set_ = f"{plain}<p>It was <em>open</em>, <strong>twice</strong>.</p>{block('quote', text='Twice.', by='A')}{plain}"
    story = live("The valve", body=set_, prominence=2)
    asked: set[str] = set()

    def opened(where: str) -> Page:
        """A browser that has been nowhere else, and what it asks for until nothing moves any more."""
        page = open_page(bypass_csp=True)
        asked.clear()
        page.on("request", lambda request: asked.add(Path(request.url).stem) if FONT in request.url else None)
        page.goto(live_server.url + where, wait_until="networkidle")
        return page

    opened("/")
    assert asked == FIRST
    assert weight(FIRST) <= MOST
    opened("/views/")
    assert asked == VIEWS
    assert weight(VIEWS) <= MOST
    page = opened(path_of(story))
    assert asked == FIRST
    page.locator(".pull").scroll_into_view_if_needed()
    page.wait_for_function("[...document.fonts].filter(each => each.status == 'loaded').length >= 6")
    assert asked == FIRST | {"head-i", "text-i", "text-b"}
    opened(path_of(live("Łódź, Şile, Țara", body=plain)))
    assert asked == FIRST | {"head-ext"}
