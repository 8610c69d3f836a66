"""How long a served process waits for PostgreSQL. What people run, migrations say, may take longer."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

#: A statement, its wait for a lock, and a transaction in which nothing happens.
_BOUNDS = (
    "SET statement_timeout = '20s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'"
)


def bound_statements() -> None:
    """Bound all connections that this process opens from now on."""
    connection_created.connect(_bound, dispatch_uid="newsroom.serving.timeouts")


def _bound(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_BOUNDS)
