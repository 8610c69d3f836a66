"""Publish, schedule, withdraw and preview from the desk: each a POST of its own on the saved copy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Edition, PreviewLink
from tests.builders.newsdesk import photo, story
from tests.driving.storydesk import EDITOR, REPORTER, address, desk, opened, person

pytestmark = pytest.mark.django_db

NOW = {"when": "now", "at": "", "override": "The desk knows."}


def local(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_the_publish_page_lists_what_blocks_and_what_warns(maya):
    article = story(lead=photo(alt=""), standfirst="")

    answer = maya.get(address(article, "publish"))

    assert [problem.code for problem in answer.context["blocking"]] == ["no-alt"]
    assert [problem.code for problem in answer.context["warnings"]] == ["no-standfirst"]
    assert [problem.code for problem in answer.context["hints"]] == ["no-related"]
    assert "data-publish" not in answer.text
    assert "Alt text is missing on the picture" in answer.text


def test_the_publish_page_says_on_which_day_the_copy_was_saved(maya):
    article = story()
    Article.objects.filter(pk=article.pk).update(saved_at=timezone.now() - timedelta(days=3))
    saved = timezone.localtime(Article.objects.get(pk=article.pk).saved_at)

    page = maya.get(address(article, "publish")).text

    assert f"What goes out is version 1, saved at {saved:%H:%M:%S} on {saved.day} {saved:%B}." in page


def test_nothing_is_published_while_something_blocks(maya):
    article = story(section=None)

    answer = maya.post(address(article, "publish"), NOW | {"revision": article.revision})

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "Nothing was published: something still stands in the way."
    ]
    assert Edition.objects.count() == 0


def test_warnings_ask_for_a_reason_that_is_kept(maya):
    article = story(standfirst="")
    data = NOW | {"revision": article.revision}

    without = maya.post(address(article, "publish"), data | {"override": " "})
    answer = maya.post(address(article, "publish"), data)

    assert without.status_code == 422
    assert without.context["form"].errors["override"] == ["Say why the story goes out with these warnings."]
    assert answer.status_code == 302
    assert Edition.objects.get().override == "The desk knows."


def test_what_is_published_is_the_copy_that_the_editor_saw(maya):
    article = story()
    seen = article.revision
    maya.post(address(article), opened(maya, article) | {"headline": "Saved by somebody else"})

    answer = maya.post(address(article, "publish"), NOW | {"revision": seen})

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "The story has been saved since you opened it. Look at the newer copy, then publish."
    ]
    assert Edition.objects.count() == 0


def test_a_get_publishes_nothing(maya):
    article = story()

    for act in ("publish", "schedule", "withdraw", "cancel"):
        assert maya.get(address(article, act)).status_code == 200
    assert maya.get(address(article, "preview")).status_code == 405
    assert (Edition.objects.count(), PreviewLink.objects.count()) == (0, 0)


def test_a_story_is_scheduled_in_the_newsrooms_time_zone(maya):
    article = story()
    at = timezone.now().replace(second=0, microsecond=0) + timedelta(days=2)

    page = maya.get(address(article, "schedule"))
    maya.post(
        address(article, "schedule"), NOW | {"when": "later", "at": local(at), "revision": article.revision}
    )

    assert page.context["form"]["when"].value() == "later"
    assert Edition.objects.get().live_from == at
    assert list(Edition.objects.readable()) == []


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("", "Choose the date and time at which readers get the story."),
        ("2001-01-01T10:00", "That moment has passed. Choose a later one, or publish now."),
        ("9999-12-31T23:59", "That is more than five years ahead. Choose an earlier date."),
        ("soon", "Give a date and a time, such as 2026-03-12 22:00."),
    ],
)
def test_a_schedule_that_cannot_be_gets_a_sentence(maya, at, sentence):
    article = story(standfirst="")

    answer = maya.post(
        address(article, "schedule"), NOW | {"when": "later", "at": at, "revision": article.revision}
    )

    assert answer.context["form"].errors["at"] == [sentence]
    assert "The desk knows." in answer.text
    assert Edition.objects.count() == 0


def test_an_embargo_blocks_now_but_not_a_later_minute(maya):
    article = story(embargo=timezone.now() + timedelta(days=1))
    later = {"when": "later", "at": local(timezone.now() + timedelta(days=2)), "revision": article.revision}

    now = maya.post(address(article, "publish"), NOW | {"revision": article.revision})
    answer = maya.post(address(article, "publish"), NOW | later)

    assert now.status_code == 422
    assert "data-publish" in now.text
    assert answer.status_code == 302
    assert Edition.objects.count() == 1


def test_a_schedule_can_be_cancelled(maya):
    article = story()
    at = local(timezone.now() + timedelta(days=2))
    maya.post(address(article, "schedule"), NOW | {"when": "later", "at": at, "revision": article.revision})

    maya.post(address(article, "cancel"))

    assert Edition.objects.get().closed == Edition.Closed.CANCELLED


def test_a_story_is_withdrawn_with_a_reason(maya):
    article = story()
    maya.post(address(article, "publish"), NOW | {"revision": article.revision})

    without = maya.post(address(article, "withdraw"), {"reason": " "})
    maya.post(address(article, "withdraw"), {"reason": "The source took it back."})

    edition = Edition.objects.get()
    assert without.context["form"].errors["reason"] == [
        "Say why the story is withdrawn. Readers who come for it are told."
    ]
    assert (edition.closed, edition.reason) == ("withdrawn", "The source took it back.")


def test_the_desk_says_nothing_was_withdrawn_or_cancelled_where_there_was_nothing(maya):
    article, reason = story(), {"reason": "The source took it back."}

    assert "Nothing is scheduled any more." in maya.post(address(article, "cancel"), follow=True).text
    never = maya.post(address(article, "withdraw"), reason, follow=True).text
    assert "Readers do not have this story. Nothing was changed." in never

    at = local(timezone.now() + timedelta(days=2))
    maya.post(address(article, "schedule"), NOW | {"when": "later", "at": at, "revision": article.revision})
    before = maya.post(address(article, "withdraw"), reason, follow=True).text
    assert "The schedule is cancelled. Readers never had the story." in before

    maya.post(address(article, "publish"), NOW | {"revision": article.revision})
    assert "Withdrawn. Readers" in maya.post(address(article, "withdraw"), reason, follow=True).text
    assert "Nothing was changed." in maya.post(address(article, "withdraw"), reason, follow=True).text


def test_publishing_again_tells_readers_of_an_update_only_when_ticked(maya):
    article = story()
    maya.post(address(article, "publish"), NOW | {"revision": article.revision})
    for headline, tick in (("A typo put right", {}), ("The figure was wrong", {"substantive": "on"})):
        maya.post(address(article), opened(maya, article) | {"headline": headline})
        article.refresh_from_db()
        maya.post(address(article, "publish"), NOW | tick | {"revision": article.revision})

    told = [
        (edition.headline, edition.updated_at is not None)
        for edition in Edition.objects.order_by("live_from")
    ]

    assert told == [
        ("Pilot boats find nothing", False),
        ("A typo put right", False),
        ("The figure was wrong", True),
    ]


def test_saving_a_live_story_changes_nothing_for_readers_and_the_margin_says_so(maya):
    article = story()
    maya.post(address(article, "publish"), NOW | {"revision": article.revision})
    maya.post(address(article), opened(maya, article) | {"headline": "Not yet for readers"})

    answer = maya.get(address(article))

    assert [edition.headline for edition in Edition.objects.readable()] == ["Pilot boats find nothing"]
    assert answer.context["newer_copy"] is True
    assert "The desk copy is newer than what readers have." in answer.text


def test_a_preview_link_is_made_by_a_post_and_can_be_revoked(maya):
    article = story()

    made = maya.post(address(article, "preview"))
    link = PreviewLink.objects.get()
    shown = maya.get(made.url)
    maya.post(address(article, "revoke", link=link.pk))

    assert made.status_code == 302
    assert "Pilot boats find nothing" in shown.text
    assert PreviewLink.objects.get().revoked_at is not None
    assert "Pilot boats find nothing" not in maya.get(made.url).text


def test_a_reporter_sees_the_checks_but_no_publish_button_and_cannot_publish():
    reporter = person("rosa", REPORTER)
    rosa, article = desk(reporter), story(standfirst="", assigned_to=reporter)

    page = rosa.get(address(article))
    answers = [
        rosa.post(address(article, act), NOW | {"reason": "x", "revision": 1})
        for act in ("publish", "schedule", "withdraw", "cancel", "preview")
    ]

    assert "There is no standfirst." in page.text
    assert address(article, "publish") not in page.text
    assert [answer.status_code for answer in answers] == [403] * 5
    assert Edition.objects.count() == 0
    assert address(article, "publish") in desk(person("maya", EDITOR)).get(address(article)).text


def test_someone_who_may_only_look_reads_the_story_and_changes_nothing():
    article = story(body="<p>Only to be read.</p>")
    client = desk(person("sam", ("view_article",)))

    page = client.get(address(article))
    answer = client.post(address(article), {"headline": "Changed"})

    assert "Only to be read." in page.text
    assert "article_form" not in page.text
    assert answer.status_code == 403
    assert Article.objects.get().headline == "Pilot boats find nothing"
