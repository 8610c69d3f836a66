"""How much it takes from “New story” to published: every click, every field that is typed, every key is counted."""

from __future__ import annotations

import pytest

from articles.models import Edition
from tests.builders.newsdesk import author, section
from tests.driving.story_actions import Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]

#: The most that it may take, and loads of a page on the way: the form, and the published story's.
ACTIONS, LOADS = 14, 2


def test_a_story_is_published_in_few_actions_on_one_screen(live_server, at_desk):
    author("Tom Adeyemi-Rusk")
    section("Harbour")
    page = at_desk()
    page.goto(f"{live_server.url}/admin/")
    hand = Hand(page)

    hand.click("a.newst")
    page.wait_for_selector(".ProseMirror[role=textbox]")
    hand.types("#id_headline", "Harbour board votes tonight on a dredging plan")
    hand.types("#id_standfirst", "Forty pages, three contractors and no price.")
    hand.types(".ProseMirror", "The board will vote tonight on a plan that nobody has costed.")
    hand.chooses("id_bylines-0-author", "Tom")
    hand.chooses("id_section", "Harb")
    hand.click("button[name=_publish]:visible")
    page.wait_for_selector("dialog[open] [data-publish]")
    hand.click("dialog [data-publish]")
    page.wait_for_selector(".messagelist")

    assert Edition.objects.readable().get().headline == "Harbour board votes tonight on a dredging plan"
    assert hand.popups == 0
    assert (hand.actions <= ACTIONS, hand.loads) == (True, LOADS), hand.told
    assert page.broken == []
