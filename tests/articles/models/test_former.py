"""What readers were told of a row is kept when it changes, and found again by the moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Author, Correction, Former, Licence, Outlet, PhotoCredit, Section, Topic
from articles.models.former import KEPT, began, told_at
from articles.publishing.correcting import correct
from tests.builders import newsdesk
from tests.builders.at_nine import HOUR, NINE, clock  # noqa: F401

pytestmark = pytest.mark.django_db


def rename(row, to: str, clock) -> None:
    clock.shift(HOUR)
    row.name = to
    row.save()


def test_each_name_is_found_at_the_moments_at_which_it_was_told(clock):
    author = newsdesk.author("Ines Amaral")
    rename(author, "Ines Amaral Reis", clock)
    rename(author, "Ines Reis", clock)

    def told(moment) -> str:
        return told_at(Author, [author.pk], moment)[author.pk]["name"]

    assert told(NINE) == "Ines Amaral"
    assert told(NINE + HOUR - timedelta(microseconds=1)) == "Ines Amaral"
    assert told(NINE + HOUR) == "Ines Amaral Reis"
    assert told(NINE + 3 * HOUR) == "Ines Reis"


@pytest.mark.parametrize(
    ("model", "row", "field", "value"),
    [
        (Author, newsdesk.author, "bio", "Covers the port."),
        (Outlet, newsdesk.outlet, "name", "The Ferry Mail"),
        (Section, newsdesk.section, "name", "Port"),
        (Topic, newsdesk.topic, "name", "Pilots"),
        (Licence, lambda: newsdesk.photo().credit.licence, "url", "https://licence.example/2"),
        (PhotoCredit, lambda: newsdesk.photo().credit, "creator", "Lev Otis"),
    ],
)
def test_what_pages_look_up_is_kept_of_each_table(clock, model, row, field, value):
    row = row()
    before, key = getattr(row, field), getattr(row, KEPT[model][0])
    clock.shift(HOUR)

    setattr(row, field, value)
    row.save()

    assert told_at(model, [key], NINE)[key][field] == before
    assert told_at(model, [key], NINE + HOUR)[key][field] == value


def test_a_save_that_changes_nothing_that_readers_are_told_keeps_nothing(clock):
    author = newsdesk.author()
    count = Former.objects.count()

    author.former = True
    author.save()

    assert Former.objects.count() == count


def test_what_is_deleted_is_still_known_for_the_time_before(clock):
    topic = newsdesk.topic("Eels")
    pk = topic.pk
    clock.shift(HOUR)
    topic.delete()

    assert told_at(Topic, [pk], NINE)[pk]["name"] == "Eels"
    assert told_at(Topic, [pk], NINE + HOUR) == {}


def test_a_correction_that_names_an_earlier_day_was_not_there_on_that_day(clock):
    boss = newsdesk.editor(may=["add_correction", "change_correction"])
    story = newsdesk.live()
    clock.shift(HOUR)
    fix = correct(Correction(article=story, text="It is the east pier.", made_at=NINE - HOUR), by=boss)
    clock.shift(HOUR)
    fix.text = "It is the west pier."
    correct(fix, by=boss)

    def told(moment):
        return [said["text"] for said in told_at(Correction, [fix.pk], moment).values()]

    assert told(NINE) == []
    assert told(NINE + HOUR) == ["It is the east pier."]
    assert told(NINE + 2 * HOUR) == ["It is the west pier."]


def test_what_was_told_is_never_changed_by_the_database_itself():
    topic = newsdesk.topic("Eels")
    topic.name = "Elvers"
    topic.save()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_former SET kind = 'author'")


def test_since_when_it_is_kept_is_on_record():
    assert began() <= timezone.now()
    with time_machine.travel(datetime(2030, 1, 1, tzinfo=ZoneInfo("UTC"))):
        rename = newsdesk.topic("Eels")
        rename.name = "Elvers"
        rename.save()
        assert began().year < 2030


def test_after_the_table_was_emptied_it_is_kept_from_then_on(clock):
    Former.objects.all().delete()

    assert began() == began() == NINE
