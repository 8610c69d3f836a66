"""The books hold: a thousand copies of one webhook, and thousands of gifts with every webhook three times.

Small here; `make proofs` runs the full size.
"""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from membership import giving, receipts
from membership.books import reconciling
from membership.models import Comparison, Donation, Event, Issuer, Letter, Payment, Receipt
from membership.money import Money
from membership.providers.stripe import Stripe, keys
from tests.builders.gifts import wish
from tests.driving.stripe_ways import SECRET, stripe  # noqa: F401 (fixtures)
from tests.stripe_standin.running import LIVE_KEY, StandIn

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _site(settings):
    settings.MEMBERSHIP_HOURLY_LIMIT = 0
    Issuer.objects.create(name="Harbour Ledger", address="14 Ropewalk", valid_from="2020-01-01")


@pytest.fixture
def door(live_server, standin: StandIn, stripe: Stripe, settings, monkeypatch) -> StandIn:
    """The stand-in plays real money, so that receipts follow, and sends its events to us over the wire."""
    settings.STRIPE_SECRET_KEY = LIVE_KEY
    monkeypatch.setattr(keys, "_may_ask", lambda _keys: True)
    standin.webhook(f"{live_server.url}/membership/webhooks/stripe/", SECRET, live=True)
    return standin


def in_threads(work, over, threads: int) -> None:
    def one(item) -> None:
        try:
            work(item)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(one, over))


def begin(interval: str = "once", minor: int = 800, currency: str = "EUR") -> Donation:
    amount = Money(minor, currency)
    return giving.start(wish(amount=amount, interval=interval, email=f"{uuid4().hex}@reader.example"))


def test_a_thousand_copies_of_one_webhook_are_one_payment_and_one_receipt(door, proofs):
    copies = proofs(full=1000, small=60)
    donation = begin()
    door.knobs(hold=True, duplicates=copies)
    door.press(donation.provider_reference, "paid")

    door.flush(parallel=16, shuffle=7)
    door.idle()

    answers = [delivery["status"] for delivery in door.deliveries()]
    assert len(answers) >= copies
    assert set(answers) == {200}
    assert Payment.objects.count() == Receipt.objects.count() == 1
    assert list(Letter.objects.filter(kind="thanks").values_list("donation", flat=True)) == [donation.pk]
    assert receipts.check() == []


@pytest.mark.once
def test_gifts_by_the_thousand_with_every_webhook_three_times_leave_no_difference(door, proofs, stripe):
    chance = random.Random(3)
    gifts = proofs(full=14_400, small=26)
    batch = 300
    began = timezone.now()
    door.knobs(hold=True, duplicates=3)

    def give(number: int) -> None:
        currency = ("EUR", "EUR", "USD", "JPY")[number % 4]
        donation = begin(minor=chance.randrange(500, 9000), currency=currency)
        outcome = "declined" if number % 10 == 9 else "paid"
        door.press(donation.provider_reference, outcome)
        if number % 12 == 0:
            door.refund(donation.provider_reference)
        elif number % 25 == 0:
            door.dispute(donation.provider_reference)

    for first in range(0, gifts, batch):
        in_threads(give, range(first, min(first + batch, gifts)), 4)
        door.flush(shuffle=chance.randrange(10**6), parallel=4)
    door.idle(600)
    reconciling.listen(stripe)
    now = timezone.now() + timedelta(minutes=5)
    reconciling.compare(stripe, began - timedelta(minutes=5), now)

    made = Comparison.objects.all()
    assert sorted(made.values_list("currency", flat=True)) == ["EUR", "JPY", "USD"]
    assert [(row.difference.minor, row.differences) for row in made] == [(0, [])] * 3
    assert {delivery["status"] for delivery in door.deliveries()} == {200}
    assert set(Event.objects.values_list("outcome", flat=True)) <= {"done", "ignored"}
    assert not Event.objects.filter(pushed=False).exists()
    paid = Payment.objects.filter(kind="payment").count()
    assert paid == gifts - gifts // 10
    assert Receipt.objects.filter(kind="gift").count() == paid
    assert receipts.check() == []
