"""The embargo and corrections, held by the database itself, whoever writes to it.

- No edition begins before the embargo of its story ends.
- An embargo cannot be set past a schedule: `publishing.keep_embargo` cancels that first. What had begun when
  the story was saved (`saved_at`) readers keep.
- What was cancelled or withdrawn never comes back, editions and corrections alike.
- A correction is never deleted.

A trigger that looks into a second table would stop every migration that makes that table anew on SQLite. So
these are no part of a migration: they are taken off before one runs and put on after it. A guard that is
changed needs a migration, or a new name, to reach a database that is there.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

#: Trigger: (table, when it asks, what must not be, the sentence).
GUARDS = {
    "articles_edition_embargo": (
        "articles_edition",
        "AFTER INSERT",
        """new.closed <> 'cancelled' AND EXISTS (
            SELECT 1 FROM articles_article AS story
            WHERE story.id = new.article_id AND story.embargo > new.live_from)""",
        "an edition cannot begin before the embargo of its story ends",
    ),
    "articles_article_embargo": (
        "articles_article",
        "BEFORE UPDATE OF embargo",
        """(old.embargo IS NULL OR new.embargo > old.embargo) AND EXISTS (
            SELECT 1 FROM articles_edition AS coming
            WHERE coming.article_id = new.id AND coming.live_until IS NULL
              AND coming.live_from < new.embargo AND coming.live_from > new.saved_at)""",
        "the story is scheduled for a moment before this embargo",
    ),
    "articles_edition_ended": (
        "articles_edition",
        "BEFORE UPDATE OF live_until, closed",
        """old.closed IN ('cancelled', 'withdrawn')
            AND (new.closed <> old.closed OR new.live_until IS NULL OR new.live_until <> old.live_until)""",
        "what was cancelled or withdrawn does not come back",
    ),
    "articles_correction_ended": (
        "articles_correction",
        "BEFORE UPDATE OF article_id, kind, text, was, now, severe, made_at, withdrawn_at, withdrawn_because",
        "old.withdrawn_at IS NOT NULL",
        "a correction that was withdrawn is never changed",
    ),
    "articles_correction_kept": (
        "articles_correction",
        "BEFORE DELETE",
        "true",
        "a correction is withdrawn, never deleted",
    ),
}
NEEDED = {table for table, *_rest in GUARDS.values()}
#: Emptying all tables (`manage.py flush`) is a plain DELETE on SQLite, so there this is left to the model.
POSTGRESQL_ONLY = {"articles_correction_kept"}


def take_off(*, using: str = "default", plan: Any = (), **_kwargs: object) -> None:
    """Before a migration (`pre_migrate`); nothing where nothing is to be migrated."""
    if not plan:
        return
    with connections[using].cursor() as cursor:
        for name in GUARDS:
            if connections[using].vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def put_on(*, using: str = "default", **_kwargs: object) -> None:
    """After a migration (`post_migrate`): those guards that are not there and whose tables are."""
    connection = connections[using]
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        there = "SELECT tgname FROM pg_trigger" if postgresql else "SELECT name FROM sqlite_master"
        cursor.execute(there)
        known = {row[0] for row in cursor.fetchall()}
        for name, (table, when, fault, sentence) in GUARDS.items():
            if name in known or not tables >= NEEDED or (not postgresql and name in POSTGRESQL_ONLY):
                continue
            make = _postgresql if postgresql else _sqlite
            for statement in make(name, table, when, fault, sentence):
                cursor.execute(statement)


def _sqlite(name: str, table: str, when: str, fault: str, sentence: str) -> tuple[str, ...]:
    return (
        f"CREATE TRIGGER {name} {when} ON {table} WHEN {fault} BEGIN SELECT RAISE(ABORT, '{sentence}'); END",
    )


def _postgresql(name: str, table: str, when: str, fault: str, sentence: str) -> tuple[str, ...]:
    # The row of the story is held, so that an embargo that is being saved at this moment is waited for.
    hold = "PERFORM 1 FROM articles_article WHERE id = new.article_id FOR SHARE;"
    return (
        f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {hold if when == "AFTER INSERT" else ""}
            IF {fault} THEN
                RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN new;
        END $$
        """,
        f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
