"""The list of stories at the desk: its filters hold what its columns say, and its columns put in order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.publishing import withdraw
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def headlines(client, **asked: str) -> list[str]:
    return [str(story) for story in client.get(LIST, asked).context["cl"].result_list]


@pytest.mark.parametrize(
    ("order", "found"), [("4", ["Ferry", "Tide", "Eels"]), ("-4", ["Tide", "Ferry", "Eels"])]
)
def test_by_what_is_due_stories_without_a_deadline_come_last(admin_client, order, found):
    now = timezone.now()
    newsdesk.story("Tide", deadline=now + timedelta(days=2))
    newsdesk.story("Ferry", deadline=now + timedelta(days=1))
    newsdesk.story("Eels")

    assert headlines(admin_client, o=order) == found


def test_each_choice_of_what_readers_have_holds_the_stories_that_say_so(admin_client):
    boss, tomorrow = newsdesk.editor(), timezone.now() + timedelta(days=1)
    newsdesk.story("Never")
    newsdesk.live("Live")
    newsdesk.put_out(newsdesk.story("Scheduled"), at=tomorrow)
    gone = newsdesk.live("Withdrawn")
    withdraw(gone, by=boss, reason="Mixed up.")
    both = newsdesk.live("Live, next one scheduled")
    newsdesk.put_out(newsdesk.save(both, standfirst="Later."), at=tomorrow)

    found = {
        choice: sorted(headlines(admin_client, readers=choice))
        for choice in ("live", "scheduled", "withdrawn", "never")
    }

    assert found == {
        "live": ["Live", "Live, next one scheduled"],
        "scheduled": ["Live, next one scheduled", "Scheduled"],
        "withdrawn": ["Withdrawn"],
        "never": ["Never"],
    }
