"""A story without a picture has a card to be shared with, drawn from what was published and from nothing else."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles import publishing
from articles.models import ShareCard
from articles.photos import card, typesetting
from articles.pictures import share_cards
from newsroom import jobs
from newsroom.models import Imprint
from tests.builders import newsdesk

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def drawn(monkeypatch):
    """What each card was asked to say; nothing is drawn, so that it costs no process."""
    told = []

    def note(job: dict) -> bytes:
        told.append({name: job[name] for name in ("section", "label", "headline", "name")})
        return repr(job).encode()

    monkeypatch.setattr(share_cards, "_in_child", note)
    return told


def shown(path: str) -> str:
    """The address that the page names as its picture; empty if none."""
    found = re.search(r'property="og:image" content="([^"]+)"', Client().get(path).content.decode())
    return found[1].removeprefix(settings.SITE_URL) if found else ""


def test_the_card_of_a_story_without_a_picture_is_drawn_and_named_once_it_is_there():
    Imprint(name="The Harbour Ledger").save()
    newsdesk.live("Łódź asks: who empties the letterbox?", slug="a", kind="analysis")
    before = shown("/harbour/a/")
    assert share_cards.catch_up() == 1
    address = shown("/harbour/a/")
    answer = Client().get(address)
    picture = Image.open(io.BytesIO(answer.getvalue())).convert("RGB")

    assert before == ""
    assert re.fullmatch(r"/media/cards/[0-9a-f]{32}\.png", address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "image/png",
        "public, max-age=31536000, immutable",
    )
    assert picture.size == (1200, 630)
    assert len(answer.getvalue()) < 60_000
    # Ink where the headline stands, and paper around it.
    assert picture.crop((72, 148, 1128, 480)).getextrema()[0] == (15, 255)
    assert picture.crop((0, 0, 1200, 60)).getextrema() == ((255, 255),) * 3
    page = Client().get("/harbour/a/").content.decode()
    assert 'property="og:image:alt" content="Analysis: Łódź asks: who empties the letterbox?"' in page
    assert 'name="twitter:card" content="summary_large_image"' in page
    assert "/media/cards/" not in page.partition('type="application/ld+json"')[2]


def test_the_clock_draws_and_draws_nothing_twice(drawn):
    newsdesk.live("One")
    jobs.tick()
    jobs.tick()

    assert [told["headline"] for told in drawn] == ["One"]


def test_a_story_with_a_picture_needs_none(drawn):
    newsdesk.live("Pictured", slug="a", lead=newsdesk.photo("Cranes"))

    assert share_cards.catch_up() == 0
    assert "/media/photos/" in shown("/harbour/a/")


def test_what_the_card_says_was_published_and_is_not_what_the_desk_is_writing(drawn):
    story = newsdesk.live("Published", slug="a", kind="opinion")
    newsdesk.save(story, headline="Not yet for readers")
    newsdesk.story("A draft")
    share_cards.catch_up()

    assert drawn == [{"section": "Harbour", "label": "Opinion", "headline": "Published", "name": "The Paper"}]


def test_the_card_of_a_scheduled_story_waits_for_its_hour(drawn):
    at = timezone.now() + timedelta(days=1)
    newsdesk.put_out(newsdesk.story("Tomorrow", slug="a"), at=at)
    share_cards.catch_up()
    address = f"/media/cards/{ShareCard.objects.get().digest}.png"
    early = Client().get(address).status_code

    with time_machine.travel(at + timedelta(minutes=1), tick=False):
        assert shown("/harbour/a/") == address
        assert (early, Client().get(address).status_code) == (404, 200)


def test_a_withdrawn_storys_card_is_gone_and_its_file_is_removed_a_day_later(drawn):
    story = newsdesk.live("Taken back", slug="a")
    newsdesk.live("Stays", slug="b")
    share_cards.catch_up()
    address = shown("/harbour/a/")
    digest = address[-36:-4]
    publishing.withdraw(story, by=newsdesk.editor(), reason="It named a child.")
    share_cards.catch_up()

    assert Client().get(address).status_code == 404
    assert default_storage.exists(share_cards.file_of(digest))
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        share_cards.catch_up()
    assert not default_storage.exists(share_cards.file_of(digest))
    assert Client().get(shown("/harbour/b/")).status_code == 200


def test_another_headline_has_another_address_and_the_same_words_the_same(drawn):
    story = newsdesk.live("First", slug="a")
    share_cards.catch_up()
    first = shown("/harbour/a/")
    newsdesk.put_out(newsdesk.save(story, headline="Second"))
    between = shown("/harbour/a/")
    share_cards.catch_up()
    second = shown("/harbour/a/")
    newsdesk.put_out(newsdesk.save(story, headline="First"))
    share_cards.catch_up()

    assert between == ""
    assert second != first
    assert shown("/harbour/a/") == first


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("北京 boats come back", "The Quay"),
        ("الميناء مفتوح", "The Quay"),
        ("Ferry 🚢 back\u00a0at 6", "Ferry back at 6"),
        ("Größere Straße, Țara Śląsk", "Größere Straße, Țara Śląsk"),
    ],
)
def test_a_headline_in_letters_that_our_type_has_not_leaves_the_place_to_the_papers_name(
    drawn, headline, said
):
    Imprint(name="The Quay").save()
    newsdesk.live(headline)
    share_cards.catch_up()

    assert [told["headline"] for told in drawn] == [said]


def test_a_paper_whose_name_cannot_be_set_has_no_cards_and_is_not_asked_again(drawn):
    Imprint(name="港口报").save()
    newsdesk.live("One", slug="a")

    assert (share_cards.catch_up(), share_cards.catch_up()) == (0, 0)
    assert drawn == []
    assert shown("/harbour/a/") == ""


def test_a_child_that_fails_leaves_the_story_without_a_card(monkeypatch, caplog):
    monkeypatch.setattr(share_cards, "MEMORY", 1)
    newsdesk.live("One", slug="a")

    assert share_cards.catch_up() == 0
    assert "No card for “One”" in caplog.text
    assert shown("/harbour/a/") == ""


def test_lines_are_few_and_about_equally_long_and_no_word_is_wider_than_the_card():
    lines = typesetting.lines_of("The valve was open", 13, len)
    cut = typesetting.lines_of("donaudampfschifffahrt is a word", 10, len)

    assert lines == ["The valve", "was open"]
    assert max(map(len, cut)) <= 10
    assert "".join(cut).replace(" ", "") == "donaudampfschifffahrtisaword"


@pytest.mark.parametrize("words", ["W" * 300, "Wide words " * 40, "I"])
def test_no_words_run_over_the_edge(words):
    fonts = f"{settings.BASE_DIR}/newsroom/static/fonts"
    job = {
        "head": [f"{fonts}/head.woff2", f"{fonts}/head-ext.woff2"],
        "ui": [f"{fonts}/ui.woff2", f"{fonts}/ui-ext.woff2"],
    } | dict.fromkeys(("headline", "section", "label", "name"), words)
    picture = Image.open(io.BytesIO(card.draw(job))).convert("RGB")

    for edge in ((0, 0, 66, 519), (1134, 0, 1200, 519), (1134, 530, 1200, 630), (0, 495, 1200, 519)):
        assert picture.crop(edge).getextrema() == ((255, 255),) * 3
