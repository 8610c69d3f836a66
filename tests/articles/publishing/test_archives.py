"""Edges of moving an archive in: moments that meet, what the newest edition decides, whose hand it was."""

from __future__ import annotations

import pytest

from articles.publishing import (
    NotReady,
    PublishingRefused,
    cancel_schedule,
    move_in,
    withdraw,
)
from tests.builders import newsdesk
from tests.builders.at_nine import DAY, HOUR, NINE, SECOND, article, boss, clock, spans  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


def test_a_story_moves_in_by_the_hand_that_moved_it_and_without_an_update(boss, clock, article):
    first = move_in(article, since=NINE, by=boss, override=" Old ")
    second = move_in(newsdesk.save(article, headline="Next"), since=NINE, by=boss, override="Old")

    assert (first.published_by, first.override, first.updated_at) == (boss, "Old", None)
    assert (second.updated_at, spans(article)) == (None, [(0, 0, "replaced"), (0, None, "")])


def test_moving_in_asks_for_a_reason_where_publishing_does(boss, clock):
    article = newsdesk.story(standfirst="")
    with pytest.raises(NotReady):
        move_in(article, since=NINE - DAY, by=boss)


def test_a_later_copy_that_moves_in_is_no_update_unless_it_is_said(boss, clock, article):
    move_in(article, since=NINE - 2 * DAY, by=boss, override="Old")

    edition = move_in(newsdesk.save(article, headline="Next"), since=NINE - DAY, by=boss, override="Old")

    assert (edition.first_live, edition.updated_at) == (NINE - 2 * DAY, None)


def test_the_newest_edition_decides_what_can_still_move_in(boss, clock, article):
    for days, headline in ((9, "First"), (7, "Second")):
        moved = newsdesk.save(article, headline=headline)
        move_in(moved, since=NINE - days * DAY, by=boss, override="Old")

    with pytest.raises(PublishingRefused, match="newer edition"):
        move_in(newsdesk.save(article, headline="Between"), since=NINE - 8 * DAY, by=boss, override="Old")

    assert article.editions.count() == 2


def test_a_story_can_move_in_from_the_moment_of_its_withdrawal_on(boss, clock, article):
    newsdesk.put_out(article, by=boss)
    clock.shift(HOUR)
    withdraw(article, by=boss, reason="Mixed up.")
    clock.shift(HOUR)

    move_in(article, since=NINE + HOUR, by=boss, override="Old")

    assert spans(article) == [(0, 1, "withdrawn"), (1, None, "")]


def test_a_schedule_that_was_cancelled_keeps_no_archive_out(boss, clock, article):
    newsdesk.put_out(article, by=boss, at=NINE + HOUR)
    cancel_schedule(article, by=boss)

    move_in(article, since=NINE - DAY, by=boss, override="Old")

    assert spans(article) == [(1, 1, "cancelled"), (-24, None, "")]


def test_a_schedule_that_stands_keeps_an_archive_out(boss, clock, article):
    newsdesk.put_out(article, by=boss, at=NINE + HOUR)

    with pytest.raises(PublishingRefused, match="newer edition"):
        move_in(newsdesk.save(article, headline="Old"), since=NINE - DAY, by=boss, override="Old")

    assert spans(article) == [(1, None, "")]
