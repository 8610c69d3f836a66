"""How a gift stands is what was seen last, in whatever order we hear of it, however often it was the same."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.db import transaction

from membership import giving
from membership.models import StatusReport
from membership.money import Money
from membership.providers.base import ReportedStatus
from tests.builders.gifts import make_donation
from tests.measuring.orders import orders

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BEGAN = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def gift():
    return make_donation(provider="practice", live=True, interval="monthly")


def seen(gift, state: str, hour: int, minor: int = 800) -> ReportedStatus:
    return ReportedStatus(
        provider="practice",
        donation=gift.public_id,
        state=state,
        asked_at=BEGAN + timedelta(hours=hour),
        live=True,
        amount=Money(minor, "EUR"),
    )


def ends(gift, told: list[ReportedStatus]) -> tuple[str, int]:
    """How it stands after these; then it is as before."""
    with transaction.atomic():
        mark = transaction.savepoint()
        for one in told:
            giving.apply(one)
        stands = gift.latest_report
        transaction.savepoint_rollback(mark)
    return stands.state, stands.minor


def test_a_late_word_of_the_time_between_does_not_outrank_what_was_seen_after_it(gift):
    told = [seen(gift, "active", 0), seen(gift, "active", 2), seen(gift, "past_due", 1)]

    assert ends(gift, told) == ("active", 800)


@pytest.mark.parametrize("states", list(product(["active", "past_due"], repeat=4)), ids=" ".join)
def test_four_words_in_all_their_orders_end_with_the_last_of_them(gift, states, proofs):
    told = [seen(gift, state, hour) for hour, state in enumerate(states)]

    found = {
        ends(gift, [told[place] for place in order])
        for order in orders(4, every=proofs(full=True, small=False))
    }

    assert found == {(states[-1], 800)}


def test_many_words_twice_and_shuffled_end_with_the_last_of_them(gift, proofs):
    wrong = []
    for seed in range(proofs(full=400, small=10)):
        chance = random.Random(seed)
        told = [
            seen(
                gift,
                chance.choice(["active", "active", "past_due", "paused"]),
                hour,
                chance.choice([800, 900]),
            )
            for hour in range(10)
        ]
        shuffled = chance.sample(told + told, 20)
        if ends(gift, shuffled) != (told[-1].state, told[-1].amount.minor):
            wrong.append(seed)

    assert wrong == []


def test_the_same_word_again_is_no_row_of_its_own(gift):
    for hour in range(5):
        giving.apply(seen(gift, "active", hour))

    gift.refresh_from_db()
    assert (gift.status_reports.count(), gift.confirmed_until) == (1, BEGAN + timedelta(hours=4))


def test_what_a_person_decides_comes_after_all_that_was_said_before(gift):
    giving.apply(seen(gift, "active", 0))
    giving.apply(seen(gift, "active", 4))
    gift.refresh_from_db()
    decided = StatusReport(
        donation=gift, state="paused", asked_at=BEGAN + timedelta(hours=3), told_by=StatusReport.Told.STAFF
    )

    giving.status_reports.report(gift, decided)
    giving.apply(seen(gift, "past_due", 2))

    assert gift.latest_report == decided
