"""A process that is really killed at each step of an event: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import traceback
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils import timezone

from membership import providers
from membership.books import reconciling
from membership.books.reconciling.working import TAKEN_FOR
from membership.models import Event, Issuer, Letter, Payment, Receipt
from tests.builders.gifts import fact, make_donation
from tests.driving.counter import Counter, envelope, event, send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gift(monkeypatch):
    counter = Counter()
    monkeypatch.setitem(providers.REGISTRY, "counter", counter)
    Issuer.objects.create(name="Harbour Ledger e.V.", address="Quay 1", rule="plain")
    gift = make_donation(provider="counter", name="Hanne Oduya", provider_reference="till-1")
    counter.truth["pay-1"] = [fact(gift)]
    counter.listed = [envelope("pay-1")]
    return gift


KILLED = 9
#: Where it dies: module, name of what is called there, and whether before or after that call.
POINTS = {
    "before insert": ("membership.books.reconciling.incoming_events", "store", "before"),
    "after insert": ("membership.books.reconciling.incoming_events", "store", "after"),
    "before the provider is asked": ("membership.books.reconciling.working", "_ask_and_apply", "before"),
    "before apply commit": ("membership.receipts", "follow", "after"),
    "after apply": ("membership.giving", "apply_all", "after"),
    "before outcome saved": ("membership.books.reconciling.working", "_conclude", "before"),
    "before 200": ("membership.books.reconciling", "take_in", "after"),
}


def child(point: str = "") -> int:
    """Take the event in with a process of its own, on connections of its own; answers how that ended."""
    connections.close_all()
    process = os.fork()
    if not process:
        try:
            # Where a browser was started in this worker, Django keeps connections of before that apart; they came
            # along with the fork, and are not closed here, since they are the tests'.
            _theirs = _set_aside(connections.all(initialized_only=True))
            if point:
                _dies_at(*POINTS[point])
            os._exit(0 if send(Client(), event("pay-1")).status_code == 200 else 1)
        except Exception:
            traceback.print_exc()
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _set_aside(those: list[BaseDatabaseWrapper]) -> list[object]:
    theirs = [one.connection for one in those]
    for one in those:
        one.connection = None
    return theirs


def _dies_at(module: str, name: str, when: str) -> None:
    place = import_module(module)
    real = getattr(place, name)

    def dying(*args: Any, **told: Any) -> Any:
        if when == "after":
            real(*args, **told)
        os._exit(KILLED)

    setattr(place, name, dying)


def books() -> dict[str, object]:
    return {
        "events": list(Event.objects.values_list("event_id", "outcome")),
        "ledger": list(Payment.objects.values_list("kind", "minor", "reference")),
        "receipts": list(Receipt.objects.values_list("kind", "number")),
        "thanks": Letter.objects.filter(kind="thanks").count(),
    }


ONCE = {
    "events": [("evt-1", "done")],
    "ledger": [("payment", 800, "pay-1")],
    "receipts": [("gift", 1)],
    "thanks": 1,
}


def tick() -> None:
    """Rounds until whoever had the event is taken for gone."""
    for later in (timedelta(), TAKEN_FOR + timedelta(minutes=1)):
        with time_machine.travel(timezone.now() + later):
            reconciling.often()


def test_without_a_kill_it_is_all_done_at_once(gift):
    assert child() == 0

    assert books() == ONCE


@pytest.mark.parametrize("point", POINTS)
def test_killed_there_and_delivered_again_it_is_done_once(gift, point):
    killed = child(point)
    again = child()
    tick()

    assert (killed, again) == (KILLED, 0)
    assert books() == ONCE


#: What the books hold right after a kill there.
KEPT = {
    "before insert": {"events": [], "ledger": []},
    "after insert": {"events": [("evt-1", "new")], "ledger": []},
    "before the provider is asked": {"events": [("evt-1", "new")], "ledger": []},
    "before apply commit": {"events": [("evt-1", "new")], "ledger": []},
    "after apply": {"events": [("evt-1", "new")], "ledger": ONCE["ledger"]},
    "before outcome saved": {"events": [("evt-1", "new")], "ledger": ONCE["ledger"]},
    "before 200": {"events": ONCE["events"], "ledger": ONCE["ledger"]},
}


@pytest.mark.parametrize("point", POINTS)
def test_killed_there_and_never_delivered_again_it_is_done_once(gift, point):
    killed = child(point)
    kept = books()
    tick()

    assert (killed, {name: kept[name] for name in ("events", "ledger")}) == (KILLED, KEPT[point])
    assert books() == ONCE
