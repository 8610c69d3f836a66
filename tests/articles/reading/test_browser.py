"""Every kind of page in a real browser: nothing that axe objects to, nothing from elsewhere, no cookie."""

from __future__ import annotations

import pytest
from django.conf import settings

from articles import publishing
from articles.models import Edition
from newsroom.models import Imprint
from tests.builders import own_pages
from tests.builders.corrections import make_correction
from tests.builders.newsdesk import author, editor, live, outlet, photo, section, topic
from tests.driving.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def paths(transactional_db):
    """A small paper, and a path of each kind of page."""
    Imprint.objects.create(
        name="The Harbour Ledger", publisher="14 Ropewalk, Saltmere", email="desk@ledger.example"
    )
    writer = author("Ines Vale", bio="Covers the port.", interests="None.", portrait=photo("A portrait"))
    gone = live("The story that was taken back")
    publishing.withdraw(gone, by=editor(), reason="It named a child.")
    first = live("What the night crew saw", authors=[writer], section=section("Opinion", style="opinion"))
    body = '<p>It ran.</p><h2>The valve</h2><p>It was <a href="https://port.example/">open</a>.</p><ul><li>One</li></ul>'
    story = live(
        "The outfall ran for 211 days",
        authors=[writer, author("Tom Brekke")],
        topics=[topic("Water")],
        lead=photo("The outfall"),
        outlet=outlet(),
        outlet_url="https://ferrypost.example/1",
        related=[first],
        prominence=2,
        body=body,
    )
    make_correction(article=story, text="The tank was built in 2018.", was="2017", now="2018", severe=True)
    own_pages.live("Imprint", slug="imprint", body=body)
    own = Edition.objects.get(article=story).path
    taken = Edition.objects.get(article=gone).path
    return [
        *(
            "/",
            own,
            "/imprint/",
            "/harbour/",
            "/opinion/",
            "/author/ines-vale/",
            "/topic/water/",
            "/outlet/the-ferry-post/",
        ),
        *("/search/?q=outfall", "/search/?q=nothing", "/corrections/", "/harbour/not-there/", taken),
    ]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_no_page_has_anything_that_axe_objects_to(live_server, open_page, paths, width, dark):
    page = open_page(width=width, dark=dark, bypass_csp=True)
    found = {}
    for path in paths:
        page.goto(live_server.url + path)
        found[path] = violations(page)

    assert found == {path: [] for path in paths}


def test_pages_ask_nobody_else_leave_no_cookie_and_keep_to_the_policy(live_server, open_page, paths):
    page = open_page()
    asked, said = set(), []
    page.on("request", lambda request: asked.add(request.url))
    page.on(
        "console", lambda message: said.append(message.text) if "Content Security" in message.text else None
    )
    for path in paths:
        page.goto(live_server.url + path, wait_until="load")

    assert {url for url in asked if not url.startswith(live_server.url)} == set()
    assert len(asked) > len(paths)
    assert said == []
    assert page.context.cookies() == []


def test_nothing_runs_over_at_320_pixels_with_wide_text(live_server, open_page, paths):
    page = open_page(width=320, bypass_csp=True)
    wide = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    over = {}
    for path in paths:
        page.goto(live_server.url + path)
        page.add_style_tag(content=wide)
        over[path] = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert over == dict.fromkeys(paths, 0)


def test_on_paper_stands_the_address_of_a_story_and_nothing_to_press(
    live_server, open_page, paths, monkeypatch
):
    monkeypatch.setattr("articles.reading.story_lists.PER_PAGE", 1)
    page = open_page(bypass_csp=True)
    pressed = "nav, .pager, .facet, .sbar, .btn, .subs, .tools, button, input, summary"
    shown = f"[...document.querySelectorAll('{pressed}')].filter(each => each.offsetParent).map(each => each.className)"
    for path in (*paths, "/harbour/?page=2"):
        page.emulate_media(media="screen")
        page.goto(live_server.url + path)
        on_screen = page.evaluate(shown)
        page.emulate_media(media="print")
        assert on_screen, path
        assert page.evaluate(shown) == [], path
    page.goto(live_server.url + paths[1])

    assert page.locator(".onpaper").inner_text() == f"The Harbour Ledger, {settings.SITE_URL}{paths[1]}"
    assert "The outfall" in page.locator("figcaption").first.inner_text()
    page.emulate_media(media="screen")
    assert not page.locator(".onpaper").is_visible()
