"""While the database is away, or somebody holds it, every door of the story form says so and loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from articles.models import Article, Autosave
from tests.builders.newsdesk import story
from tests.driving.storydesk import address, opened, person, typed_on

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Typed while the database was away"
OURS = {"Sec-Fetch-Site": "same-origin"}
SCRIPT = {**OURS, "Accept": "text/html, application/json"}


@contextmanager
def away() -> Iterator[None]:
    """SQLite is held by another process for longer than anybody waits; PostgreSQL takes no connection."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20")
        name = str(connection.settings_dict["NAME"])
        holder = sqlite3.connect(name, uri=name.startswith("file:"), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        yield
        holder.execute("ROLLBACK")
        holder.close()
        connection.close()
        return
    known = {name: connection.settings_dict[name] for name in ("HOST", "PORT")}
    connection.close()
    connection.settings_dict.update(HOST="127.0.0.1", PORT="1")
    yield
    connection.settings_dict.update(known)
    connection.close()


def test_every_door_of_the_form_says_that_the_database_is_away_and_takes_the_same_afterwards():
    maya, article = person("maya"), story("Fog over the pier")
    client = Client(raise_request_exception=False)
    client.force_login(maya)
    form = opened(client, article) | {"headline": TEXT, "typed_by": maya.pk}
    present = {"typed_by": maya.pk, "window": "w1", "field": "id_headline", "silent": 15}
    doors = {
        "save": lambda: client.post(address(article), form, headers=OURS),
        "save by script": lambda: client.post(address(article), form, headers=SCRIPT),
        "autosave": lambda: typed_on(client, maya, form, article, 1),
        "presence": lambda: client.post(address(article, "present"), present, headers=SCRIPT),
    }

    with away():
        meanwhile = {name: door() for name, door in doors.items()}
    kept = Article.objects.get().headline, Autosave.objects.count()
    then = {name: door().status_code for name, door in doors.items()}

    assert {name: answer.status_code for name, answer in meanwhile.items()} == dict.fromkeys(doors, 503)
    assert [TEXT in meanwhile[name].text for name in ("save", "save by script", "autosave")] == [True] * 3
    assert "Nothing is lost: what you sent stands here" in meanwhile["save"].text
    assert int(meanwhile["save"].headers["Retry-After"]) > 0
    assert kept == ("Fog over the pier", 0)
    assert then == {"save": 302, "save by script": 302, "autosave": 200, "presence": 200}
    assert Article.objects.get().headline == TEXT
