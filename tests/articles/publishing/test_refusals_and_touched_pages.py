"""What publishing tells: editors who are refused, and the pages that are no longer true."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles.models import Article, Edition, State
from articles.publishing import (
    NotReady,
    PublishingRefused,
    cancel_schedule,
    move_in,
    opening,
    publish,
    tags_of,
    withdraw,
)
from articles.publishing.problems import Verdict
from newsroom.models import Stamp, Touched
from tests.builders import newsdesk
from tests.builders.at_nine import DAY, HOUR, NINE, SECOND, article, boss, clock, spans  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


def told(act) -> set[str]:
    """What pages are told of by that act."""
    Touched.objects.all().delete()
    act()
    return set(Touched.objects.values_list("tag", flat=True))


# --- what a refusal says --------------------------------------------------------------------------


def sentence(act) -> str:
    with pytest.raises((PublishingRefused, PermissionDenied)) as refusal:
        act()
    return str(refusal.value)


def test_each_refusal_says_what_to_do(boss, clock, article):
    stranger = newsdesk.editor(may=())
    said = "Only editors can publish, schedule and withdraw stories."
    assert sentence(lambda: publish(article, by=stranger, override="!")) == said
    assert sentence(lambda: publish(article, by=boss, at=NINE - DAY, override="!")) == (
        "That moment has passed. Choose a later one, or publish now."
    )
    assert sentence(lambda: publish(article, by=boss, revision=0, override="!")) == (
        "The story has been saved since you opened it. Look at the newer copy, then publish."
    )
    assert sentence(lambda: withdraw(article, by=boss, reason=" ")) == (
        "Say why the story is withdrawn. Readers who come for it are told."
    )
    assert sentence(lambda: move_in(article, since=NINE + SECOND, by=boss, override="!")) == (
        "That moment has not come yet. Schedule the story for it."
    )
    newsdesk.put_out(article, by=boss)
    assert sentence(lambda: move_in(article, since=NINE - DAY, by=boss, override="!")) == (
        "The story has a newer edition here. Only what came after it can move in."
    )
    clock.shift(HOUR)
    withdraw(article, by=boss, reason="Mixed up.")
    assert sentence(lambda: move_in(article, since=NINE + HOUR - SECOND, by=boss, override="!")) == (
        "The story was withdrawn after that moment. Only what came later can move in."
    )


def test_what_stands_in_the_way_is_said_in_one_line_sentence_after_sentence(boss, clock):
    with pytest.raises(NotReady) as refusal:
        publish(newsdesk.story(body=""), by=boss)

    assert str(refusal.value) == (
        "The story has no text yet. Write it. No related story. One or more keep readers here."
    )


def test_an_address_taken_in_the_same_moment_is_refused_and_nothing_is_left(boss, clock, monkeypatch):
    newsdesk.live("First", slug="same")
    late = newsdesk.story("Second", slug="same")
    # The other story was published after this one had been looked through.
    monkeypatch.setattr(opening, "verdict_of", lambda article, **asked: Verdict([], []))
    versions = late.versions.count()

    said = sentence(lambda: newsdesk.put_out(late, by=boss))

    assert said == "Another story has just taken the address /harbour/same/. Choose another."
    assert (spans(late), late.versions.count()) == ([], versions)


def test_the_seen_revision_is_published(boss, article):
    seen = Article.objects.get(pk=article.pk).revision

    assert newsdesk.put_out(article, by=boss, revision=seen).headline == article.headline


@pytest.mark.parametrize("letters", [300, 301])
def test_a_long_reason_is_kept_as_far_as_there_is_room(boss, article, letters):
    edition = newsdesk.put_out(article, by=boss, override="r" * letters)
    withdraw(article, by=boss, reason="w" * letters)

    edition.refresh_from_db()
    assert (edition.override, edition.reason) == ("r" * 300, "w" * 300)


# --- what else is written, and what pages are told ------------------------------------------------


def test_publishing_makes_one_story_ready_and_leaves_the_others_where_they_stand(boss, article):
    other = newsdesk.story("A draft")

    newsdesk.put_out(article, by=boss)

    states = [Article.objects.get(pk=each.pk).state for each in (article, other)]
    assert states == [State.READY, State.DRAFT]


def test_a_story_whose_address_was_emptied_gets_its_own_again(boss, clock, article):
    path = newsdesk.put_out(article, by=boss).path
    other = newsdesk.story("Another story", slug="another")

    again = newsdesk.put_out(newsdesk.save(article, slug="", kicker="New"), by=boss)

    assert again.path == path
    assert Article.objects.get(pk=other.pk).slug == "another"


def test_a_scheduled_edition_that_is_replaced_is_told_of_with_what_it_would_have_shown(boss, clock, article):
    cranes, pilotage = newsdesk.topic("Cranes"), newsdesk.topic()
    for edition_topic, hours in ((cranes, 2), (pilotage, 1)):
        article.topics.set([edition_topic])
        saved = newsdesk.save(article, kicker=edition_topic.name)
        tags = told(lambda saved=saved, hours=hours: newsdesk.put_out(saved, by=boss, at=NINE + hours * HOUR))

    assert {f"topic:{cranes.pk}", f"topic:{pilotage.pk}"} <= tags


def test_what_was_closed_long_ago_is_told_of_no_more(boss, clock, article):
    article.topics.set([newsdesk.topic("Cranes")])
    newsdesk.put_out(newsdesk.save(article, kicker="Cranes"), by=boss)
    article.topics.clear()
    clock.shift(HOUR)
    newsdesk.put_out(newsdesk.save(article, kicker="None"), by=boss)
    clock.shift(HOUR)

    last = newsdesk.save(article, kicker="Last")
    tags = told(lambda: newsdesk.put_out(last, by=boss))

    assert tags == tags_of(article.editions.first())
    assert told(lambda: withdraw(article, by=boss, reason="Mixed up.")) == tags


def test_cancelling_tells_the_pages_once_and_keeps_no_reason(boss, clock, article):
    edition = newsdesk.put_out(article, by=boss, at=NINE + HOUR)

    assert told(lambda: cancel_schedule(article, by=boss)) == tags_of(edition)
    assert told(lambda: cancel_schedule(article, by=boss)) == set()
    assert article.editions.get().reason == ""


def test_withdrawing_goes_past_what_was_cancelled_and_takes_all_that_is_left(boss, clock, article):
    for hours in (3, 2):
        newsdesk.put_out(newsdesk.save(article, kicker=f"{hours}"), by=boss, at=NINE + hours * HOUR)
    live = newsdesk.put_out(newsdesk.save(article, kicker="Now"), by=boss)
    coming = newsdesk.put_out(newsdesk.save(article, kicker="Later"), by=boss, at=NINE + HOUR)

    tags = told(lambda: withdraw(article, by=boss, reason="Mixed up."))

    assert spans(article) == [
        (3, 3, "cancelled"),
        (2, 2, "cancelled"),
        (0, 0, "withdrawn"),
        (1, 1, "cancelled"),
    ]
    assert tags == tags_of(live) | tags_of(coming)
    before = Stamp.objects.get().number
    withdraw(article, by=boss, reason="Again.")
    assert Stamp.objects.get().number == before
    assert list(Edition.objects.readable(NINE + 5 * HOUR)) == []


def test_each_story_keeps_its_own_editions_when_another_is_withdrawn(boss, clock, article):
    other = newsdesk.live("Another story")
    newsdesk.put_out(article, by=boss)

    withdraw(article, by=boss, reason="Mixed up.")

    assert [edition.article for edition in Edition.objects.readable(NINE + SECOND)] == [other]
