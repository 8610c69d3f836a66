"""Discrepancies that the provider gives, and the letters: settled by asking, booking, giving back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from membership import giving
from membership.books.discrepancies import events, gifts, listed, resolve
from membership.books.discrepancies import ledger as asked
from membership.giving import Refused
from membership.models import (
    AccountLine,
    Comparison,
    Event,
    Letter,
    Payment,
    RefundOrder,
)
from membership.money import Money
from membership.providers.base import FraudWarning
from newsroom import mail as sending
from tests.builders.found import aged, counter, gift, keeper, kinds, ledger  # noqa: F401 (fixtures)
from tests.builders.gifts import fact, make_donation
from tests.driving.counter import event, send

pytestmark = pytest.mark.django_db


def test_a_held_payment_is_booked_as_it_came(client, keeper, counter, gift):
    counter.truth["pay-1"] = [fact(gift, amount=Money(750, "EUR"))]
    send(client, event("pay-1"))
    (found,) = listed(keeper)

    resolve(found.kind, found.about, "as-it-came", by=keeper)

    assert found.kind == "held"
    assert ledger() == [("payment", 750, "pay-1")]
    assert Payment.objects.get().recorded_by == keeper
    assert Event.objects.get().outcome == "done"
    assert kinds(keeper) == []


def test_a_dead_event_that_fails_again_is_another_discrepancy(keeper, counter, gift):
    row = Event.objects.create(
        provider="counter", event_id="1", kind="paid", about="pay-1", created=timezone.now(),
        pushed=True, outcome="dead", tries=7, problem="The counter is closed.",
    )  # fmt: skip
    counter.away("pay-1")
    (found,) = listed(keeper)

    with pytest.raises(Refused, match="closed"):
        resolve("dead", found.about, "again", by=keeper)
    (second,) = listed(keeper)
    del counter.trouble["pay-1"]
    counter.truth["pay-1"] = [fact(gift)]
    resolve("dead", second.about, "again", by=keeper)

    assert (found.about, second.about) == (f"{row.pk}:7", f"{row.pk}:8")
    assert kinds(keeper) == []
    assert ledger() == [("payment", 800, "pay-1")]


def test_a_warning_of_fraud_is_answered_by_giving_back(client, keeper, counter, gift):
    counter.truth["warning-1"] = [fact(gift)]
    counter.warned["warning-1"] = [FraudWarning("warning-1", "pay-1", True, timezone.now())]
    counter.truth["back-pay-1"] = [
        fact(gift, kind="refund", reference="back-1", amount=Money(-800, "EUR"), of="pay-1")
    ]
    send(client, event("warning-1", kind="radar.early_fraud_warning.created"))
    (found,) = listed(keeper)

    resolve("fraud", found.about, "give-back", by=keeper)

    assert (found.kind, found.amount) == ("fraud", Money(800, "EUR"))
    assert ledger() == [("payment", 800, "pay-1"), ("refund", -800, "back-1")]
    assert kinds(keeper) == []
    assert gift.status_reports.count() == 0


def test_a_stuck_promise_is_asked_after(keeper, counter, gift):
    aged(gift, days=2)
    before = kinds(keeper)

    with pytest.raises(Refused):
        resolve("stuck", str(gift.pk), "ask", by=keeper)
    counter.truth["till-1"] = [fact(gift)]
    resolve("stuck", str(gift.pk), "ask", by=keeper)

    assert before == ["stuck"]
    assert kinds(keeper) == []
    assert ledger() == [("payment", 800, "pay-1")]


def compared(*differences, **told) -> Comparison:
    now = timezone.now()
    return Comparison.objects.create(
        **{
            "provider": "counter", "since": now - timedelta(days=30), "until": now, "currency": "EUR",
            "ours_minor": 0, "theirs_minor": 0, "lines": 1,
            "differences": [
                {"reference": name, "kind": "payment", "ours": None, "theirs": 800, "at": now.isoformat()}
                for name in differences
            ],
            **told,
        }
    )  # fmt: skip


def test_differences_of_the_latest_comparison_are_shown_and_asked_about(keeper, counter, gift):
    compared("pay-old")
    compared("pay-1", "pay-9")
    counter.truth["pay-1"] = [fact(gift)]
    before = [one.about for one in listed(keeper)]

    resolve("difference", "counter:payment:pay-1", "ask", by=keeper)
    resolve("difference", "counter:payment:pay-9", "not-ours", by=keeper, note="The shop’s")

    assert before == ["counter:payment:pay-1", "counter:payment:pay-9"]
    assert kinds(keeper) == []
    assert ledger() == [("payment", 800, "pay-1")]


def test_a_shorter_comparison_does_not_hide_what_an_earlier_one_found_before_its_span(keeper):
    now = timezone.now()
    old = {
        "reference": "pay-1",
        "kind": "payment",
        "ours": None,
        "theirs": 8,
        "at": str(now - timedelta(days=9)),
    }
    compared(differences=[old])
    compared(since=now - timedelta(days=1))

    assert kinds(keeper) == ["difference"]


def test_a_letter_that_would_not_go_is_sent_again(keeper, gift, mailoutbox):
    giving.apply(fact(gift))
    Letter.objects.update(sent_at=None, tries=len(sending.PAUSES) + 1, problem="SMTPException")
    mailoutbox.clear()
    (found,) = listed(keeper)

    resolve("letter", found.about, "send", by=keeper)

    assert found.kind == "letter"
    assert len(mailoutbox) == 1
    assert kinds(keeper) == []


def test_an_order_to_give_back_that_nobody_answered_goes_on_under_its_number(keeper, counter, gift):
    paid = giving.apply(fact(gift))
    counter.away("back-pay-1")
    with pytest.raises(Exception, match="closed"):
        giving.refund(paid, amount=Money(800, "EUR"), reason="Asked for it", by=keeper)
    early = kinds(keeper)
    asked_at = RefundOrder.objects.get()
    del counter.trouble["back-pay-1"]
    counter.truth["back-pay-1"] = [
        fact(gift, kind="refund", reference="back-1", amount=Money(-800, "EUR"), of="pay-1")
    ]
    import time_machine

    with time_machine.travel(timezone.now() + asked.ANSWERED_WITHIN + timedelta(minutes=1)):
        later = kinds(keeper)
        resolve("order", str(asked_at.pk), "again", by=keeper)
        after = kinds(keeper)

    assert (early, later, after) == ([], ["order"], [])
    assert len({key for _payment, _minor, key in counter.refunded}) == 1
    assert ledger() == [("payment", 800, "pay-1"), ("refund", -800, "back-1")]


def test_a_dispute_and_what_it_brought_back_under_one_number_are_settled_each(keeper):
    at = timezone.now().isoformat()
    same = {"reference": "dp_1", "ours": None, "theirs": 8, "at": at}
    compared(differences=[{**same, "kind": "dispute"}, {**same, "kind": "reinstated"}])

    resolve("difference", "counter:dispute:dp_1", "left", by=keeper, note="Seen.")

    assert [one.about for one in listed(keeper)] == ["counter:reinstated:dp_1"]


# --- what is decided, and what is of another kind, hides none of those that are cut after so many
def test_letters_that_somebody_left_hide_no_new_one(keeper, monkeypatch):
    monkeypatch.setattr(gifts, "MOST", 2)
    for number in range(4):
        donor = make_donation(email=f"{number}@reader.example")
        giving.apply(fact(donor, reference=f"pay-{number}"))
    Letter.objects.update(sent_at=None, tries=len(sending.PAUSES) + 1)
    whole = {f"{row.pk}:{int(row.written_at.timestamp())}" for row in Letter.objects.all()}

    for _round in range(len(whole)):
        found = [one for one in listed(keeper) if one.kind == "letter"]
        whole.remove(found[0].about)
        resolve("letter", found[0].about, "left", by=keeper, note="Seen.")

    assert (whole, kinds(keeper)) == (set(), [])


def test_differences_that_somebody_left_hide_no_other(keeper, monkeypatch):
    monkeypatch.setattr(events, "MOST", 2)
    compared("pay-1", "pay-2", "pay-3")
    for name in ("pay-1", "pay-2"):
        resolve("difference", f"counter:payment:{name}", "left", by=keeper, note="Seen.")

    assert [one.about for one in listed(keeper)] == ["counter:payment:pay-3"]


def test_differences_that_were_mended_hide_no_other(keeper, gift, monkeypatch):
    monkeypatch.setattr(events, "MOST", 1)
    compared("pay-1", "pay-2")
    paid = giving.apply(fact(gift))
    AccountLine.objects.create(
        provider="counter", reference="line-1", kind="payment", of="pay-1", gross_minor=paid.minor,
        fee_minor=0, net_minor=paid.minor, currency="EUR", at=paid.at,
    )  # fmt: skip

    assert [one.about for one in listed(keeper)] == ["counter:payment:pay-2"]


def test_a_flood_of_events_that_could_not_be_worked_hides_no_other(keeper, monkeypatch):
    monkeypatch.setattr(events, "MOST", 2)
    told = [("held", "pay-9"), ("held", ""), ("dead", ""), ("dead", ""), ("dead", "")]
    for number, (outcome, payment) in enumerate(told):
        Event.objects.create(
            provider="counter", event_id=str(number), kind="paid", outcome=outcome, pushed=True,
            payment_reference=payment, created=timezone.now() + timedelta(minutes=number),
        )  # fmt: skip

    assert kinds(keeper) == ["held", "dead", "dead", "fraud"]
    assert [one.of_kind for one in listed(keeper)] == [1, 3, 3, 1]
