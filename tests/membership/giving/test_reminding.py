"""Pledges of which nothing comes: reminded of once, then let go; and money that comes late."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail as outbox
from django.utils import timezone

from membership import giving
from membership.giving import reminding
from membership.models import BankCredit, BankStatement, Letter, Status, Terms
from membership.money import Money
from newsroom import jobs
from tests.builders.books import day, report
from tests.builders.gifts import person
from tests.builders.pledges import letters, live_through, pay, pledge, states

pytestmark = pytest.mark.django_db


# --- reminders
def test_a_single_pledge_is_reminded_of_once_and_then_lapses():
    gift = pledge(interval="once")

    live_through("2026-01-01", "2026-03-31")

    assert letters(gift) == [("reminder", ""), ("lapsed", "2026-01-31")]
    assert states(gift) == [("expired", "calendar")]
    assert gift.status == Status.FAILED


def test_nobody_is_reminded_before_their_time_or_after_they_have_paid():
    early, paid = pledge(interval="once"), pledge(interval="once")
    pay(paid, "2026-01-14")

    live_through("2026-01-01", "2026-01-14")
    assert (letters(early), letters(paid)) == ([], [])
    live_through("2026-01-15", "2026-03-15")

    assert letters(early) == [("reminder", ""), ("lapsed", "2026-01-31")]
    assert (letters(paid), states(paid), paid.status) == ([], [], Status.RECEIVED)


def test_the_newsroom_says_after_how_many_days():
    Terms.objects.create(remind_after_days=5, lapse_after_days=9)
    gift = pledge(interval="once")

    live_through("2026-01-01", "2026-01-06")
    assert letters(gift) == [("reminder", "")]
    live_through("2026-01-07", "2026-01-10")

    assert letters(gift) == [("reminder", ""), ("lapsed", "2026-01-10")]


def test_a_repeated_pledge_of_which_nothing_ever_came_lapses_as_a_single_one_does():
    gift = pledge()

    live_through("2026-01-01", "2026-04-30")

    assert letters(gift) == [("reminder", ""), ("lapsed", "2026-01-31")]
    assert gift.status == Status.FAILED


def test_each_missed_instalment_is_reminded_of_once_and_two_in_a_row_end_the_gift():
    gift = pledge()
    pay(gift, "2026-01-02")

    live_through("2026-01-02", "2026-02-20")
    assert (letters(gift), gift.status) == ([("reminder", "2026-02-01")], Status.PAST_DUE)
    live_through("2026-02-21", "2026-06-30")

    assert letters(gift) == [
        ("reminder", "2026-02-01"),
        ("reminder", "2026-03-01"),
        ("lapsed", "2026-03-31"),
    ]
    assert states(gift) == [("past_due", "calendar"), ("ended", "calendar")]
    assert gift.status == Status.ENDED


def test_one_that_is_missed_and_then_paid_again_goes_on():
    gift = pledge()
    pay(gift, "2026-01-02")
    live_through("2026-02-02", "2026-02-25")
    pay(gift, "2026-03-01")

    live_through("2026-03-02", "2026-03-20")

    assert letters(gift) == [("reminder", "2026-02-01")]
    assert states(gift) == [("past_due", "calendar"), ("active", "calendar")]
    assert gift.status == Status.ACTIVE


def test_a_paused_pledge_is_not_reminded_of():
    gift = pledge()
    pay(gift, "2026-01-02")
    report(gift, "2026-01-20", "paused", next_at=day("2026-06-15"))

    live_through("2026-01-20", "2026-06-10")

    assert (letters(gift), states(gift)) == ([], [("paused", "provider")])


def test_a_gift_that_its_donor_ended_is_left_alone():
    gift = pledge()
    pay(gift, "2026-01-02")
    report(gift, "2026-01-20", "ended", told_by="donor")

    live_through("2026-01-20", "2026-05-10")

    assert (letters(gift), states(gift)) == ([], [("ended", "donor")])


def test_gifts_through_a_provider_are_its_own_business():
    gift = pledge(provider="stripe")

    live_through("2026-01-01", "2026-04-30")

    assert (letters(gift), states(gift)) == ([], [])


def test_what_is_long_past_is_closed_without_a_word():
    once, monthly = pledge("2024-01-01", interval="once"), pledge("2024-01-01")
    pay(monthly, "2024-01-02")

    live_through("2026-01-01", "2026-01-05")

    assert (letters(once), letters(monthly)) == ([], [])
    assert (once.status, monthly.status) == (Status.FAILED, Status.ENDED)


def test_who_left_no_address_gets_no_letter_and_the_pledge_lapses_all_the_same():
    gift = pledge(interval="once", email="")

    live_through("2026-01-01", "2026-03-01")

    assert (letters(gift), gift.status) == ([], Status.FAILED)


def test_the_letters_say_what_is_due_and_how_to_pay(django_capture_on_commit_callbacks):
    once, monthly = pledge(interval="once", name="Hanne"), pledge(name="Rosa")
    pay(monthly, "2026-01-02")

    with django_capture_on_commit_callbacks(execute=True):
        live_through("2026-01-15", "2026-02-16")

    first, lapsed, second = (
        outbox.outbox[0],
        outbox.outbox[1],
        next(one for one in outbox.outbox if "1 February 2026" in one.body),
    )
    assert "on 1 January 2026 you chose to give €8" in first.body
    assert once.reference in first.body
    assert "no longer expect one. You owe nothing" in lapsed.body
    assert "For 1 February 2026, no transfer with your reference has reached us." in second.body
    assert len(outbox.outbox) == 3


# --- money that comes late
def credit(amount: Money, at: datetime) -> BankCredit:
    statement = BankStatement.objects.create(
        name="a.csv", digest=f"{at}", format="csv", taken_by=person(f"p{at:%j}", "receive_donation")
    )
    return BankCredit.objects.create(
        statement=statement,
        reference=f"{at}",
        minor=amount.minor,
        currency=amount.currency,
        booked_on=at.date(),
    )


@pytest.mark.parametrize(("interval", "status"), [("once", Status.RECEIVED), ("monthly", Status.ACTIVE)])
def test_a_transfer_for_a_lapsed_pledge_is_taken_all_the_same(interval, status):
    gift = pledge(interval=interval)
    live_through("2026-01-01", "2026-03-01")
    assert gift.status == Status.FAILED

    with time_machine.travel(day("2026-03-10"), tick=False):
        came = credit(Money(800, "EUR"), day("2026-03-10"))
        giving.receive_credit(gift, came, by=came.statement.taken_by)
    live_through("2026-03-11", "2026-03-12")

    assert (gift.received, gift.status) == (Money(800, "EUR"), status)


def test_a_repeated_pledge_that_lapsed_goes_on_when_money_comes():
    gift = pledge()
    pay(gift, "2026-01-02")
    live_through("2026-01-02", "2026-04-10")
    assert gift.status == Status.ENDED

    with time_machine.travel(day("2026-04-12"), tick=False):
        came = credit(Money(800, "EUR"), day("2026-04-12"))
        giving.receive_credit(gift, came, by=came.statement.taken_by)
    live_through("2026-04-13", "2026-05-10")

    assert gift.status == Status.ACTIVE
    paid = [one.paid_at for one in giving.instalments(gift, day("2026-04-20"))]
    assert (timezone.localdate(paid[-2]), paid[-1]) == (day("2026-04-12").date(), None)


def test_the_clock_looks_at_a_few_in_a_round_the_oldest_first_and_at_each_in_its_turn(monkeypatch):
    assert giving.remind in jobs.often
    gifts = [
        pledge(f"2026-01-0{number}", interval="once", email=f"{number}@a.example") for number in (3, 2, 1)
    ]
    seen, real = [], reminding._promise
    monkeypatch.setattr(reminding.in_turn.next_ones, "__defaults__", (2,))
    monkeypatch.setattr(reminding, "_promise", lambda gift, *told: seen.append(gift.pk) or real(gift, *told))

    for minute in (0, 1, 2, 60, 61):
        with time_machine.travel(day("2026-01-20") + timedelta(minutes=minute), tick=False):
            giving.remind()

    third, second, first = (gift.pk for gift in gifts)
    assert seen == [first, second, third, first, second, third]
    assert Letter.objects.count() == 3


def test_one_that_cannot_be_looked_at_keeps_no_other_from_its_turn(monkeypatch, caplog):
    gifts = [pledge(interval="once", email=f"{number}@a.example") for number in range(3)]
    begun = pledge(email="begun@a.example")
    pay(begun, "2026-01-02")
    real = reminding._promise

    def look(gift, *told):
        if gift.pk == gifts[0].pk:
            raise ValueError("Hanne Oduya")
        return real(gift, *told)

    monkeypatch.setattr(reminding, "_promise", look)

    with time_machine.travel(day("2026-02-20"), tick=False):
        done = giving.remind()

    assert done == 3
    assert [len(states(gift)) for gift in [*gifts, begun]] == [0, 1, 1, 1]
    assert f"Gift {gifts[0].pk} was passed over: ValueError" in caplog.text
    assert "Hanne" not in caplog.text
