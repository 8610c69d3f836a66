"""What comes when it is asked for: a click or a key waits for it, and where it does not come it does what it can."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.editing.saving import saved
from tests.builders.newsdesk import story
from tests.driving.story_page import ready
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_what_is_asked_for_comes_late_or_not_at_all(live_server, at_desk):
    article = story(headline="The valve", body="<p>Text.</p>")
    saved(article, by=None)
    page = ready(at_desk(), live_server.url + address(article))
    held = []

    def hold(route):
        held.append(route)

    page.route("**/palette*.js", hold)
    page.route("**/dialogs*.js", lambda route: route.abort())

    page.click(".ProseMirror p")
    with page.expect_request("**/palette*.js"):
        page.keyboard.press("Control+k")
    page.keyboard.type("valve")
    assert page.locator("dialog.palette").count() == 0
    held.pop().continue_()
    expect(page.locator("dialog.palette input")).to_have_value("valve")
    page.keyboard.press("Escape")
    assert page.inner_text(".ProseMirror p") == "Text."

    page.click(".margin a[data-dialog]:has-text('Publish')")
    page.wait_for_url(f"**{address(article, 'publish')}")
    assert page.locator("[data-act]").count() == 1
    assert page.broken == []
