"""The page as it stood: the edition of that minute, with the names, credits and corrections of that minute."""

from __future__ import annotations

import pytest

from articles.body import parts
from articles.models import Author, Correction, Licence
from articles.pictures.crediting import recredit
from articles.publishing import move_in, withdraw
from articles.publishing.correcting import correct, withdraw_correction
from articles.publishing.seen import seen
from articles.reading import story_at
from tests.articles.publishing.seen.conftest import keeps_since
from tests.builders import newsdesk
from tests.builders.at_nine import HOUR, NINE, SECOND
from tests.builders.whole_story import whole_story

pytestmark = pytest.mark.django_db


def at(story, hours: float):
    return seen(story, NINE + hours * HOUR)


def test_what_was_seen_now_is_what_readers_are_given_now(kept, clock):
    """Field by field the same as the statement that readers' pages are made of."""
    made = whole_story()
    clock.shift(6 * HOUR)

    found, given = at(made.article, 6).page, story_at("/harbour/crews/")

    assert (found.share_card, found.named) == ("", set())
    given.share_card, given.named = "", set()
    assert found == given


def test_each_minute_has_its_edition_and_none_where_there_was_none(kept, clock, boss):
    story = newsdesk.live("First words", slug="words")
    clock.shift(HOUR)
    newsdesk.put_out(newsdesk.save(story, headline="Second words"))
    clock.shift(HOUR)
    withdraw(story, by=boss, reason="It was not so.")

    def said(moment):
        found = seen(story, moment)
        return found.page.card.headline if found.page else found.withdrawn

    assert said(NINE - SECOND) == ""
    assert said(NINE) == "First words"
    assert said(NINE + HOUR - SECOND) == "First words"
    assert said(NINE + HOUR) == "Second words"
    assert said(NINE + 2 * HOUR) == "It was not so."


def test_a_draft_and_what_was_cancelled_were_never_seen(kept, clock):
    story = newsdesk.story("A draft")

    assert at(story, 0).page is None


def test_names_are_those_of_the_minute(kept, clock):
    topic, outlet = newsdesk.topic("Eels"), newsdesk.outlet("The Ferry Post")
    story = newsdesk.live(
        authors=[newsdesk.author("Ines Amaral")],
        topics=[topic],
        outlet=outlet,
        outlet_url="https://f.example/",
    )
    clock.shift(HOUR)
    for row, name in (
        (newsdesk.author("Ines Amaral"), "Ines Reis"),
        (topic, "Elvers"),
        (outlet, "The Ferry Mail"),
        (story.section, "Port"),
    ):
        row.name = name
        row.save()

    def names(hours):
        page = at(story, hours).page
        card = page.card
        return [card.writers[0].name, page.topics[0].name, card.outlet.name, card.section.name]

    assert names(0) == ["Ines Amaral", "Eels", "The Ferry Post", "Harbour"]
    assert names(1) == ["Ines Reis", "Elvers", "The Ferry Mail", "Port"]
    assert at(story, 0).doubts == []


def test_credits_and_licences_are_those_of_the_minute(kept, clock):
    desk = newsdesk.editor(may=["change_photocredit", "publish_article"])
    photo = newsdesk.photo()
    story = newsdesk.live(lead=photo)
    other = Licence.objects.create(code="ours", name="All ours", family="own", url="https://own.example/")
    clock.shift(HOUR)
    recredit(photo, {"creator": "Lev Otis", "licence": other}, by=desk)
    clock.shift(HOUR)
    other.name = "Ours alone"
    other.save()

    def credited(hours):
        lead = at(story, hours).page.card.picture
        return lead.creator, lead.organisation, lead.licence, lead.licence_url

    cc = "https://creativecommons.org/licenses/by/4.0/"
    assert credited(0) == ("Jo Vale", "Quay Pictures", "CC BY 4.0", cc)
    assert credited(1) == ("Lev Otis", "Quay Pictures", "All ours", "https://own.example/")
    assert credited(2) == ("Lev Otis", "Quay Pictures", "Ours alone", "https://own.example/")


def test_corrections_are_those_that_stood_there_as_they_were_worded(kept, clock):
    boss = newsdesk.editor(may=["add_correction", "change_correction"])
    story = newsdesk.live()
    clock.shift(HOUR)
    fix = correct(Correction(article=story, text="It is the east pier.", made_at=NINE), by=boss)
    clock.shift(HOUR)
    fix.text = "It is the north pier."
    correct(fix, by=boss)
    clock.shift(HOUR)
    withdraw_correction(fix, by=boss, reason="It was the east pier.")

    told = [[fix.text for fix in at(story, hours).page.fixes] for hours in (0.5, 1, 2, 3)]
    assert told == [[], ["It is the east pier."], ["It is the north pier."], []]


def test_links_lead_to_what_readers_had_then_under_its_headline_of_then(kept, clock):
    other = newsdesk.story("Other words", slug="other")
    story = newsdesk.live(body=newsdesk.TEXT + parts.block("read", id=other.pk))
    clock.shift(HOUR)
    newsdesk.put_out(other)
    clock.shift(HOUR)
    newsdesk.put_out(newsdesk.save(other, headline="Better words"))

    def links(hours):
        return [value.title for kind, value in at(story, hours).page.blocks if kind == "read"]

    assert [links(hours) for hours in (0, 1, 2)] == [[], ["Other words"], ["Better words"]]


# --- before it was kept -----------------------------------------------------------------------


def test_before_names_were_kept_those_of_the_sealed_copy_hold_and_it_is_said(clock):
    author = newsdesk.author("Ines Amaral")
    story = newsdesk.live(authors=[author])
    Author.objects.filter(pk=author.pk).update(name="Ines Reis")
    keeps_since(NINE + HOUR)

    found = at(story, 0)

    assert found.page.card.writers[0].name == "Ines Amaral"
    assert "is kept since 20 November 2026, 10:00" in found.doubts[0]
    assert found.doubts[1:] == [
        "“Ines Amaral” in the sealed copy is “Ines Reis” later; since when is not known."
    ]
    assert at(story, 1).doubts == []


def test_before_credits_were_kept_the_record_of_their_changes_is_followed(clock):
    desk = newsdesk.editor(may=["change_photocredit", "publish_article"])
    photo = newsdesk.photo()
    story = newsdesk.live(lead=photo)
    other = Licence.objects.create(code="ours", name="All ours", family="own")
    clock.shift(HOUR)
    recredit(photo, {"creator": "Lev Otis", "licence": other, "source_url": ""}, by=desk)
    keeps_since(NINE + 2 * HOUR)
    lead = at(story, 0).page.card.picture

    assert (lead.creator, lead.licence, lead.source_url) == ("Jo Vale", "CC BY 4.0", "https://quay.example/1")
    assert lead.licence_url == "https://creativecommons.org/licenses/by/4.0/"
    assert at(story, 1.5).page.card.picture.creator == "Lev Otis"


def test_of_what_moved_in_it_is_said_that_it_stood_elsewhere(kept, clock, boss):
    story = newsdesk.story("From the archive")
    move_in(story, since=NINE - 24 * HOUR, by=boss, override="Archive.")

    assert "Moved in on 20 November 2026, 09:00" in at(story, -1).doubts[0]
    assert at(story, 0).doubts == []


def test_at_the_very_moment_at_which_it_went_out_nothing_is_in_doubt(kept):
    """It is written down a little after the moment from which it holds."""
    story = newsdesk.live()

    assert seen(story, story.editions.get().live_from).doubts == []
