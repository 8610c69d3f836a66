"""Triggers: what the database itself refuses or keeps in step, whoever writes to it.

On SQLite a migration that alters a column makes the table anew, and the triggers of the old one are gone
without a word. So each app lists all of its triggers beside its models, and those that are missing are made
after every migration that leaves the app with all of its tables: a new one needs no migration. One that is
changed, or whose table gets another name, needs one that drops it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import post_migrate, pre_migrate

THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@dataclass(frozen=True)
class Trigger:
    """`sqlite` and `postgresql` are the statements that make it there; none where it is not needed."""

    name: str
    table: str
    sqlite: tuple[str, ...] = ()
    postgresql: tuple[str, ...] = ()
    #: It is taken off before a migration: what looks into a second table stops every migration that makes
    #: that one anew on SQLite.
    between_migrations: bool = False

    def made_by(self, connection: BaseDatabaseWrapper) -> tuple[str, ...]:
        return self.postgresql if connection.vendor == "postgresql" else self.sqlite


def keep(app: AppConfig, triggers: Sequence[Trigger]) -> None:
    """Have these made after every migration. Called once, when the app is ready."""
    pre_migrate.connect(partial(take_off, triggers), sender=app, weak=False)
    post_migrate.connect(partial(put_on, triggers), sender=app, weak=False)


def take_off(
    triggers: Sequence[Trigger], *, using: str = "default", plan: Sequence[object] = (), **_told: object
) -> None:
    """Those that a migration would trip over; nothing where nothing is to be migrated."""
    connection = connections[using]
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for trigger in triggers if plan else ():
            if trigger.between_migrations:
                what = "FUNCTION IF EXISTS {}() CASCADE" if postgresql else "TRIGGER IF EXISTS {}"
                cursor.execute(f"DROP {what.format(trigger.name)}")


def put_on(
    triggers: Sequence[Trigger], *, app_config: AppConfig, using: str = "default", **_told: object
) -> None:
    """Those that are not there; none as long as the app has not all of its tables and columns."""
    connection = connections[using]
    if not _missing(triggers, connection) or not _is_whole(app_config, connection):
        return
    with transaction.atomic(using), connection.cursor() as cursor:
        # Whoever migrates at the same moment makes them too. On SQLite each such transaction is alone.
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('newsroom.triggers'))")
        for trigger in _missing(triggers, connection):
            for statement in trigger.made_by(connection):
                cursor.execute(statement)


def _missing(triggers: Sequence[Trigger], connection: BaseDatabaseWrapper) -> list[Trigger]:
    with connection.cursor() as cursor:
        cursor.execute(THERE[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return [each for each in triggers if each.made_by(connection) and each.name not in there]


def _is_whole(app: AppConfig, connection: BaseDatabaseWrapper) -> bool:
    """Whether all migrations of the app have run: `migrate` may stop, or go back, at any of them."""
    loader = MigrationLoader(connection)
    return all(last in loader.applied_migrations for last in loader.graph.leaf_nodes(app.label))


def refusing(
    name: str,
    table: str,
    when: str,
    fault: str,
    sentence: str,
    *,
    first: str = "",
    on: Sequence[str] = tuple(THERE),
    between_migrations: bool = False,
) -> Trigger:
    """Refuses a row for which `fault` is true: an IntegrityError that says the sentence.

    `first`: what PostgreSQL does before it asks; `on`: the databases that need it.
    """
    function = f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {first}
            IF {fault} THEN
                RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN new;
        END $$
        """
    asks = f"CREATE TRIGGER {name} {when} ON {table}"
    # IS NOT is how every SQLite that Django takes says it.
    fault = fault.replace("IS DISTINCT FROM", "IS NOT")
    sqlite = (f"{asks} WHEN {fault} BEGIN SELECT RAISE(ABORT, '{sentence}'); END",)
    postgresql = (function, f"{asks} FOR EACH ROW EXECUTE FUNCTION {name}()")
    return Trigger(
        name,
        table,
        sqlite if "sqlite" in on else (),
        postgresql if "postgresql" in on else (),
        between_migrations,
    )
