"""What seldom happens to a gift, and what must then be refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from membership import giving
from membership.models import Donation, Letter, Member, StatusReport
from membership.money import Money
from membership.providers.base import ReportedStatus
from membership.providers.pledge import Pledge
from tests.builders.books import day, report
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, make_donation, person, wish
from tests.builders.pledges import pay, pledge

pytestmark = pytest.mark.django_db


def told(gift: Donation, **more) -> ReportedStatus:
    return ReportedStatus(
        **{
            "provider": gift.provider,
            "donation": gift.public_id,
            "state": "active",
            "asked_at": timezone.now(),
            "live": gift.live,
            **more,
        }
    )


@pytest.mark.parametrize(
    ("wrong", "refusal", "sentence"),
    [
        ({"donation": uuid4()}, giving.Refused, "There is no such gift"),
        ({"provider": "stripe"}, giving.Unfitting, "through another provider"),
        ({"live": False}, giving.Unfitting, "through another provider"),
        ({"amount": Money(800, "USD")}, giving.Unfitting, "promised in EUR"),
    ],
)
def test_a_status_that_does_not_fit_is_refused(wrong, refusal, sentence):
    gift = make_donation(interval="monthly")

    with pytest.raises(refusal, match=sentence):
        giving.apply(told(gift, **wrong))

    assert StatusReport.objects.count() == 0


def test_more_than_came_cannot_go_back_unless_somebody_has_looked():
    gift = make_donation()
    giving.apply(fact(gift))
    back = fact(gift, kind="dispute", reference="dp-1", of="pay-1", amount=Money(-900, "EUR"))

    with pytest.raises(giving.Unfitting, match="would go back, but only"):
        giving.apply(back)

    line = giving.apply(back, as_it_came_by=person("petra"))
    assert (line.minor, line.recorded_by.username) == (-900, "petra")


def test_a_gift_without_an_address_makes_nobody_a_member():
    gift = make_donation()
    with by_hand():
        Donation.objects.filter(pk=gift.pk).update(email="")

    giving.apply(fact(gift))

    assert Member.objects.count() == 0


def test_a_later_gift_gives_a_nameless_member_a_name_and_keeps_one_that_is_there():
    for reference, name in (("1", ""), ("2", "Hanne Oduya"), ("3", "Somebody Else")):
        giving.apply(fact(make_donation(name=name), reference=reference))

    assert Member.objects.get().name == "Hanne Oduya"


def test_what_a_bank_asks_the_donor_is_passed_on():
    gift = make_donation(interval="monthly")
    giving.apply(fact(gift, at=timezone.now() - timedelta(days=40)))

    giving.apply(
        fact(gift, kind="failed", reference="f", amount=Money(0, "EUR"), mend_url="https://pay.example/in_1")
    )

    assert list(Letter.objects.exclude(kind="thanks").values_list("kind", flat=True)) == ["confirm"]


def test_a_currency_that_the_provider_does_not_take_is_not_promised(monkeypatch):
    caps = replace(Pledge().caps(), currencies=frozenset({"EUR"}))
    monkeypatch.setattr(Pledge, "caps", lambda self: caps)

    with pytest.raises(giving.Refused, match="Gifts in USD cannot be taken here"):
        giving.start(wish(amount=Money(800, "USD")), provider=Pledge())

    assert Donation.objects.count() == 0
    assert giving.start(wish(), provider=Pledge()).currency == "EUR"


def test_what_has_not_begun_at_the_provider_cannot_be_steered_there():
    gift = make_donation(provider="practice", interval="monthly", live=False)

    with pytest.raises(giving.Refused, match="first payment is still on its way"):
        giving.stop(gift, giving.Actor(staff=person("petra", "steer_donation")))

    assert StatusReport.objects.count() == 0


@pytest.mark.parametrize("verb", [giving.pause, giving.resume, giving.skip, giving.stop])
def test_nobody_steers_a_strangers_gift(verb):
    gift = make_donation(interval="monthly")
    giving.apply(fact(gift))
    stranger = Member.objects.create(email="eve@reader.example")

    for actor in (
        giving.Actor(),
        giving.Actor(donor=stranger.pk),
        giving.Actor(staff=person(f"e{uuid4().hex[:6]}")),
    ):
        with pytest.raises(PermissionDenied):
            verb(gift, actor)

    assert StatusReport.objects.count() == 0


def test_a_gift_made_once_or_ended_is_not_steered():
    staff = giving.Actor(staff=person("petra", "steer_donation"))
    once, ended = make_donation(), make_donation(interval="monthly")
    giving.apply(fact(ended))
    giving.stop(ended, staff)

    with pytest.raises(giving.Refused, match="made once"):
        giving.pause(once, staff)
    with pytest.raises(giving.Refused, match="has ended"):
        giving.change_amount(ended, Money(900, "EUR"), staff)
    assert giving.stop(ended, staff).state == "ended"


@pytest.mark.parametrize("amount", [Money(1, "EUR"), Money(800, "USD"), Money(10**9, "EUR")])
def test_an_amount_beyond_the_limits_is_not_promised(amount):
    gift = make_donation(interval="monthly")
    giving.apply(fact(gift))

    with pytest.raises(giving.Refused, match="Enter an amount from"):
        giving.change_amount(gift, amount, giving.Actor(staff=person("petra", "steer_donation")))


@pytest.mark.parametrize(("on", "next_at"), [("2026-01-10", day("2026-01-20")), ("2026-02-01", None)])
def test_the_next_day_of_a_pledge_stays_with_another_amount_until_it_has_passed(on, next_at):
    gift = pledge()
    pay(gift, "2026-01-02")
    report(gift, "2026-01-05", "active", next_at=day("2026-01-20"))

    with time_machine.travel(day(on), tick=False):
        stands = giving.change_amount(
            gift, Money(900, "EUR"), giving.Actor(staff=person("petra", "steer_donation"))
        )

    assert (stands.minor, stands.next_at) == (900, next_at)


def test_a_pause_until_yesterday_is_none():
    gift = make_donation(interval="monthly")
    giving.apply(fact(gift))

    with pytest.raises(giving.Refused, match="still to come"):
        giving.pause(
            gift,
            giving.Actor(staff=person("petra", "steer_donation")),
            until=timezone.now() - timedelta(days=1),
        )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"reason": " "}, "Say why"),
        ({"amount": Money(0, "EUR")}, "above zero"),
        ({"amount": Money(100, "USD")}, "above zero, in EUR"),
        ({"amount": Money(900, "EUR")}, "€8.00 can be given back"),
    ],
)
def test_a_refund_that_makes_no_sense_is_refused(asked, sentence):
    payment = giving.apply(fact(make_donation()))
    by = person("petra", "refund_donation")

    with pytest.raises(giving.Refused, match=sentence):
        giving.refund(payment, **{"amount": Money(100, "EUR"), "reason": "Asked", "by": by, **asked})

    assert payment.donation.payments.count() == 1


def test_only_a_payment_is_given_back_and_only_by_those_who_may():
    gift = make_donation()
    failed = giving.apply(fact(gift, kind="failed", reference="f", amount=Money(0, "EUR")))
    with pytest.raises(giving.Refused, match="Only a payment"):
        giving.refund(failed, amount=Money(100, "EUR"), reason="x", by=person("petra", "refund_donation"))
    with pytest.raises(PermissionDenied):
        giving.refund(giving.apply(fact(gift)), amount=Money(100, "EUR"), reason="x", by=person("eve"))


def test_what_another_system_took_is_given_back_there():
    payment = giving.apply(fact(make_donation(provider="import")))

    with pytest.raises(giving.Refused, match="another system"):
        giving.refund(payment, amount=Money(100, "EUR"), reason="x", by=person("petra", "refund_donation"))
