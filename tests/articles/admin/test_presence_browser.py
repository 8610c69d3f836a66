"""Two people at one story's form see each other, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from articles.editing.together import presence
from articles.models import Presence
from tests.builders.newsdesk import story
from tests.driving.storydesk import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]
SOON = 11_000


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(presence, "EVERY", 400)


def test_who_comes_is_seen_with_the_field_and_who_leaves_is_not(live_server, at_desk):
    url = live_server.url + address(story())
    maya, ines = at_desk("maya"), at_desk("ines")
    maya.goto(url)
    assert maya.locator("[data-here]").is_hidden()
    ines.goto(url)
    ines.focus("#id_standfirst")

    expect(maya.locator("[data-here] li")).to_contain_text("Ines is herein Standfirst, since ", timeout=SOON)
    assert maya.locator("[data-here-said]").inner_text() == "Ines is here"
    expect(maya.locator(".line.standfirst .in-field")).to_have_text("Ines")
    expect(ines.locator("[data-here] li")).to_contain_text("Maya is here", timeout=SOON)
    ines.click(".ProseMirror")
    expect(maya.locator(".line.body .in-field")).to_have_text("Ines", timeout=SOON)
    ines.locator("#credit .rows > .btn").focus()
    expect(maya.locator("[data-here] li")).to_contain_text("in Credit, since ", timeout=SOON)

    maya.fill("#id_headline", "Another headline")
    maya.click(".margin [data-save]")
    expect(maya.locator(".versions li").first).to_contain_text("v2")
    expect(maya.locator("[data-here] li")).to_contain_text("Ines is here")
    second = maya.context.new_page()
    second.goto(url)
    expect(second.locator("[data-here] li", has_text="You, in another window")).to_be_visible(timeout=SOON)
    ines.goto(live_server.url + "/admin/")
    expect(maya.locator("[data-here] li")).to_have_count(1, timeout=SOON)
    assert maya.broken == ines.broken == []
    assert Presence.objects.count() == 2
