"""Money that goes back: refunds that arrive and that do not, disputes, warnings. Against the stand-in."""

from __future__ import annotations

import pytest

from membership.money import Money
from membership.providers.base import Declined, Fact, FraudWarning
from tests.driving.stripe_ways import begin, gift, kinds, repeated, stripe  # noqa: F401


@pytest.fixture
def paid(stripe, standin):
    """A gift of €10 that has arrived: (gift, its payment)."""
    of = gift()
    page = begin(stripe, of)
    standin.press(page, "paid")
    return of, stripe.fetch(page)[0]


# --- refunds
def test_a_refund_is_told_with_the_payment_it_belongs_to(stripe, standin, paid):
    of, payment = paid

    told = stripe.refund(payment.reference, Money(300, "EUR"), key="r")

    (row,) = standin.dump("refund")
    assert told == [
        payment,
        Fact(
            kind="refund",
            provider="stripe",
            reference=row["id"],
            donation=of.id,
            amount=Money(-300, "EUR"),
            at=told[1].at,
            live=False,
            of=payment.reference,
        ),
    ]
    for kind in ("refund.created", "refund.updated", "refund.failed"):
        assert stripe.told_by(kind, row["id"]) == told
    assert stripe.fetch(row["id"]) == told


def test_a_refund_asked_for_twice_with_one_key_is_one(stripe, standin, paid):
    _of, payment = paid

    stripe.refund(payment.reference, Money(300, "EUR"), key="r")
    told = stripe.refund(payment.reference, Money(300, "EUR"), key="r")

    assert kinds(told) == ["payment 1000", "refund -300"]


def test_refunds_from_the_dashboard_are_told_as_well(stripe, standin, paid):
    _of, payment = paid
    standin.refund(payment.reference, 100)
    standin.refund(payment.reference, 250)

    told = stripe.told_by("charge.refunded", standin.dump("charge")[0]["id"])

    assert kinds(told) == ["payment 1000", "refund -100", "refund -250"]


def test_a_refund_that_does_not_arrive_comes_back_to_us(stripe, standin, paid):
    _of, payment = paid
    stripe.refund(payment.reference, Money(1000, "EUR"), key="r")
    (row,) = standin.dump("refund")

    standin.refund_fails(row["id"])

    told = stripe.told_by("refund.failed", row["id"])
    assert kinds(told) == ["payment 1000", "refund -1000", "reinstated 1000"]
    assert [one.reference for one in told] == [payment.reference, row["id"], row["id"]]


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        (Money(1001, "EUR"), "cannot be given back"),
        (Money(500, "USD"), "made in another currency"),
        (Money(0, "EUR"), "or more"),
    ],
)
def test_more_than_was_paid_or_another_currency_cannot_go_back(stripe, paid, amount, sentence):
    _of, payment = paid

    with pytest.raises(Declined, match=sentence):
        stripe.refund(payment.reference, amount, key="r")


def test_what_has_gone_back_cannot_go_back_again(stripe, paid):
    _of, payment = paid
    stripe.refund(payment.reference, Money(1000, "EUR"), key="r1")

    with pytest.raises(Declined, match="It may have been given back already"):
        stripe.refund(payment.reference, Money(1000, "EUR"), key="r2")


def test_a_refund_of_a_repeated_gift_names_the_gift(stripe, standin):
    of, page, _stands = repeated(stripe, standin)
    payment = stripe.fetch(page)[0]

    told = stripe.refund(payment.reference, Money(1000, "EUR"), key="r")

    assert kinds(told) == ["payment 1000", "refund -1000", "active"]
    assert {one.donation for one in told} == {of.id}


# --- disputes
def test_a_dispute_takes_the_money_and_a_won_one_brings_it_back(stripe, standin, paid):
    of, payment = paid
    dispute = standin.dispute(payment.reference)["id"]
    taken = stripe.told_by("charge.dispute.funds_withdrawn", dispute)

    standin.win(dispute)

    back = stripe.told_by("charge.dispute.closed", dispute)
    assert taken == [
        payment,
        Fact(
            kind="dispute",
            provider="stripe",
            reference=dispute,
            donation=of.id,
            amount=Money(-1000, "EUR"),
            at=taken[1].at,
            live=False,
            of=payment.reference,
        ),
    ]
    assert kinds(back) == ["payment 1000", "dispute -1000", "reinstated 1000"]
    assert back[2].reference == dispute
    assert stripe.fetch(dispute) == back


def test_a_dispute_that_is_lost_brings_nothing_more(stripe, standin, paid):
    _of, payment = paid
    dispute = standin.dispute(payment.reference, amount=400)["id"]

    standin.lose(dispute)

    assert kinds(stripe.told_by("charge.dispute.closed", dispute)) == ["payment 1000", "dispute -400"]


def test_an_inquiry_is_no_money(stripe, standin, paid):
    _of, payment = paid
    dispute = standin.dispute(payment.reference, inquiry=True)["id"]
    asked = kinds(stripe.told_by("charge.dispute.created", dispute))

    standin.withdraw(dispute)

    assert asked == ["payment 1000"]
    assert kinds(stripe.told_by("charge.dispute.funds_withdrawn", dispute)) == [
        "payment 1000",
        "dispute -1000",
    ]


def test_a_dispute_is_told_in_the_donors_currency_also_where_the_account_has_another(stripe, standin):
    standin.settle_in("usd", {"eur": 1.25})
    page = begin(stripe, gift())
    standin.press(page, "paid")
    dispute = standin.dispute(page)["id"]
    standin.win(dispute)

    assert kinds(stripe.fetch(page)) == ["payment 1000", "dispute -1000", "reinstated 1000"]


# --- warnings
def test_a_warning_tells_the_payment_and_whether_a_refund_would_spare_a_dispute(stripe, standin, paid):
    _of, payment = paid
    row = standin.warn(payment.reference)

    assert stripe.told_by("radar.early_fraud_warning.created", row["id"]) == [payment]
    (warning,) = stripe.warnings("radar.early_fraud_warning.created", row["id"])
    assert warning == FraudWarning(
        reference=row["id"], payment=payment.reference, avoidable=True, at=warning.at
    )


def test_a_warning_after_a_dispute_comes_too_late(stripe, standin, paid):
    _of, payment = paid
    standin.dispute(payment.reference)
    row = standin.warn(payment.reference)

    assert stripe.warnings("radar.early_fraud_warning.created", row["id"])[0].avoidable is False


def test_other_events_warn_of_nothing(stripe):
    assert stripe.warnings("invoice.paid", "in_1") == []
