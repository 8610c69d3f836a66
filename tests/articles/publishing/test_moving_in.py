"""An archive that moves in: stories keep the dates they had elsewhere, and no past is rewritten here."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.editing.saving import saved
from articles.models import Edition
from articles.publishing import NotReady, PublishingRefused, move_in, publish, withdraw
from newsroom.models import Stamp
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def by():
    return newsdesk.editor()


def test_a_story_moves_in_with_its_old_date(now, by):
    story = newsdesk.story("Pilots keep their dates")

    edition = move_in(story, since=now - 9 * DAY, by=by, override="Old")

    assert (edition.live_from, edition.first_live, edition.live_until) == (now - 9 * DAY, now - 9 * DAY, None)
    assert edition.published_at >= now
    assert list(Edition.objects.readable()) == [edition]
    assert list(Edition.objects.readable(now - 10 * DAY)) == []


def test_what_came_later_moves_in_after_what_came_first(now, by):
    story = newsdesk.story("Two editions move in")
    first = move_in(story, since=now - 9 * DAY, by=by, override="Old")
    story.refresh_from_db()
    story.standfirst = "And then there was more."
    story.save()
    saved(story, by=by)

    second = move_in(story, since=now - 8 * DAY, by=by, override="Old", substantive=True)

    first.refresh_from_db()
    assert (first.live_until, first.closed) == (now - 8 * DAY, Edition.Closed.REPLACED)
    assert (second.first_live, second.updated_at) == (now - 9 * DAY, now - 8 * DAY)


def test_moving_in_twice_is_moving_in_once(now, by):
    story = newsdesk.story("Once is enough")
    first = move_in(story, since=now - DAY, by=by, override="Old")

    again = move_in(story, since=now - DAY, by=by, override="Old")

    assert (again, Edition.objects.count()) == (first, 1)


def test_pages_are_told_when_a_story_moves_in(now, by):
    story = newsdesk.story("Pages are told")
    before = Stamp.objects.values_list("number", flat=True).first() or 0

    move_in(story, since=now - DAY, by=by, override="Old")

    assert Stamp.objects.get().number > before


def test_the_future_does_not_move_in(now, by):
    story = newsdesk.story("Not yet")

    with pytest.raises(PublishingRefused, match="has not come yet"):
        move_in(story, since=now + DAY, by=by, override="Old")

    assert Edition.objects.count() == 0


def test_what_readers_had_here_is_not_rewritten(now, by):
    story = newsdesk.story("Ours was first")
    here = publish(story, by=by, override="Old")

    with pytest.raises(PublishingRefused, match="newer edition"):
        move_in(story, since=now - DAY, by=by, override="Old")

    assert list(Edition.objects.all()) == [here]


def test_a_story_that_was_withdrawn_here_does_not_move_in_before_that(now, by):
    story = newsdesk.story("Withdrawn and back")
    move_in(story, since=now - 2 * DAY, by=by, override="Old")
    withdraw(story, by=by, reason="It was wrong.")

    with pytest.raises(PublishingRefused, match="withdrawn after"):
        move_in(story, since=now - DAY, by=by, override="Old")

    assert Edition.objects.readable().count() == 0


def test_reporters_move_nothing_in(now):
    story = newsdesk.story("By a reporter")

    with pytest.raises(PermissionDenied):
        move_in(story, since=now - DAY, by=newsdesk.editor(may=()), override="Old")

    assert Edition.objects.count() == 0


def test_what_blocks_publishing_blocks_moving_in(now, by):
    story = newsdesk.story("No credit")
    story.bylines.all().delete()

    with pytest.raises(NotReady):
        move_in(story, since=now - DAY, by=by, override="Old")

    assert Edition.objects.count() == 0
