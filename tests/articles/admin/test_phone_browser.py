"""The story form on a phone: a headline mended, the state changed, published; all within reach of a thumb."""

from __future__ import annotations

import pytest

from articles.models import Edition
from newsroom.models import User
from tests.builders import newsdesk
from tests.driving.axe import violations_in_both_colours
from tests.driving.pictures_in_page import READY, open_form
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]

#: What can be pressed and is smaller than a finger; links in running text are exempt (WCAG 2.5.8).
SMALL = """() => [...document.querySelectorAll(
    "#story :is(button, select, input:not([type=hidden], [type=checkbox]), summary, .btn), .bar .btn, .margin li a")]
  .filter((each) => each.checkVisibility() && !each.closest(".select2, .select2-container, .visually-hidden, .plain-tool, .focal-numbers")
    && getComputedStyle(each).clipPath === "none")
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([, box]) => box.height && (box.height < 43.5 || box.width < 43.5))
  .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


def test_a_story_is_mended_approved_and_published_from_the_bar(live_server, open_page, client):
    client.force_login(User.objects.create_superuser("maya"))
    article = newsdesk.story(
        "Fog closes the pier",
        body="<p>A line of the text.</p>" * 120,
        lead=newsdesk.photo("Fog"),
        topics=[newsdesk.topic()],
    )
    page = open_page(width=390)
    broken = open_form(page, live_server, client, address(article))

    page.fill("#id_headline", "Fog closes the east pier")
    # The toolbar stands at the foot while somebody writes, and the bar makes room for it.
    page.click(f"{READY} p >> nth=3")
    toolbar = page.locator(".prose-menubar").bounding_box()
    assert (round(toolbar["y"] + toolbar["height"]), toolbar["width"]) == (900, 390)
    assert page.locator(".bar").is_hidden()
    page.focus("#id_kicker")

    page.click(".bar [data-sheet]")
    page.locator(".margin .checks").wait_for()
    checks = page.locator(".margin .checks").bounding_box()
    assert 0 < checks["y"] < 900
    assert page.evaluate(SMALL) == []
    assert violations_in_both_colours(page) == []
    page.select_option("#state_here", "ready")
    with page.expect_navigation():
        page.click(".bar [name=_save]")
    page.wait_for_selector(READY)
    page.click(".bar a[data-dialog]")
    if page.locator("dialog #id_override").count():
        page.fill("dialog #id_override", "Cleared by phone.")
    with page.expect_navigation():
        page.click("dialog [data-publish]")

    article.refresh_from_db()
    assert (article.state, Edition.objects.get().headline) == ("ready", "Fog closes the east pier")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert broken == []
