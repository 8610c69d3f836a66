"""Triggers stand as their lists say, whatever a migration did to their tables."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DatabaseError, IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from articles.models import Edition, SearchEntry, Version
from articles.models.triggers import TRIGGERS
from articles.reading.searching import search
from membership import giving
from membership.models import Payment
from membership.models.triggers import written_once
from newsroom import triggers
from tests.builders import newsdesk
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, make_donation

ROOT = Path(__file__).parents[2]
LISTED = [*TRIGGERS, *written_once()]


def needed() -> set[str]:
    return {each.name for each in LISTED if each.made_by(connection)}


def there() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(triggers.THERE[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def migrate(app: str, state: ProjectState, *operations) -> ProjectState:
    """What `migrate` does with one migration more."""
    migration = migrations.Migration("altered", app)
    migration.operations = list(operations)
    plan = [(migration, False)]
    emit_pre_migrate_signal(0, False, "default", plan=plan)
    with connection.schema_editor() as editor:
        state = migration.apply(state, editor)
    emit_post_migrate_signal(0, False, "default", plan=plan)
    return state


def alter(model: type[models.Model], name: str) -> None:
    """A column is altered and, in a second migration, is as it was."""
    state = ProjectState.from_apps(apps)
    field = model._meta.get_field(name)
    for length in (field.max_length + 1, field.max_length):
        changed = field.clone()
        changed.max_length = length
        operation = migrations.AlterField(model._meta.model_name, name, changed)
        state = migrate(model._meta.app_label, state, operation)


@pytest.mark.django_db
def test_every_trigger_that_the_migrations_made_stands_in_a_list():
    assert there() == needed()


@pytest.mark.django_db
def test_the_lists_say_what_the_migrations_said():
    """Both are read: a new newsroom has what its migrations made."""
    before = {name: _said(name) for name in needed()}
    for trigger in LISTED:
        if trigger.made_by(connection):
            _drop(trigger)
    assert there() == set()

    emit_post_migrate_signal(0, False, "default")

    assert {name: _said(name) for name in needed()} == before


def _drop(trigger) -> None:
    with connection.cursor() as cursor:
        on = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {trigger.name}{on}")


def _said(name: str) -> str:
    """The statement that made it, and its function, without the spaces."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_get_triggerdef(of.oid) || does.prosrc FROM pg_trigger AS of "
                "JOIN pg_proc AS does ON does.oid = of.tgfoid WHERE tgname = %s",
                [name],
            )
        else:
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
        [said] = cursor.fetchone()
    return "".join(said.split())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("app", ["articles", "membership"])
def test_tables_that_a_migration_makes_anew_have_their_triggers(app):
    state = ProjectState.from_apps(apps)
    tables = {each.table for each in LISTED}
    altered = [model for model in apps.get_app_config(app).get_models() if model._meta.db_table in tables]

    for operation in (_with_constraint, _without_constraint):
        state = migrate(app, state, *(operation(model._meta.model_name) for model in altered))

        assert there() == needed()


def _with_constraint(model: str):
    constraint = models.CheckConstraint(condition=models.Q(pk__isnull=False), name=f"altered_{model}")
    return migrations.AddConstraint(model, constraint)


def _without_constraint(model: str):
    return migrations.RemoveConstraint(model, f"altered_{model}")


@pytest.mark.django_db(transaction=True)
def test_an_altered_table_of_the_stories_refuses_as_before():
    newsdesk.live()
    for model, name in ((Edition, "headline"), (Version, "reason")):
        alter(model, name)

    for model, change in ((Edition, {"headline": "Another"}), (Version, {"reason": "Another"})):
        with by_hand(), pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            model.objects.update(**change)


@pytest.mark.django_db(transaction=True)
def test_an_altered_table_of_the_books_refuses_as_before():
    payment = giving.apply(fact(make_donation()))
    alter(Payment, "reference")

    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute("UPDATE membership_payment SET minor = 900")
    assert Payment.objects.get().minor == payment.minor


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor == "postgresql", reason="its index is a part of the table")
def test_words_that_came_while_the_index_followed_nothing_are_found_all_the_same():
    _drop(next(each for each in LISTED if each.name == "articles_search_added"))
    newsdesk.live("Ferry")
    assert search("ferry").total == 0

    emit_post_migrate_signal(0, False, "default")

    assert search("ferry").total == 1
    with by_hand():
        SearchEntry.objects.all().delete()
    assert search("ferry").total == 0


@pytest.mark.django_db
def test_nothing_is_asked_of_the_migrations_where_no_trigger_is_missing(django_assert_num_queries):
    config = apps.get_app_config("articles")

    with django_assert_num_queries(1):
        triggers.put_on(TRIGGERS, app_config=config)


@pytest.mark.django_db
def test_two_that_migrate_at_the_same_moment_do_not_stumble_over_each_other(monkeypatch):
    config, missing = apps.get_app_config("membership"), written_once()[0]
    _drop(missing)

    def made_meanwhile(*asked) -> bool:
        monkeypatch.undo()
        triggers.put_on([missing], app_config=config)
        return missing.name in there()

    monkeypatch.setattr(triggers, "_is_whole", made_meanwhile)
    triggers.put_on([missing], app_config=config)

    assert there() == needed()


@pytest.mark.once
def test_a_database_that_goes_back_to_an_older_state_comes_forward_with_all_of_them(migrated_file, tmp_path):
    file = tmp_path / "older.sqlite3"
    shutil.copy(migrated_file, file)
    every = _names(file)

    _manage(file, "migrate", "articles", "0017")
    older = _names(file)
    _manage(file, "migrate")

    assert (older & {"articles_pageedition_stands", "articles_edition_embargo"}, _names(file)) == (
        set(),
        every,
    )


@pytest.mark.once
def test_books_that_go_back_to_an_older_version_keep_every_trigger(migrated_file, tmp_path):
    """The older version has no list from which they would be made again."""
    file = tmp_path / "older.sqlite3"
    shutil.copy(migrated_file, file)
    of_books = {name for name in _names(file) if name.startswith("membership_")}

    _manage(file, "migrate", "membership", "0007")

    older = {name.replace("statusreport", "standing") for name in of_books}
    assert {name for name in _names(file) if name.startswith("membership_")} == older


def _manage(file: Path, *command: str) -> None:
    told = {"DATABASE_URL": f"sqlite:///{file}", "DATA_DIR": str(file.parent), "DEMO": "0"}
    subprocess.run(
        [sys.executable, "manage.py", *command, "--verbosity=0"],
        cwd=ROOT,
        env={**os.environ, **told},
        check=True,
    )


def _names(file: Path) -> set[str]:
    with sqlite3.connect(file) as database:
        return {name for (name,) in database.execute(triggers.THERE["sqlite"])}
