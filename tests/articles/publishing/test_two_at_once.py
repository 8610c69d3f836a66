"""Two hands at the same moment, on a database that really commits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from articles.editing.versions import make_version
from articles.models import Article, Edition
from articles.publishing import NotReady, PublishingRefused, withdraw
from newsroom.models import Stamp
from newsroom.pagestore import touch
from tests.builders import newsdesk
from tests.driving.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Callable[[], object]) -> list[BaseException]:
    """Run all at the same moment; answer what they raised."""
    return [one for one in at_once(*works) if isinstance(one, BaseException)]


def test_two_who_publish_the_same_copy_make_one_edition():
    boss, article = newsdesk.editor(), newsdesk.story(slug="boats")

    raised = together(*[lambda: newsdesk.put_out(article, by=boss)] * 4)

    assert raised == []
    assert [edition.closed for edition in Edition.objects.all()] == [""]
    assert article.versions.count() == 1


def test_publishing_and_withdrawing_together_end_in_one_state_and_never_in_two_editions():
    boss, article = newsdesk.editor(), newsdesk.live(slug="boats")
    changed = newsdesk.save(article, headline="Changed")

    raised = together(
        lambda: newsdesk.put_out(changed, by=boss), lambda: withdraw(article, by=boss, reason="Mixed up.")
    )

    assert raised == []
    assert article.editions.filter(live_until=None).count() <= 1
    assert article.editions.exclude(closed="").count() >= 1


def test_an_embargo_and_a_schedule_set_together_never_let_the_story_out_early():
    boss, article = newsdesk.editor(), newsdesk.story(slug="boats")
    soon = timezone.now() + timedelta(hours=1)

    def hold_back() -> None:
        with transaction.atomic():
            newsdesk.save(article, embargo=soon + timedelta(hours=1))

    raised = together(lambda: newsdesk.put_out(article, by=boss, at=soon), hold_back)

    assert {type(error) for error in raised} <= {NotReady}
    assert Article.objects.get(pk=article.pk).embargo == soon + timedelta(hours=1)
    assert list(Edition.objects.readable(soon)) == []


def test_two_stories_of_one_headline_never_share_an_address():
    boss = newsdesk.editor()
    stories = [newsdesk.story("Same headline") for _time in range(3)]

    raised = together(*[lambda each=each: newsdesk.put_out(each, by=boss) for each in stories])

    paths = list(Edition.objects.values_list("path", flat=True))
    assert {type(error) for error in raised} <= {PublishingRefused}
    assert len(paths) == len(set(paths)) == 3 - len(raised)


def test_versions_made_together_are_one():
    article = newsdesk.story(slug="boats")
    article.versions.all().delete()

    raised = together(*[lambda: make_version(article, by=None)] * 4)

    assert raised == []
    assert list(article.versions.values_list("number", flat=True)) == [1]


def test_no_change_is_lost_from_the_stamp():
    Stamp.objects.get_or_create(pk=1)
    before = Stamp.objects.get().number

    raised = together(*[lambda: touch("latest")] * 6)

    assert raised == []
    assert Stamp.objects.get().number == before + 6
