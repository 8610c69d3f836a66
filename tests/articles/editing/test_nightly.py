"""Every night the chains of versions are looked through in small steps; what was tampered with is said at the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from articles import own_pages as verbs
from articles.editing import nightly
from articles.models import ChainCheck, Version
from newsroom import condition, jobs
from tests.builders import newsdesk, own_pages
from tests.builders.at_nine import HOUR, NINE, clock  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(nightly, "AT_ONCE", 2)


def tamper(table: str, pk: int) -> None:
    """By SQL, past everything of ours, and past the trigger that would refuse it."""
    changed = f"UPDATE {table} SET snapshot = REPLACE(CAST(snapshot AS TEXT), 'pier', 'quay')"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(f"{changed}::jsonb WHERE id = %s", [pk])
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [f"{table}_stands"])
        (trigger,) = cursor.fetchone()
        cursor.execute(f"DROP TRIGGER {table}_stands")
        cursor.execute(f"{changed} WHERE id = %s", [pk])
        cursor.execute(trigger)


def rounds(times: int) -> None:
    for _each in range(times):
        nightly.often()


def story(headline="The pier", saves=5):
    article = newsdesk.story(f"{headline} 0", by=None)
    for number in range(1, saves):
        newsdesk.save(article, headline=f"{headline} {number}")
    return article


def test_the_tick_does_it_and_the_desk_says_what_it_finds():
    assert nightly.often in jobs.often
    assert nightly.told in condition.faults


def test_a_version_that_was_changed_by_sql_is_found_and_said_until_it_is_right_again(clock, small):
    article = story()
    version = article.versions.get(number=3)
    whole = version.snapshot
    tamper("articles_version", version.pk)

    rounds(4)

    assert nightly.told() == [f"Story {article.pk}: version 3 is not as it was sealed."]
    assert nightly.told()[0] in condition.condition().problems
    rounds(4)
    assert len(nightly.told()) == 1

    # Mended the next day, found right the night after.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_version WHERE id = %s", [version.pk])
    Version.objects.create(
        article=article, number=3, snapshot=whole, previous_hash=version.previous_hash, hash=version.hash
    )
    clock.shift(24 * HOUR)
    rounds(1)
    assert len(nightly.told()) == 1
    rounds(4)
    assert nightly.told() == []


def test_one_that_was_taken_out_of_its_chain_is_found_across_two_steps(small):
    article = story()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_version WHERE article_id = %s AND number = 3", [article.pk])

    rounds(3)

    assert nightly.told() == [f"Story {article.pk}: before version 4 one is missing."]


def test_versions_of_own_pages_are_looked_through_as_well():
    page = own_pages.page("The pier")
    tamper("articles_pageversion", page.versions.get().pk)

    rounds(1)

    assert nightly.told() == [f"Page {page.pk}: version 1 is not as it was sealed."]
    assert verbs.snapshot(page)["name"] == "The pier"


def test_a_step_reads_no_more_than_it_may_and_all_are_read_in_the_end(small, monkeypatch):
    for headline in ("The pier", "The quay"):
        story(headline, saves=3)
    seen: list[list[int]] = []
    look = nightly.look
    monkeypatch.setattr(
        nightly,
        "look",
        lambda chains, rows, last: seen.append([row[1] for row in rows]) or look(chains, rows, last),
    )

    rounds(5)

    stories = [numbers for numbers in seen if numbers]
    assert stories == [[1, 2], [3, 1], [2, 3]]
    assert ChainCheck.objects.filter(finished_at=None).count() == 0


def test_a_round_begins_at_night_and_once(clock):
    story()
    rounds(1)
    first = ChainCheck.objects.get(kind="versions").begun_at
    clock.shift(16 * HOUR)
    rounds(1)
    assert ChainCheck.objects.get(kind="versions").begun_at == first
    clock.shift(2 * HOUR)
    rounds(3)
    assert ChainCheck.objects.get(kind="versions").begun_at == NINE + timedelta(hours=18)


def test_of_many_faults_the_desk_says_some_and_how_many_more():
    ChainCheck.objects.create(
        kind="versions", begun_at=NINE, finished_at=NINE, told=[f"Fault {number}" for number in range(9)]
    )

    assert nightly.told() == [
        "Fault 0",
        "Fault 1",
        "Fault 2",
        "6 more versions are not as they were sealed: see `manage.py verify`.",
    ]


def test_while_nothing_is_due_nothing_is_written(clock, django_assert_num_queries):
    rounds(1)

    with django_assert_num_queries(2):
        rounds(1)
