"""What the verbs of publishing refuse, and that a refusal changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from articles.models import Article
from articles.publishing import NotReady, PublishingRefused, cancel_schedule, publish, withdraw
from newsroom.models import Touched
from tests.builders import newsdesk
from tests.builders.at_nine import NINE, article, boss, clock  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


def spans(article: Article) -> list[tuple[datetime, datetime | None, str]]:
    return list(article.editions.order_by("pk").values_list("live_from", "live_until", "closed"))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_withdrawing_needs_a_reason(boss, article, reason):
    newsdesk.put_out(article, by=boss)

    with pytest.raises(PublishingRefused, match="Say why"):
        withdraw(article, by=boss, reason=reason)

    assert spans(article) == [(NINE, None, "")]


@pytest.mark.parametrize("who", ["reporter", "locked out"])
def test_only_editors_may(article, who):
    user = newsdesk.editor(may=() if who == "reporter" else ("publish_article",))
    user.is_active = who == "reporter"
    user.save()

    for verb in (
        lambda: publish(article, by=user, override="!"),
        lambda: withdraw(article, by=user, reason="Because."),
        lambda: cancel_schedule(article, by=user),
    ):
        with pytest.raises(PermissionDenied):
            verb()

    assert spans(article) == []


def test_a_copy_saved_since_the_editor_looked_is_not_published(boss, article):
    seen = Article.objects.get(pk=article.pk).revision
    newsdesk.save(article, headline="Changed by another hand")

    with pytest.raises(PublishingRefused, match="saved since you opened it"):
        newsdesk.put_out(article, by=boss, revision=seen)

    assert spans(article) == []


def test_the_saved_copy_is_published_and_not_what_the_caller_holds(boss, article):
    article.headline = "Never saved"

    assert newsdesk.put_out(article, by=boss).headline == "Pilot boats find nothing"


def test_a_moment_that_has_passed_is_refused_and_one_that_just_has_is_now(boss, article):
    with pytest.raises(PublishingRefused, match="has passed"):
        newsdesk.put_out(article, by=boss, at=NINE - timedelta(minutes=2))

    assert newsdesk.put_out(article, by=boss, at=NINE - timedelta(seconds=30)).live_from == NINE


def test_warnings_ask_for_a_reason_which_is_kept_and_says_what_was_set_aside(boss):
    article = newsdesk.story(standfirst="")
    with pytest.raises(NotReady) as refusal:
        publish(article, by=boss)
    with pytest.raises(NotReady):
        publish(article, by=boss, override="  ")

    edition = publish(article, by=boss, override=" Breaking. ")

    assert [problem.code for problem in refusal.value.problems] == ["no-standfirst", "no-related"]
    assert edition.override == "Breaking."
    sentence = "There is no standfirst. Lists will show the headline alone."
    assert edition.overridden == [{"code": "no-standfirst", "sentence": sentence}]


def test_what_is_merely_nice_asks_for_no_reason(boss, article):
    edition = publish(article, by=boss)

    assert (edition.override, edition.overridden) == ("", [])


def test_what_blocks_cannot_be_set_aside(boss, clock):
    article = newsdesk.story(body="")

    with pytest.raises(NotReady) as refusal:
        newsdesk.put_out(article, by=boss)

    assert [problem.code for problem in refusal.value.problems if problem.blocking] == ["no-body"]
    assert spans(article) == []


def test_a_refusal_leaves_no_trace(boss, clock):
    newsdesk.live("Same headline", slug="same")
    article = newsdesk.story("Same headline", slug="same")
    touched = Touched.objects.count()

    with pytest.raises(NotReady):
        newsdesk.put_out(article, by=boss)

    assert (spans(article), Touched.objects.count()) == ([], touched)
