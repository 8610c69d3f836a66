from __future__ import annotations

import pytest
from django.db import DatabaseError

from newsroom import health


def test_it_lives_without_a_database(client):
    assert client.get("/healthz").json() == {"status": "live"}


@pytest.mark.django_db
def test_it_is_ready_when_the_database_is_migrated(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "ready"})


@pytest.mark.django_db
def test_it_is_not_ready_when_migrations_wait(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_args: ["one", "two"])

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"status": "2 migrations are waiting"})


def test_it_is_not_ready_when_the_database_is_away(rf, monkeypatch):
    def away(_connection):
        raise DatabaseError("away")

    monkeypatch.setattr(health, "MigrationExecutor", away)

    assert health.ready(rf.get("/readyz")).status_code == 503
