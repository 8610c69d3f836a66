"""How much it takes from “New story” to published: every click, every field that is typed, every key is counted."""

from __future__ import annotations

import pytest

from articles.models import Edition
from newsroom.models import User
from tests.builders import photo_files
from tests.builders.newsdesk import author, section
from tests.driving.story_actions import Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once]

#: Of another's story with a picture that carries its credit, of one's own with one that says nothing of itself, and
#: from pasted copy.
ACTIONS, PASTED = 14, 11
#: Loads of a page on the way: the form, and the published story's.
LOADS = 2
CREDITED = photo_files.file(picture=photo_files.plain_picture(640, 400), xmp=photo_files.xmp())
BARE = photo_files.file(picture=photo_files.plain_picture(640, 400))
COPY = """Council votes for the east pier

By Tom Adeyemi-Rusk

The council voted for the pier on Monday night.

Nobody spoke against it at any length.
"""


def is_published(hand: Hand, headline: str) -> Edition:
    hand.click("dialog [data-publish]")
    hand.page.wait_for_selector(".messagelist")
    edition = Edition.objects.readable().get()
    assert edition.headline == headline
    assert [each.author.name for each in edition.bylines.all()] == ["Tom Adeyemi-Rusk"]
    assert hand.popups == 0
    assert hand.page.broken == []
    return edition


@pytest.mark.parametrize("is_own", [True, False], ids=["own, bare picture", "another's"])
def test_a_story_with_a_picture_is_published_in_few_actions_on_one_screen(live_server, at_desk, is_own):
    page = at_desk()
    author("Tom Adeyemi-Rusk", user=User.objects.get() if is_own else None)
    section("Harbour")
    page.goto(f"{live_server.url}/admin/")
    hand = Hand(page)

    hand.click("a.newst")
    page.wait_for_selector(".ProseMirror[role=textbox]")
    hand.types("#id_headline", "Harbour board votes tonight on a dredging plan")
    hand.types("#id_standfirst", "Forty pages, three contractors and no price.")
    hand.pastes(".ProseMirror", "The board will vote tonight on a plan that nobody has costed.")
    if is_own:
        # Nothing but pixels: its credit, then its alt text, are typed where it stands; it asks for them itself.
        hand.drops_a_file("#picture .choose", "pier.jpg", BARE)
        hand.types_on("[data-part=line]", "Marco Fieber / The Coast Wire / Agency")
        hand.presses("Enter")
        hand.types_on("[name=photo_uses-0-alt]", "A pier at low water")
    else:
        hand.gives_a_file("label:has([data-picture-files])", "pier.jpg", CREDITED)
        page.wait_for_selector("[data-rows=photo_uses] [data-row] [data-thumb][src]")
        hand.picks("id_bylines-0-author", "Tom")
    hand.picks("id_section", "Harbour")
    hand.click("button[name=_publish]:visible")
    page.wait_for_selector("dialog[open] [data-publish]")

    edition = is_published(hand, "Harbour board votes tonight on a dredging plan")
    (shown,) = edition.photos.select_related("photo__credit__licence")
    assert (str(shown.photo.credit), shown.alt) == (
        ("Marco Fieber / The Coast Wire / Agency", "A pier at low water")
        if is_own
        else ("Zoë Ferrand / The Coast Wire / CC BY 4.0", "A pier in fog")
    )
    assert (hand.actions <= ACTIONS, hand.loads) == (True, LOADS), hand.told


def test_a_story_from_pasted_copy_is_published_in_few_actions(live_server, at_desk):
    author("Tom Adeyemi-Rusk")
    section("Harbour")
    page = at_desk()
    page.goto(f"{live_server.url}/admin/")
    hand = Hand(page)

    hand.click("main a:has-text('pasted copy')")
    page.wait_for_url("**/paste/")
    hand.pastes("[name=copy]", COPY)
    hand.click("button:has-text('Read the copy')")
    hand.click("button:has-text('File and open')")
    page.wait_for_selector(".ProseMirror[role=textbox]")
    hand.types("#id_standfirst", "A pier for the east at last.")
    hand.picks("id_section", "Harbour")
    hand.click(".margin [data-save]")
    page.wait_for_selector(".versions li >> nth=1")
    hand.click(".margin a.default[data-dialog]")
    page.wait_for_selector("dialog[open] [data-publish]")

    is_published(hand, "Council votes for the east pier")
    assert hand.actions <= PASTED, hand.told
