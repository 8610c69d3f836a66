"""When the next payment of a repeated gift is due, and what leaving one out leaves out: one."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from membership import giving
from membership.models import Donation, StatusReport
from tests.builders.books import day
from tests.builders.gifts import make_donation, person
from tests.builders.pledges import pay, pledge
from tests.driving.stripe_ways import repeated, stripe  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    return giving.Actor(staff=person("paul", "steer_donation"))


def dues(gift, now: str) -> list[tuple[str, bool]]:
    return [
        (f"{timezone.localdate(one.due):%m-%d}", one.let_go) for one in giving.instalments(gift, day(now))
    ]


def test_the_31st_does_not_become_the_28th_for_good():
    gift = pledge("2026-01-31")
    pay(gift, "2026-01-31")
    pay(gift, "2026-02-28")

    assert timezone.localdate(giving.next_due(gift, day("2026-03-02"))) == day("2026-03-31").date()


def test_of_a_pledge_one_instalment_is_left_out(staff):
    gift = pledge("2026-01-15")
    pay(gift, "2026-01-15")

    with time_machine.travel(day("2026-02-01"), tick=False):
        giving.skip(gift, staff)
        until = gift.latest_report.next_at
        following = giving.next_due(gift)
        with pytest.raises(giving.Refused, match="paused already"):
            giving.skip(gift, staff)
    with time_machine.travel(day("2026-02-17"), tick=False):
        giving.end_pauses()

    assert (timezone.localdate(until), timezone.localdate(following)) == (
        day("2026-02-16").date(),
        day("2026-03-15").date(),
    )
    assert (gift.latest_report.state, gift.latest_report.why) == ("active", "the pause is over")
    assert dues(gift, "2026-04-01") == [
        ("01-15", False),
        ("02-15", True),
        ("03-15", False),
        ("04-15", False),
    ]


def test_at_stripe_one_payment_is_left_out(stripe, standin, staff):
    of, page, stands = repeated(stripe, standin)
    gift = make_donation(
        public_id=of.id,
        reference=of.reference,
        provider="stripe",
        provider_reference=page,
        minor=of.amount.minor,
        interval="monthly",
        live=stripe.caps().live,
    )
    giving.apply_all(stripe.fetch(page))

    giving.skip(gift, staff)
    left_out = gift.latest_report.next_at
    paid = []
    for _month in range(3):
        standin.advance(days=31)
        giving.apply_all(stripe.fetch(page))
        paid.append(gift.payments.filter(kind="payment").count())

    assert left_out == stands.next_at + timedelta(days=1)
    assert paid == [1, 2, 3]
    assert Donation.objects.get().status == "active"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"what": "lapsed"}, "nothing came any more"),
        ({"what": "amount", "minor": 1250}, "another amount: €12.50"),
        ({"what": "pause", "next_at": day("2026-02-03")}, "paused until 2026-02-03"),
        ({"what": "pause"}, "paused"),
        ({"what": "stop", "reason": "Asked by mail: moved away"}, "Asked by mail: moved away"),
        ({"what": "stop", "reason": "erased"}, "erased"),
        ({}, ""),
    ],
)
def test_why_a_gift_stands_so_is_said_in_words(told, words):
    gift = make_donation(interval="monthly")

    assert StatusReport(donation=gift, state="ended", **told).why == words
