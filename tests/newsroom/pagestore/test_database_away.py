"""What readers get while the database is away, and what they get no more."""

from __future__ import annotations

import time

import pytest
from django.db import OperationalError

from newsroom.pagestore import memory, store, touch

pytestmark = pytest.mark.django_db


def goes_away(monkeypatch):
    def gone():
        raise OperationalError("no connection")

    monkeypatch.setattr(store, "_refresh", gone)
    # The connection is the test's own.
    monkeypatch.setattr(memory.connections, "close_all", lambda: None)


def test_that_the_database_is_away_is_found_out_by_no_reader(site, monkeypatch, django_assert_num_queries):
    site.get()
    with monkeypatch.context() as outage:
        goes_away(outage)
        store.look()
    with django_assert_num_queries(0):
        told = [site.get(path).status_code for path in ("/", "/another/")]

    store.look()

    assert told == [200, 503]
    assert site.get("/another/").status_code == 200


def test_a_process_that_nobody_asks_learns_all_the_same_what_is_no_longer_true(site, monkeypatch):
    site.get()
    touch("latest")
    store.look()
    goes_away(monkeypatch)

    assert site.get().status_code == 503


def test_while_somebody_has_long_waited_for_the_database_nobody_else_begins_to(site, monkeypatch):
    site.get()
    waited = {1: time.monotonic() - memory.GIVEN_UP - 1}
    monkeypatch.setattr(store, "_asking", waited)

    assert [site.get(path).status_code for path in ("/", "/another/")] == [200, 503]
    waited[1] += memory.GIVEN_UP
    assert site.get("/another/").status_code == 200
