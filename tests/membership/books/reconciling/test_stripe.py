"""The whole way through the stand-in Stripe: events duplicated, turned round, late, lost; the books agree."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from membership import giving, providers
from membership.books import reconciling
from membership.models import Event, Letter, Payment
from membership.money import Money
from tests.builders.gifts import wish
from tests.stripe_standin.running import KEY

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "whsec_newsroom"


@pytest.fixture
def standin(standin, settings, live_server):
    settings.STRIPE_SECRET_KEY = KEY
    settings.STRIPE_API_BASE = standin.url
    settings.STRIPE_WEBHOOK_SECRET = [SECRET]
    settings.MEMBERSHIP_HOURLY_LIMIT = 0
    standin.webhook(f"{live_server.url}/membership/webhooks/stripe/", SECRET)
    yield standin
    standin.idle()


def give(standin, number: int, outcome: str = "paid", interval: str = "once"):
    donation = giving.start(
        wish(interval=interval, email=f"donor{number}@reader.example"),
        provider=providers.by_slug("stripe"),
    )
    standin.press(donation.provider_reference, outcome)
    return donation


def state() -> list[tuple[str, list[tuple[str, int]], int]]:
    """Of each gift: how it stands, its ledger, how many thanks."""
    from membership.models import Donation

    return [
        (
            str(donation.status),
            sorted(donation.payments.values_list("kind", "minor")),
            Letter.objects.filter(donation=donation, kind="thanks").count(),
        )
        for donation in Donation.objects.order_by("pk")
    ]


def all_that_happens(standin) -> None:
    paid = give(standin, 1)
    give(standin, 2, interval="monthly")
    disputed = give(standin, 3)
    debit = give(standin, 4, "debit")
    give(standin, 5, "declined")
    standin.refund(paid.provider_reference, 300)
    dispute = standin.dispute(disputed.provider_reference)
    standin.win(dispute["id"])
    standin.settle(debit.provider_reference)


ENDS = [
    ("received", [("payment", 800), ("refund", -300)], 1),
    ("active", [("payment", 800)], 1),
    ("received", [("dispute", -800), ("payment", 800), ("reinstated", 800)], 1),
    ("received", [("payment", 800)], 1),
]


def agrees() -> None:
    stripe = providers.by_slug("stripe")
    made = reconciling.compare(
        stripe, timezone.now() - timedelta(days=2), timezone.now() + timedelta(hours=1)
    )
    assert [(one.currency, one.differences, one.difference) for one in made] == [("EUR", [], Money(0, "EUR"))]


def test_events_as_they_come(standin):
    all_that_happens(standin)
    assert standin.idle()

    assert state()[:4] == ENDS
    agrees()


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.once) for seed in (2, 3))])
def test_events_three_times_each_in_any_order(standin, seed):
    standin.knobs(hold=True, duplicates=3)
    all_that_happens(standin)

    sent = standin.flush(shuffle=random.Random(seed).randrange(1000))

    assert sent > 20
    assert {one["status"] for one in standin.deliveries()} == {200}
    assert state()[:4] == ENDS
    agrees()


def test_events_backwards(standin):
    standin.knobs(hold=True)
    all_that_happens(standin)

    standin.flush(backwards=True)

    assert state()[:4] == ENDS


def test_events_that_never_come_are_found_by_asking(standin):
    standin.knobs(drop=10_000)
    all_that_happens(standin)
    none = (Event.objects.count(), Payment.objects.count())

    reconciling.often()

    assert none == (0, 0)
    assert state()[:4] == ENDS
    assert set(Event.objects.values_list("pushed", flat=True)) == {False}
    agrees()


def test_late_events_after_a_round_of_asking_change_nothing(standin):
    standin.knobs(hold=True)
    all_that_happens(standin)
    reconciling.often()
    before = state()

    standin.flush()

    assert before[:4] == ENDS
    assert state() == before


@pytest.mark.parametrize("knobs", [{"wrong_signature": True}, {"skew": 400}, {"skew": -400}])
def test_events_that_are_not_signed_now_by_stripe_are_refused(standin, knobs):
    standin.knobs(retries=0, **knobs)
    give(standin, 1)
    standin.idle()

    assert {one["status"] for one in standin.deliveries()} == {400}
    assert Event.objects.count() == 0


def test_while_stripe_is_away_events_wait_and_are_done_when_it_is_back(standin):
    standin.knobs(hold=True)
    give(standin, 1)
    standin.fault("status", status=500, times=1000)
    standin.flush()
    waiting = set(Event.objects.values_list("outcome", flat=True))
    standin.no_faults()
    Event.objects.update(next_try_at=timezone.now())

    reconciling.work_due()

    assert "new" in waiting
    assert waiting <= {"new", "ignored"}
    assert set(Event.objects.values_list("outcome", flat=True)) <= {"done", "ignored"}
    assert state() == [("received", [("payment", 800)], 1)]
