"""Edges of publishing: moments that meet, another copy for a moment that is set and embargoes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from articles.models import Article
from articles.models.edition import PUBLISHING
from articles.publishing import (
    NotReady,
    PublishingRefused,
    cancel_schedule,
    keep_embargo,
    schedule_instead,
    withdraw,
)
from articles.publishing.embargo import before_save
from articles.publishing.spans import cancel
from tests.builders import newsdesk
from tests.builders.at_nine import DAY, HOUR, NINE, SECOND, article, boss, clock, spans  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


# --- moments that meet ----------------------------------------------------------------------------


def test_a_moment_a_minute_ago_is_now_and_one_before_that_is_refused(boss, article):
    with pytest.raises(PublishingRefused):
        newsdesk.put_out(article, by=boss, at=NINE - timedelta(minutes=1, microseconds=1))

    assert newsdesk.put_out(article, by=boss, at=NINE - timedelta(minutes=1)).live_from == NINE


def test_a_changed_copy_published_twice_is_published_once(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    changed = newsdesk.save(article, headline="Changed")
    clock.shift(HOUR)

    first, second = (newsdesk.put_out(changed, by=boss) for _time in range(2))

    assert first == second
    assert spans(article) == [(0, 1, "replaced"), (1, None, "")]


@pytest.mark.parametrize("before", [timedelta(0), 30 * SECOND], ids=str)
def test_a_moment_that_has_just_passed_is_published_once_however_often_it_is_sent(
    boss, clock, article, before
):
    at = NINE - before
    first = newsdesk.put_out(article, by=boss, at=at)
    clock.shift(10 * SECOND)

    assert newsdesk.put_out(article, by=boss, at=at) == first
    assert article.editions.count() == 1


def test_what_readers_have_is_not_published_again_for_this_very_moment(boss, clock, article):
    first = newsdesk.put_out(article, by=boss)
    clock.shift(HOUR)

    assert newsdesk.put_out(article, by=boss, at=NINE + HOUR) == first
    assert spans(article) == [(0, None, "")]


def test_an_old_copy_taken_up_again_is_an_edition_of_its_own(boss, clock, article):
    headline = article.headline
    for each in (headline, "Changed", headline):
        newsdesk.put_out(newsdesk.save(article, headline=each), by=boss)
        clock.shift(HOUR)

    assert spans(article) == [(0, 1, "replaced"), (1, 2, "replaced"), (2, None, "")]


def test_what_readers_have_can_be_set_to_begin_anew_later(boss, article):
    live = newsdesk.put_out(article, by=boss)

    again = newsdesk.put_out(article, by=boss, at=NINE + HOUR)

    assert again.version == live.version
    assert spans(article) == [(0, 1, "replaced"), (1, None, "")]


def test_two_publications_in_one_moment_follow_each_other(boss, article):
    newsdesk.put_out(article, by=boss)
    newsdesk.put_out(newsdesk.save(article, headline="Changed"), by=boss)

    assert spans(article) == [(0, 0, "replaced"), (0, None, "")]


def test_the_edition_that_has_just_ended_is_not_given_more_time(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    newsdesk.put_out(newsdesk.save(article, headline="Second"), by=boss, at=NINE + HOUR)
    clock.shift(HOUR)

    newsdesk.put_out(newsdesk.save(article, headline="Third"), by=boss, at=NINE + 3 * HOUR)

    assert spans(article) == [(0, 1, "replaced"), (1, 3, "replaced"), (3, None, "")]


def test_withdrawing_in_the_moment_of_publication_withdraws(boss, article):
    newsdesk.put_out(article, by=boss)

    withdraw(article, by=boss, reason="Mixed up.")

    assert spans(article) == [(0, 0, "withdrawn")]


def test_withdrawing_in_the_moment_of_a_switch_withdraws_the_new_edition_alone(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    newsdesk.put_out(newsdesk.save(article, headline="Second"), by=boss, at=NINE + HOUR)
    clock.shift(HOUR)

    withdraw(article, by=boss, reason="Mixed up.")

    assert spans(article) == [(0, 1, "replaced"), (1, 1, "withdrawn")]


def test_a_schedule_that_has_just_begun_is_not_cancelled(boss, clock, article):
    newsdesk.put_out(article, by=boss, at=NINE + HOUR)
    clock.shift(HOUR)

    cancel_schedule(article, by=boss)

    assert spans(article) == [(1, None, "")]


def test_cancelling_one_story_gives_no_time_back_to_another_that_ends_in_the_same_moment(boss, clock):
    stories = [newsdesk.story(f"Story {number}") for number in range(2)]
    for story in stories:
        newsdesk.put_out(story, by=boss)
        newsdesk.put_out(newsdesk.save(story, kicker="New"), by=boss, at=NINE + HOUR)

    cancel_schedule(stories[0], by=boss)

    assert spans(stories[0]) == [(0, None, ""), (1, 1, "cancelled")]
    assert spans(stories[1]) == [(0, 1, "replaced"), (1, None, "")]


def test_cancelling_the_second_update_gives_time_back_to_the_first_and_not_to_the_story_before_it(
    boss, clock, article
):
    newsdesk.put_out(article, by=boss)
    clock.shift(HOUR)
    newsdesk.put_out(newsdesk.save(article, headline="Second"), by=boss)
    newsdesk.put_out(newsdesk.save(article, headline="Third"), by=boss, at=NINE + 2 * HOUR)

    cancel_schedule(article, by=boss)

    assert spans(article) == [(0, 1, "replaced"), (1, None, ""), (2, 2, "cancelled")]


def test_what_is_cancelled_by_another_publication_or_by_a_withdrawal_has_no_reason_of_its_own(boss, article):
    newsdesk.put_out(article, by=boss, at=NINE + HOUR)
    newsdesk.put_out(newsdesk.save(article, headline="Second"), by=boss, at=NINE + 2 * HOUR)

    withdraw(article, by=boss, reason="Mixed up.")

    assert set(article.editions.values_list("closed", "reason")) == {("cancelled", "")}


def test_taking_back_says_whether_there_was_anything_to_take_back(boss, article):
    edition = newsdesk.put_out(article, by=boss, at=NINE + HOUR)

    with PUBLISHING.open():
        assert [cancel(edition), cancel(edition)] == [True, False]


def test_an_update_that_never_came_is_not_the_last_update(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    update = newsdesk.save(article, headline="Update")
    newsdesk.put_out(update, by=boss, at=NINE + HOUR, substantive=True)
    cancel_schedule(article, by=boss)
    clock.shift(2 * HOUR)

    edition = newsdesk.put_out(newsdesk.save(article, headline="Spelling"), by=boss)

    assert (edition.first_live, edition.updated_at) == (NINE, None)


# --- another copy for the same moment -------------------------------------------------------------


def test_a_newer_copy_takes_the_moment_of_the_scheduled_one(boss, clock, article):
    newsdesk.put_out(article, by=boss, at=NINE + HOUR)
    newer = newsdesk.save(article, headline="Newer")

    edition = schedule_instead(newer, by=boss, override=" In time. ", revision=newer.revision)

    assert spans(article) == [(1, 1, "cancelled"), (1, None, "")]
    assert (edition.headline, edition.override, edition.published_by) == ("Newer", "In time.", boss)
    assert (edition.first_live, edition.updated_at) == (NINE + HOUR, None)


@pytest.mark.parametrize("substantive", [True, False])
def test_a_newer_copy_is_told_as_an_update_if_the_scheduled_one_was_to_be(boss, clock, article, substantive):
    newsdesk.put_out(article, by=boss)
    update = newsdesk.save(article, headline="Update")
    newsdesk.put_out(update, by=boss, at=NINE + HOUR, substantive=substantive)

    edition = schedule_instead(newsdesk.save(article, headline="Newer"), by=boss, override="!")

    assert edition.updated_at == (NINE + HOUR if substantive else None)
    assert spans(article) == [(0, 1, "replaced"), (1, 1, "cancelled"), (1, None, "")]


@pytest.mark.parametrize("ended", ["begun", "cancelled", "never scheduled"])
def test_without_a_schedule_nothing_is_scheduled_instead(boss, clock, article, ended):
    if ended != "never scheduled":
        newsdesk.put_out(article, by=boss, at=NINE + HOUR)
    if ended == "begun":
        clock.shift(HOUR)
    cancel_schedule(article, by=boss)
    before = spans(article)

    with pytest.raises(PublishingRefused) as refusal:
        schedule_instead(newsdesk.save(article, headline="Newer"), by=boss, override="!")

    assert str(refusal.value) == "Nothing is scheduled any more. Schedule the story, or publish it now."
    assert spans(article) == before


def test_another_copy_is_scheduled_only_as_it_was_seen_and_with_a_reason_for_its_warnings(
    boss, clock, article
):
    newsdesk.put_out(article, by=boss, at=NINE + HOUR)
    newer = newsdesk.save(article, headline="Newer")

    with pytest.raises(PublishingRefused, match="saved since"):
        schedule_instead(newer, by=boss, override="!", revision=newer.revision - 1)
    with pytest.raises(NotReady):
        schedule_instead(newer, by=boss)
    with pytest.raises(PermissionDenied):
        schedule_instead(newer, by=newsdesk.editor(may=()), override="!")

    assert spans(article) == [(1, None, "")]


# --- embargoes ------------------------------------------------------------------------------------


def test_keeping_an_embargo_answers_what_it_cancelled(boss, clock, article):
    scheduled = newsdesk.put_out(article, by=boss, at=NINE + HOUR)
    article.embargo = NINE + DAY

    assert keep_embargo(article) == [scheduled]
    assert keep_embargo(article) == []
    assert keep_embargo(Article(embargo=NINE + DAY)) == []


def test_an_embargo_holds_back_no_other_story(boss, clock):
    held, other = (newsdesk.story(f"Story {number}") for number in range(2))
    for story in (held, other):
        newsdesk.put_out(story, by=boss, at=NINE + HOUR)

    newsdesk.save(held, embargo=NINE + DAY)

    assert (spans(held), spans(other)) == ([(1, 1, "cancelled")], [(1, None, "")])


def test_an_embargo_that_is_not_being_saved_cancels_nothing(boss, clock, article):
    newsdesk.put_out(article, by=boss, at=NINE + HOUR)
    article.embargo = NINE + DAY

    article.save(update_fields=["headline"])
    before_save(Article, article, raw=True)

    assert spans(article) == [(1, None, "")]
