"""What the tests of events share: a provider of the tests' own, a gift that it was paid, what came of it."""

from __future__ import annotations

import pytest

from membership import providers
from membership.models import Event, Payment
from tests.builders.gifts import fact, make_donation
from tests.driving.counter import Counter


@pytest.fixture
def counter(monkeypatch):
    counter = Counter()
    monkeypatch.setitem(providers.REGISTRY, "counter", counter)
    return counter


@pytest.fixture
def gift(counter):
    gift = make_donation(provider="counter", provider_reference="till-1")
    counter.truth["pay-1"] = [fact(gift)]
    return gift


def outcomes() -> list[tuple[str, str]]:
    return list(Event.objects.order_by("pk").values_list("event_id", "outcome"))


def ledger() -> list[tuple[str, int, str]]:
    return list(Payment.objects.order_by("pk").values_list("kind", "minor", "reference"))
