"""What providers tell us and what staff see arrive is recorded once, or refused."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from membership import giving
from membership.models import Donation, Payment, Status
from membership.money import Money
from tests.builders.gifts import fact, make_donation, person
from tests.driving.at_once import at_once


@pytest.mark.django_db
def test_a_payment_told_three_times_is_recorded_and_thanked_once(django_capture_on_commit_callbacks):
    donation = make_donation(provider="practice", live=False, name="Hanne")
    told = fact(donation)

    with django_capture_on_commit_callbacks(execute=True):
        payments = {giving.apply(told).pk for _ in range(3)}

    assert len(payments) == Payment.objects.count() == len(outbox.outbox) == 1
    assert donation.status == Status.RECEIVED
    assert "This was practice. No money has moved." in outbox.outbox[0].body


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_the_order_in_which_facts_come_does_not_matter(order):
    donation = make_donation(provider="practice", live=False)
    facts = [
        fact(donation, kind="failed", reference="try-1", amount=Money(0, "EUR")),
        fact(donation, reference="try-2"),
        fact(donation, kind="refund", reference="back-1", amount=Money(-300, "EUR")),
    ]

    for place in order:
        giving.apply(facts[place])

    assert (donation.status, donation.received) == (Status.RECEIVED, Money(500, "EUR"))


@pytest.mark.django_db
def test_how_a_gift_stands_is_derived_from_the_ledger():
    donation = make_donation(provider="practice", live=False)
    seen = [donation.status]
    for kind, reference, minor in (("failed", "a", 0), ("payment", "b", 800), ("refund", "c", -800)):
        giving.apply(fact(donation, kind=kind, reference=reference, amount=Money(minor, "EUR")))
        seen.append(Donation.objects.with_summary().get().status)

    assert seen == [Status.PROMISED, Status.FAILED, Status.RECEIVED, Status.GIVEN_BACK]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount": Money(1, "EUR")}, "€0.01 came, but the gift was promised as €8.00."),
        ({"amount": Money(800, "GBP")}, "The gift was promised in EUR."),
        ({"live": True}, "The gift was begun through another provider."),
        ({"provider": "pledge"}, "The gift was begun through another provider."),
        ({"donation": uuid4()}, "There is no such gift."),
    ],
)
def test_a_fact_that_does_not_fit_the_promise_is_refused_and_leaves_no_trace(wrong, sentence):
    donation = make_donation(provider="practice", live=False)

    with pytest.raises(giving.Refused) as refused:
        giving.apply(fact(donation, **wrong))

    assert (str(refused.value), Payment.objects.count()) == (sentence, 0)


@pytest.mark.django_db
def test_one_payment_is_never_counted_for_two_gifts():
    first, second = (make_donation(provider="practice", live=False) for _ in range(2))
    giving.apply(fact(first))

    with pytest.raises(giving.Refused, match="recorded for another gift"):
        giving.apply(fact(second))
    assert (first.received, second.received) == (Money(800, "EUR"), Money(0, "EUR"))


@pytest.mark.django_db(transaction=True)
def test_the_same_fact_told_by_two_workers_at_once_is_one_payment():
    donation = make_donation(provider="practice", live=False)
    told = fact(donation)

    ended = at_once(*[lambda: giving.apply(told)] * 2)

    assert not [one for one in ended if isinstance(one, BaseException)]
    assert Payment.objects.count() == len(outbox.outbox) == 1


@pytest.mark.django_db
def test_staff_mark_a_pledge_as_received_and_the_donor_is_thanked(django_capture_on_commit_callbacks):
    manager, donation = person("petra", "receive_donation"), make_donation(name="Hanne")
    today = timezone.localdate()

    with django_capture_on_commit_callbacks(execute=True):
        payment = giving.receive(donation, by=manager, amount=Money(800, "EUR"), at=today, note=" by cheque ")

    assert (payment.amount, payment.recorded_by, payment.note) == (Money(800, "EUR"), manager, "by cheque")
    assert payment.reference == f"{donation.reference}/{today:%Y-%m-%d}"
    assert timezone.localdate(payment.at) == today
    assert payment.at <= timezone.now()
    assert donation.status == Status.RECEIVED
    [letter] = outbox.outbox
    assert "your gift of €8.00 has reached" in letter.body


@pytest.mark.django_db
def test_a_gift_marked_received_twice_is_refused_with_the_day_of_the_first():
    manager, donation = person("petra", "receive_donation"), make_donation()
    today = timezone.localdate()
    giving.receive(donation, by=manager, amount=Money(800, "EUR"), at=today)

    for day in (today, today - timedelta(days=1)):
        with pytest.raises(giving.Refused, match=r"€8\.00 of this gift are already marked as received on"):
            giving.receive(donation, by=manager, amount=Money(800, "EUR"), at=day)
    assert Payment.objects.count() == 1


@pytest.mark.django_db
def test_a_monthly_pledge_is_received_again_on_another_day_and_a_part_is_followed_by_the_rest():
    manager, today = person("petra", "receive_donation"), timezone.localdate()
    monthly, once = make_donation(interval="monthly"), make_donation()

    for donation, minor in ((monthly, 800), (once, 300)):
        for day in (today - timedelta(days=2), today):
            giving.receive(donation, by=manager, amount=Money(minor, "EUR"), at=day)

    assert (monthly.received, once.received) == (Money(1600, "EUR"), Money(600, "EUR"))


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["reporter", "gone", "nobody"])
def test_only_membership_managers_mark_gifts_as_received(who):
    donation = make_donation()
    by = {
        "reporter": lambda: person("rita", "view_donation"),
        "gone": lambda: person("gus", "receive_donation"),
        "nobody": AnonymousUser,
    }[who]()
    by.is_active = who == "reporter"

    with pytest.raises(PermissionDenied):
        giving.receive(donation, by=by, amount=Money(800, "EUR"), at=timezone.localdate())
    assert Payment.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("gift", "told", "sentence"),
    [
        ({"provider": "practice"}, {}, "paid through a provider"),
        ({}, {"amount": Money(800, "GBP")}, "promised in EUR"),
        ({}, {"amount": Money(0, "EUR")}, "above zero"),
        ({}, {"amount": Money(-800, "EUR")}, "above zero"),
        ({}, {"days": 1}, "has not come yet"),
        ({}, {"days": -400}, "Check the year"),
    ],
)
def test_what_cannot_have_arrived_is_refused_with_a_sentence(gift, told, sentence):
    manager, donation = person("petra", "receive_donation"), make_donation(**gift)
    day = timezone.localdate() + timedelta(days=told.get("days", 0))

    with pytest.raises(giving.Refused, match=sentence):
        giving.receive(donation, by=manager, amount=told.get("amount", Money(800, "EUR")), at=day)
    assert Payment.objects.count() == 0
