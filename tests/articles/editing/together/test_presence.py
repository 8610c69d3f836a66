"""Who has a story open is known for as long as it is open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing.together import presence
from articles.editing.together.presence import Window
from articles.models import Presence
from tests.builders.newsdesk import story
from tests.driving.storydesk import person

pytestmark = pytest.mark.django_db
SILENT = timedelta(seconds=15)


def here(window: Window, field: str = "", silent: timedelta = SILENT) -> list[tuple[str, str]]:
    return [(row.person.username, row.field) for row in presence.here(window, field, silent)]


def test_everybody_is_told_of_the_others_and_where_they_are():
    article, elsewhere = story(), story("Elsewhere")
    maya, ines = Window(person("maya"), article, "a"), Window(person("ines"), article, "b")

    assert here(maya, "id_headline") == []
    assert here(ines) == [("maya", "id_headline")]
    assert here(maya, "id_body") == [("ines", "")]
    assert here(ines) == [("maya", "id_body")]
    assert here(Window(maya.person, elsewhere, "a")) == []


def test_ones_own_other_window_counts_too():
    article, maya = story(), person("maya")
    here(Window(maya, article, "a"), "id_body")

    assert here(Window(maya, article, "b")) == [("maya", "id_body")]


def test_whoever_leaves_is_gone_and_whoever_falls_silent_soon():
    article, now = story(), datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    maya, ines = Window(person("maya"), article, "a"), Window(person("ines"), article, "b")
    with time_machine.travel(now, tick=False):
        here(maya)
        assert here(ines) == [("maya", "")]
        presence.left(maya)
        assert here(ines) == []
        here(maya)
    with time_machine.travel(now + timedelta(seconds=14), tick=False):
        assert here(ines) == [("maya", "")]
    with time_machine.travel(now + timedelta(seconds=16), tick=False):
        assert here(ines) == []


def test_nobody_stays_silent_for_long():
    article, now = story(), datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    maya, ines = Window(person("maya"), article, "a"), Window(person("ines"), article, "b")
    with time_machine.travel(now, tick=False):
        here(maya, silent=timedelta(days=3))
    with time_machine.travel(now + timedelta(minutes=2), tick=False):
        assert here(ines) == []


def test_most_questions_are_one_query_and_write_nothing():
    article = story()
    maya, ines = Window(person("maya"), article, "a"), Window(person("ines"), article, "b")
    here(ines)
    here(maya, "id_body")

    with CaptureQueriesContext(connection) as asked:
        here(maya, "id_body")

    assert [query["sql"][:6] for query in asked] == ["SELECT"]


def test_rows_of_the_silent_are_cleared_and_no_others():
    article, now = story(), datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        here(Window(person("maya"), article, "a"))
    with time_machine.travel(now + timedelta(minutes=3), tick=False):
        here(Window(person("ines"), article, "b"))
        presence.clear()

    assert [row.person.username for row in Presence.objects.all()] == ["ines"]
