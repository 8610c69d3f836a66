"""What the story's form says and does about a schedule: which text goes out when, and the embargo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.admin.article_margin import what_readers_have
from articles.models import Edition
from tests.builders.newsdesk import live, put_out, story
from tests.driving.storydesk import address, opened

pytestmark = pytest.mark.django_db

NOW = {"when": "now", "at": "", "override": "The desk knows."}


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def scheduled(maya, article, *, days=2):
    at = timezone.now().replace(second=0, microsecond=0) + timedelta(days=days)
    maya.post(
        address(article, "schedule"), NOW | {"when": "later", "at": local(at), "revision": article.revision}
    )
    return at


def test_the_margin_says_which_text_goes_out_when(maya):
    article = story()
    scheduled(maya, article)
    first = maya.get(address(article))

    maya.post(address(article), opened(maya, article) | {"headline": "Saved since"})
    then = maya.get(address(article))

    assert "What goes out then is v2, the copy as it is saved." in first.text
    assert address(article, "reschedule") not in first.text
    assert "What goes out then is v2, as it was saved on" in then.text
    assert "What has been saved since, up to v3, does not." in then.text
    assert "newer than what readers have" not in first.text + then.text
    assert address(article, "reschedule") in then.text


def test_what_is_scheduled_is_judged_by_the_moment_it_goes_out(maya):
    article = story(embargo=timezone.now() + timedelta(days=1))
    before = maya.get(address(article))
    scheduled(maya, article, days=2)

    assert "1 blocking" in before.text
    assert "1 blocking" not in maya.get(address(article)).text
    assert article.editions.get().closed == ""


def test_what_readers_have_is_said_however_often_the_next_copy_was_scheduled_anew(maya):
    article = live()
    for days in range(1, 23):
        put_out(article, at=timezone.now() + timedelta(days=days))

    theirs = what_readers_have(article)

    assert (theirs["live"].closed, theirs["scheduled"].closed) == ("replaced", "")


def test_one_button_schedules_the_newer_copy_for_the_same_moment(maya):
    article = story(related=[live("Read on")])
    at = scheduled(maya, article)
    maya.post(address(article), opened(maya, article) | {"headline": "Saved since it was scheduled"})
    article.refresh_from_db()

    answer = maya.post(address(article, "reschedule"), {"revision": article.revision})

    assert answer.status_code == 302
    rows = article.editions.order_by("pk").values_list("headline", "live_from", "closed")
    assert list(rows) == [
        ("Pilot boats find nothing", at, "cancelled"),
        ("Saved since it was scheduled", at, ""),
    ]
    assert "What goes out then is v3, the copy as it is saved." in maya.get(address(article)).text


def test_the_button_asks_for_a_reason_where_the_copy_has_warnings_and_offers_the_one_before(maya):
    article = story()
    at = scheduled(maya, article)
    maya.post(address(article), opened(maya, article) | {"headline": "Saved since"})
    article.refresh_from_db()
    data = {"revision": article.revision}

    asked = maya.post(address(article, "reschedule"), data)
    without = maya.post(address(article, "reschedule"), data | {"override": " "})
    answer = maya.post(address(article, "reschedule"), data | {"override": "Still so."})

    assert asked.context["form"]["override"].value() == "The desk knows."
    assert "The headline is only 11 letters long." in asked.text
    assert without.context["form"].errors["override"] == ["Say why the story goes out with these warnings."]
    assert answer.status_code == 302
    assert Edition.objects.readable(at).get().override == "Still so."


def test_the_button_schedules_nothing_that_the_editor_did_not_see_or_that_is_blocked(maya):
    article = story()
    scheduled(maya, article)
    stale = {"revision": article.revision, "override": "x"}
    maya.post(address(article), opened(maya, article) | {"headline": ""})
    article.refresh_from_db()

    old = maya.post(address(article, "reschedule"), stale)
    blocked = maya.post(address(article, "reschedule"), {"revision": article.revision, "override": "x"})

    assert "The story has been saved since you opened it." in old.text
    assert [problem.code for problem in blocked.context["blocking"]] == ["no-headline"]
    assert [edition.closed for edition in Edition.objects.all()] == [""]


def test_the_button_does_nothing_when_the_schedule_is_gone(maya):
    article = story()
    scheduled(maya, article)
    maya.post(address(article, "cancel"))

    answer = maya.post(address(article, "reschedule"), {"revision": article.revision}, follow=True)

    assert "Nothing is scheduled any more. Nothing was changed." in answer.text
    assert [edition.closed for edition in Edition.objects.all()] == ["cancelled"]


def test_an_embargo_in_the_form_cancels_the_schedule_and_says_so(maya):
    article = story()
    at = scheduled(maya, article)
    data = opened(maya, article)

    answer = maya.post(address(article), data | {"embargo": local(at + timedelta(days=1))}, follow=True)

    day = timezone.localtime(at).strftime("%-d %B %Y, %H:%M")
    assert f"Readers do not get the story on {day}: that is before the embargo." in answer.text
    assert [edition.closed for edition in Edition.objects.all()] == ["cancelled"]
    assert list(Edition.objects.readable(at + timedelta(hours=1))) == []


def test_an_embargo_on_a_live_story_says_that_readers_keep_it(maya):
    article = story()
    maya.post(address(article, "publish"), NOW | {"revision": article.revision})
    data = opened(maya, article)

    first = maya.post(
        address(article), data | {"embargo": local(timezone.now() + timedelta(days=1))}, follow=True
    )
    again = maya.post(address(article), opened(maya, article) | {"kicker": "Sea"}, follow=True)

    assert "Readers have this story already, and keep it." in first.text
    assert "Readers have this story already" not in again.text
    assert Edition.objects.readable().count() == 1


@pytest.mark.parametrize(
    "embargo",
    [
        datetime(2026, 12, 1, 22, 0, 30, tzinfo=UTC),
        # Both are half past two in Berlin, in the night when clocks go back.
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    ],
    ids=str,
)
def test_an_embargo_that_the_form_cannot_write_is_kept_by_a_save_that_does_not_touch_it(
    maya, settings, embargo
):
    settings.TIME_ZONE = "Europe/Berlin"
    with timezone.override("Europe/Berlin"):
        article = story(embargo=embargo)

        answer = maya.post(address(article), opened(maya, article) | {"kicker": "Sea"})

    article.refresh_from_db()
    assert answer.status_code == 302
    assert (article.kicker, article.embargo) == ("Sea", embargo)


def test_the_end_of_an_embargo_is_offered_as_the_minute(maya):
    ends = timezone.now().replace(second=0, microsecond=0) + timedelta(days=3)
    article = story(embargo=ends, related=[live("Read on")])

    asked = maya.get(address(article, "schedule"))
    now = maya.get(address(article, "publish"))

    assert f'value="{local(ends)}"' in asked.text
    assert "Nothing blocks it" in asked.text
    assert "The embargo ends on" in now.text
    assert "Nothing blocks it" not in now.text


def test_an_embargo_that_has_ended_is_offered_to_nobody(maya):
    past = timezone.now() - timedelta(days=3)

    asked = maya.get(address(story(embargo=past), "schedule"))

    assert local(past) not in asked.text
