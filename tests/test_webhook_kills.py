"""A process that is really killed at each step of an event: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from membership import providers, reconciling
from membership.models import Event, Issuer, Letter, Payment, Receipt
from membership.reconciling.working import TAKEN_FOR
from tests.counter import Counter, envelope, event
from tests.gifts import fact, make_donation
from tests.webhook_child import KILLED, POINTS

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parent.parent


@pytest.fixture
def gift(monkeypatch):
    counter = Counter()
    monkeypatch.setitem(providers.REGISTRY, "counter", counter)
    Issuer.objects.create(name="Harbour Ledger e.V.", address="Quay 1", rule="plain")
    gift = make_donation(provider="counter", name="Hanne Oduya", provider_reference="till-1")
    counter.truth["pay-1"] = [fact(gift)]
    counter.listed = [envelope("pay-1")]
    return gift


def database() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def child(gift, tmp_path, point: str = "") -> int:
    """Take the event in with a process of its own; answers how that ended."""
    environment = {
        **os.environ,
        "DATABASE_URL": database(),
        "DATA_DIR": str(tmp_path / "child"),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "CHILD_GIFT": str(gift.public_id),
        "CHILD_BODY": event("pay-1").decode(),
        "CHILD_POINT": point,
    }
    command = [sys.executable, "-m", "tests.webhook_child"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode in {0, KILLED}, ran.stderr
    return ran.returncode


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


def test_without_a_kill_it_is_all_done_at_once(gift, tmp_path):
    assert child(gift, tmp_path) == 0

    assert books() == ONCE


@pytest.mark.parametrize("point", POINTS)
def test_killed_there_and_delivered_again_it_is_done_once(gift, tmp_path, point):
    killed = child(gift, tmp_path, point)
    again = child(gift, tmp_path)
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
def test_killed_there_and_never_delivered_again_it_is_done_once(gift, tmp_path, point):
    killed = child(gift, tmp_path, point)
    kept = books()
    tick()

    assert (killed, {name: kept[name] for name in ("events", "ledger")}) == (KILLED, KEPT[point])
    assert books() == ONCE
