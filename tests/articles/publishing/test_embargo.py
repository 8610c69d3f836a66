"""An embargo is asked when an edition opens and whenever it changes; the database holds it too."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import IntegrityError, connection, transaction
from django.db.migrations import Migration

from articles.models import Article, Edition
from articles.models.triggers import TRIGGERS
from articles.publishing import NotReady, cancel_schedule, move_in, withdraw
from newsroom import triggers
from tests.builders import newsdesk
from tests.builders.at_nine import NINE, boss, clock, spans  # noqa: F401 (fixtures)
from tests.builders.by_hand import by_hand

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def readable(at: datetime) -> list[str]:
    return [edition.headline for edition in Edition.objects.readable(at)]


def refused(write) -> bool:
    try:
        with by_hand(), transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def by_save(article, embargo):
    fresh = Article.objects.get(pk=article.pk)
    fresh.embargo = embargo
    fresh.save()


def by_one_field(article, embargo):
    fresh = Article.objects.get(pk=article.pk)
    fresh.embargo = embargo
    fresh.save(update_fields=["embargo"])


WAYS = {
    "the desk's save": lambda article, embargo: newsdesk.save(article, embargo=embargo),
    "a plain save": by_save,
    "a save of that field alone": by_one_field,
    "update_or_create": lambda article, embargo: Article.objects.update_or_create(
        pk=article.pk, defaults={"embargo": embargo}
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_setting_an_embargo_cancels_what_is_scheduled_before_it(way, boss, clock):
    article = newsdesk.story()
    newsdesk.put_out(article, by=boss, at=NINE + MINUTE)
    assert readable(NINE + HOUR) == ["Pilot boats find nothing"]

    WAYS[way](article, NINE + 12 * DAY)

    assert readable(NINE + HOUR) == readable(NINE + 13 * DAY) == []
    assert [edition.closed for edition in article.editions.all()] == ["cancelled"]
    assert article.editions.get().reason == "The embargo was set to 2 December 2026, 09:00."


@pytest.mark.parametrize(
    ("embargo", "stands"),
    [
        (HOUR - timedelta(microseconds=1), True),
        (HOUR, True),
        (HOUR + timedelta(microseconds=1), False),
        (HOUR + timedelta(seconds=30), False),
        (-DAY, True),
        (None, True),
    ],
    ids=str,
)
def test_what_is_scheduled_for_the_very_end_of_the_embargo_stands(boss, clock, embargo, stands):
    article = newsdesk.story()
    newsdesk.put_out(article, by=boss, at=NINE + HOUR)

    newsdesk.save(article, embargo=None if embargo is None else NINE + embargo)

    assert bool(readable(NINE + HOUR)) == stands


def test_moving_an_embargo_later_cancels_and_moving_it_earlier_does_not(boss, clock):
    article = newsdesk.story(embargo=NINE + 2 * HOUR)
    newsdesk.put_out(article, by=boss, at=NINE + 3 * HOUR)

    newsdesk.save(article, embargo=NINE + HOUR)
    kept = spans(article)
    newsdesk.save(article, embargo=NINE + 4 * HOUR)

    assert kept == [(3, None, "")]
    assert spans(article) == [(3, 3, "cancelled")]


def test_readers_keep_what_they_have_and_lose_the_update_that_comes_too_early(boss, clock):
    article = newsdesk.story()
    newsdesk.put_out(article, by=boss)
    clock.shift(HOUR)
    changed = newsdesk.save(article, headline="Update")
    newsdesk.put_out(changed, by=boss, at=NINE + 2 * HOUR)

    newsdesk.save(article, embargo=NINE + DAY)

    assert spans(article) == [(0, None, ""), (2, 2, "cancelled")]
    assert readable(NINE + 3 * HOUR) == ["Pilot boats find nothing"]


def test_an_embargo_on_a_story_that_readers_have_holds_back_what_is_published_next(boss, clock):
    article = newsdesk.story()
    newsdesk.put_out(article, by=boss)
    clock.shift(HOUR)

    held = newsdesk.save(article, embargo=NINE + DAY, headline="Update")

    with pytest.raises(NotReady, match="The embargo ends on 21 November 2026, 09:00"):
        newsdesk.put_out(held, by=boss)
    assert readable(NINE + HOUR) == ["Pilot boats find nothing"]
    newsdesk.put_out(held, by=boss, at=NINE + DAY)
    assert readable(NINE + DAY) == ["Update"]
    cancel_schedule(article, by=boss)
    withdraw(article, by=boss, reason="Mixed up.")
    assert readable(NINE + DAY) == []


def test_an_embargo_set_while_the_schedule_is_begun_by_the_clock_alone_takes_nothing_back(boss, clock):
    article = newsdesk.story()
    newsdesk.put_out(article, by=boss, at=NINE + MINUTE)
    clock.shift(MINUTE)

    newsdesk.save(article, embargo=NINE + DAY)

    assert readable(NINE + MINUTE) == ["Pilot boats find nothing"]


def test_saving_without_a_change_of_the_embargo_cancels_nothing(boss, clock):
    article = newsdesk.story(embargo=NINE + HOUR)
    newsdesk.put_out(article, by=boss, at=NINE + HOUR)

    newsdesk.save(article, headline="Changed")
    clock.shift(2 * HOUR)
    newsdesk.save(article, headline="Changed again")

    assert spans(article) == [(1, None, "")]


def test_an_archive_cannot_move_in_before_its_embargo(boss, clock):
    article = newsdesk.story(embargo=NINE + HOUR)

    with pytest.raises(NotReady):
        move_in(article, since=NINE - DAY, by=boss, override="!")


@pytest.mark.parametrize(("hour", "scheduled"), [(2, 2), (2, 3), (3, 2), (3, 3)])
def test_the_hour_that_comes_twice_is_no_way_round_an_embargo(boss, hour, scheduled):
    """On 25 October 2026 clocks in Berlin go back from three to two; moments are compared, not clock faces."""
    berlin = ZoneInfo("Europe/Berlin")
    night = datetime(2026, 10, 25, 0, 0, tzinfo=berlin)
    embargo = datetime(2026, 10, 25, hour, 30, fold=int(hour == 2), tzinfo=berlin)
    at = datetime(2026, 10, 25, scheduled, 30, fold=0, tzinfo=berlin)
    with time_machine.travel(night, tick=False):
        article = newsdesk.story()
        newsdesk.put_out(article, by=boss, at=at)

        newsdesk.save(article, embargo=embargo)

    assert bool(readable(at)) == (at.timestamp() >= embargo.timestamp())


# --- the database ---------------------------------------------------------------------------------


def copy_of(edition: Edition, **fields) -> Edition:
    values = {
        field.attname: getattr(edition, field.attname) for field in edition._meta.fields if field.name != "id"
    }
    return Edition(**{**values, **fields})


def test_the_database_refuses_an_embargo_past_what_is_scheduled(boss, clock):
    article = newsdesk.story()
    newsdesk.put_out(article, by=boss, at=NINE + HOUR)
    row = Article.objects.filter(pk=article.pk)

    assert refused(lambda: row.update(embargo=NINE + 2 * HOUR))
    assert refused(lambda: Article.objects.bulk_update([_with(article, NINE + DAY)], ["embargo"]))
    assert not refused(lambda: row.update(embargo=NINE + HOUR))
    assert readable(NINE + HOUR) != []


def _with(article: Article, embargo: datetime) -> Article:
    article.embargo = embargo
    return article


def test_the_database_refuses_an_edition_that_begins_before_the_embargo(boss, clock):
    article = newsdesk.story(embargo=NINE + HOUR)
    edition = newsdesk.put_out(article, by=boss, at=NINE + HOUR)
    cancel_schedule(article, by=boss)
    opened = {"live_until": None, "closed": "", "reason": ""}

    assert refused(copy_of(edition, live_from=NINE + HOUR - MINUTE, **opened).save)
    assert refused(copy_of(edition, live_from=NINE - DAY, **opened).save)
    assert not refused(copy_of(edition, live_from=NINE + HOUR, **opened).save)


def test_what_was_cancelled_or_withdrawn_does_not_come_back(boss, clock):
    article = newsdesk.story()
    for at in (NINE + HOUR, None):
        newsdesk.put_out(article, by=boss, at=at)
    withdraw(article, by=boss, reason="Mixed up.")

    for closed in ("cancelled", "withdrawn"):
        rows = article.editions.filter(closed=closed)
        assert rows.exists()
        assert refused(lambda rows=rows: rows.update(live_until=None, closed=""))
        assert refused(lambda rows=rows: rows.update(live_until=NINE + DAY))


def test_what_was_scheduled_too_early_before_there_were_guards_is_cancelled_by_the_update(boss, clock):
    article = newsdesk.live()
    newsdesk.put_out(newsdesk.save(article, headline="Update"), by=boss, at=NINE + HOUR)
    other = newsdesk.story("In time", embargo=NINE + HOUR)
    newsdesk.put_out(other, by=boss, at=NINE + HOUR)
    triggers.take_off(TRIGGERS, plan=["0011"])
    Article.objects.filter(pk=article.pk).update(embargo=NINE + DAY)

    with by_hand():
        import_module("articles.migrations.0011_held_back").keep_embargoes(apps, None)

    triggers.put_on(TRIGGERS, app_config=apps.get_app_config("articles"))
    assert spans(article) == [(0, None, ""), (1, 1, "cancelled")]
    assert spans(other) == [(1, None, "")]


def _guards() -> set[str]:
    """Those that look into a second table, as far as they are there."""
    with connection.cursor() as cursor:
        cursor.execute(triggers.THERE[connection.vendor])
        return {name for (name,) in cursor.fetchall()} & {
            each.name for each in TRIGGERS if each.between_migrations
        }


def test_a_migration_finds_no_guard_in_its_way_and_leaves_all_of_them_behind():
    before = _guards()

    emit_pre_migrate_signal(0, False, "default", plan=[(Migration("0099", "articles"), False)])
    during = _guards()
    # On SQLite a table that is made anew would trip over a trigger that looks into it.
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_article RENAME TO articles_article_old")
        cursor.execute("ALTER TABLE articles_article_old RENAME TO articles_article")
    emit_post_migrate_signal(0, False, "default", plan=[])

    assert (during, _guards()) == (set(), before)
    assert len(before) == (5 if connection.vendor == "postgresql" else 4)
