"""What readers get changes at its moment, everywhere and in every process, with no worker running."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from articles.models import Byline, Edition
from articles.publishing import publish, withdraw
from newsroom.pagestore import Store, memory, middleware
from tests.builders import newsdesk
from tests.driving.everywhere import CANARY, visit, where

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
TEXT = "<p>The boats lay in the kelp off the quay.</p>"


def later() -> datetime:
    return timezone.now() + timedelta(hours=3)


def test_a_scheduled_story_appears_everywhere_at_its_minute_and_no_earlier():
    with time_machine.travel(NINE, tick=False) as clock:
        boss = newsdesk.editor()
        newsdesk.live("First story", body=TEXT)
        hidden = newsdesk.story(f"{CANARY} headline", body=TEXT, slug="hidden-story")
        newsdesk.put_out(hidden, by=boss, at=NINE + timedelta(minutes=5))
        warm = where()
        clock.move_to(NINE + timedelta(minutes=4, seconds=59, milliseconds=999))
        just_before = where()
        clock.move_to(NINE + timedelta(minutes=5))
        at_its_minute = where()

    assert (warm, just_before) == (set(), set())
    assert {
        "/",
        "/feed/",
        "/harbour/",
        "/harbour/hidden-story/",
        "/sitemap-news.xml",
        "/search/?q=kelp",
    } < at_its_minute


def test_a_scheduled_edition_takes_the_place_of_the_live_one_at_its_minute():
    with time_machine.travel(NINE, tick=False) as clock:
        article = newsdesk.live(f"{CANARY} old wording", body=TEXT)
        changed = newsdesk.save(article, headline="New wording")
        newsdesk.put_out(changed, at=NINE + timedelta(minutes=5))
        before = where()
        clock.move_to(NINE + timedelta(minutes=5))
        after = where()

    assert {"/", "/feed/", "/harbour/", "/search/?q=kelp"} < before
    # Only the address, which stays the story's own for ever.
    assert {visit_without_addresses(path) for path in after} <= {False}


def visit_without_addresses(path: str) -> bool:
    return f"{CANARY} old" in visit(path).lower()


def test_withdrawing_and_publishing_again_reach_every_page_of_every_process_at_once(monkeypatch):
    boss = newsdesk.editor()
    article = newsdesk.live(f"{CANARY} headline", body=TEXT, slug="hidden-story", topics=[newsdesk.topic()])
    newsdesk.live("Second story", body=TEXT, related=[article])
    processes = [Store(), Store()]

    def seen() -> list[set[str]]:
        found = []
        for store in processes:
            for part in (memory, middleware):
                monkeypatch.setattr(part, "store", store)
            found.append(where())
        return found

    live = seen()
    withdraw(article, by=boss, reason="Two people were mixed up.")
    withdrawn = seen()
    gone = visit("/harbour/hidden-story/")
    newsdesk.put_out(article, by=boss)
    again = seen()

    assert live[0] == live[1] == again[0] == again[1]
    assert "/harbour/second-story/" in live[0]
    assert withdrawn == [set(), set()]
    assert gone.startswith("410")
    assert "Two people were mixed up." in gone


def test_a_story_that_leaves_an_author_leaves_the_page_of_that_author_even_after_many_schedules():
    boss = newsdesk.editor()
    ines, otto = newsdesk.author("Ines Amaral"), newsdesk.author("Otto Brandt")
    newsdesk.live("Second story", authors=[ines], body=TEXT)
    article = newsdesk.live(f"{CANARY} headline", authors=[ines], body=TEXT, slug="hidden-story")
    assert "/author/ines-amaral/" in where()
    article.bylines.all().delete()
    Byline.objects.create(article=article, author=otto)
    for hours in (1, 2, 3):
        newsdesk.put_out(
            newsdesk.save(article, kicker=f"{hours}"), by=boss, at=later() + timedelta(hours=hours)
        )
    publish(newsdesk.save(article, kicker="now"), by=boss, override="Now.")

    found = where()

    assert "/author/otto-brandt/" in found
    assert "/author/ines-amaral/" not in found


def test_what_readers_saw_at_a_moment_is_one_query(django_assert_num_queries):
    with time_machine.travel(NINE, tick=False) as clock:
        article = newsdesk.live("Old wording")
        clock.move_to(NINE + timedelta(hours=2))
        newsdesk.put_out(newsdesk.save(article, headline="New wording"))

    with django_assert_num_queries(1):
        saw = list(Edition.objects.readable(NINE + timedelta(hours=1)).values_list("headline", flat=True))

    assert saw == ["Old wording"]
