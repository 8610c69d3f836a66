"""The palette, the picker of READ lines and the sheet of keys, by keys alone."""

from __future__ import annotations

import pytest

from articles.body import parts
from articles.editing.saving import saved
from tests.builders.newsdesk import photo, story
from tests.driving.axe import violations_in_both_colours
from tests.driving.story_browser import ready, save
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_anything_is_found_by_keys_and_the_focus_comes_back(live_server, at_desk):
    fog = story("Fog closes the port")
    saved(fog, by=None)
    photo("Fog over the east pier")
    page = at_desk()
    page.goto(f"{live_server.url}/admin/")

    page.keyboard.press("Control+k")
    page.keyboard.type("fog")
    page.wait_for_selector(".palette [role=option]")
    assert violations_in_both_colours(page) == []
    page.keyboard.press("Tab")
    second = page.locator(".palette [aria-selected=true]").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector(".palette", state="detached")
    page.keyboard.press("Control+k")
    page.keyboard.type("fog")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address(fog)}")

    assert "Fog over the east pier" in second
    assert page.broken == []


def test_two_brackets_put_a_read_line_in(live_server, at_desk):
    older, article = story("Who owns the east pier"), story("Board votes", body="<p>Text.</p>")
    for each in (older, article):
        saved(each, by=None)
    page = ready(at_desk(), live_server.url + address(article))

    page.click(".ProseMirror p")
    page.keyboard.press("End")
    page.keyboard.type("[[")
    page.wait_for_selector("dialog.palette")
    page.keyboard.type("east pier")
    page.wait_for_selector(".palette [role=option]:has-text('Who owns')")
    assert violations_in_both_colours(page) == []
    page.keyboard.press("Enter")
    page.wait_for_selector(".nb-read .nb-line")
    save(page)

    article.refresh_from_db()
    assert parts.cut(article.body) == [["html", "<p>Text.</p>"], ["read", older.pk]]
    assert page.broken == []


def test_the_sheet_of_keys_opens_outside_fields_and_can_be_turned_off(live_server, at_desk):
    page = at_desk()
    page.goto(f"{live_server.url}/admin/")

    page.keyboard.press("?")
    page.wait_for_selector(".keys-sheet[open]")
    assert violations_in_both_colours(page) == []
    page.uncheck(".keys-sheet input")
    page.keyboard.press("Escape")
    page.wait_for_selector(".keys-sheet", state="detached")
    page.keyboard.press("?")

    assert page.locator(".keys-sheet").count() == 0
    page.click("#keys-sheet")
    assert not page.is_checked(".keys-sheet input")
    assert page.broken == []
