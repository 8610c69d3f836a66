"""Rows of Stripe's in our own words: every state, and the rare shapes that a stand-in seldom shows."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from membership.money import Money
from membership.providers.base import Card
from membership.providers.stripe import reading, reported_status

GIFT = UUID("11111111-2222-4333-8444-555555555555")
CARD = {"type": "card", "card": {"brand": "visa", "last4": "4242", "exp_month": 12, "exp_year": 2027}}
INTENT = {"id": "pi_1", "livemode": False, "currency": "eur", "status": "succeeded", "created": 1000}


@pytest.fixture(autouse=True)
def _test_mode(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_a"


def subscription(**told) -> dict:
    item = {"current_period_end": 5000, "quantity": 1, "price": {"unit_amount": 1000}}
    return {
        "id": "sub_1",
        "metadata": {"donation": str(GIFT)},
        "livemode": False,
        "status": "active",
        "currency": "eur",
        "customer": "cus_1",
        "pause_collection": None,
        "cancel_at": None,
        "cancel_at_period_end": False,
        "ended_at": None,
        "canceled_at": None,
        "default_payment_method": None,
        "latest_invoice": None,
        "items": {"data": [item]},
        **told,
    }


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(
    ("told", "state", "next_at", "ends_at"),
    [
        ({"status": "active"}, "active", 5000, None),
        ({"status": "trialing"}, "active", 5000, None),
        ({"status": "past_due"}, "past_due", 5000, None),
        ({"status": "incomplete"}, "processing", None, None),
        ({"status": "paused"}, "paused", None, None),
        ({"status": "unpaid"}, "ended", None, None),
        ({"status": "canceled", "ended_at": 4000, "canceled_at": 3000}, "ended", None, 4000),
        ({"status": "incomplete_expired", "canceled_at": 3000}, "ended", None, 3000),
        ({"status": "of a later year"}, "past_due", 5000, None),
        ({"cancel_at_period_end": True}, "active", None, 5000),
        ({"cancel_at": 4500}, "active", None, 4500),
        ({"pause_collection": {"resumes_at": None}}, "paused", None, None),
        ({"pause_collection": {"resumes_at": 7000}}, "paused", 7000, None),
        ({"status": "past_due", "pause_collection": {"resumes_at": 7000}}, "paused", 7000, None),
        (
            {"status": "canceled", "ended_at": 4000, "pause_collection": {"resumes_at": 7000}},
            "ended",
            None,
            4000,
        ),
    ],
)
def test_every_status_has_a_state(told, state, next_at, ends_at):
    found = reported_status.of_subscription(subscription(**told))

    assert (found.state, found.next_at, found.ends_at) == (
        state,
        next_at and at(next_at),
        ends_at and at(ends_at),
    )


@pytest.mark.parametrize(("status", "state"), [("incomplete", None), ("active", "processing")])
def test_while_a_donor_is_asked_on_the_page_no_money_is_on_its_way(status, state):
    first = {"id": "in_1", "billing_reason": "subscription_create", "status": "open"}

    found = reported_status.of_subscription(subscription(status=status, latest_invoice=first))

    assert (found.state if found else None) == state


@pytest.mark.parametrize(
    ("told", "card"),
    [
        ({"default_payment_method": CARD}, Card("visa", "4242", "2028-01")),
        ({"default_payment_method": {"type": "sepa_debit"}}, None),
        ({"default_payment_method": "pm_1"}, None),
        (
            {"customer": {"id": "cus_1", "invoice_settings": {"default_payment_method": CARD}}},
            Card("visa", "4242", "2028-01"),
        ),
        ({"customer": {"id": "cus_1", "deleted": True}}, None),
    ],
)
def test_only_what_may_be_kept_of_a_card_is_kept(told, card):
    found = reported_status.of_subscription(subscription(**told))

    assert (found.card, found.customer) == (card, "cus_1")


@pytest.mark.parametrize("metadata", [None, {}, {"donation": "7"}, {"order": str(GIFT)}])
def test_a_row_without_our_mark_is_none_of_ours(metadata):
    assert reading.gift_of({"metadata": metadata}) is None


@pytest.mark.parametrize(
    "parent", [None, {"subscription_details": None}, {"subscription_details": {"metadata": None}}]
)
def test_an_invoice_for_anything_else_is_none_of_ours(parent):
    assert reading.bill_of({"parent": parent}) is None


def test_a_refund_is_told_when_it_has_moved_and_not_before():
    def refund(**told) -> dict:
        row = {"id": "re_1", "amount": 300, "currency": "eur", "status": "pending"}
        return {**row, "balance_transaction": None, "failure_balance_transaction": None, **told}

    moved, back = {"created": 2000}, {"created": 3000}

    def told(row: dict) -> list:
        return [(one.kind, one.amount, one.at) for one in reading.refunds([row], GIFT, INTENT)]

    assert told(refund()) == []
    assert told(refund(balance_transaction=moved)) == [("refund", Money(-300, "EUR"), at(2000))]
    assert told(refund(status="canceled")) == []
    assert told(refund(status="failed", balance_transaction=moved, failure_balance_transaction=back)) == [
        ("refund", Money(-300, "EUR"), at(2000)),
        ("reinstated", Money(300, "EUR"), at(3000)),
    ]


def test_a_dispute_that_is_won_and_lost_on_appeal_is_told_move_by_move():
    lines = [
        {"id": f"txn_{n}", "amount": minor, "currency": "eur", "created": 1000 * n}
        for n, minor in enumerate((-1000, 1000, -1000), start=1)
    ]
    row = {"id": "du_1", "amount": 1000, "currency": "eur", "livemode": False, "balance_transactions": lines}

    told = list(reading.disputes([row], GIFT, INTENT))

    assert [(one.kind, one.reference, one.amount.minor) for one in told] == [
        ("dispute", "du_1", -1000),
        ("reinstated", "du_1", 1000),
        ("dispute", "du_1/txn_3", -1000),
    ]


def test_a_payment_of_an_invoice_that_is_not_paid_yet_has_no_moment():
    assert reading.paid_at({"status_transitions": {"paid_at": None}}) is None


def test_a_payment_whose_line_of_the_account_is_not_written_yet_came_with_its_charge():
    failed = {"status": "failed", "created": 1000, "balance_transaction": None}
    paid = {"status": "succeeded", "created": 2000, "balance_transaction": None}

    assert reading.arrived_at([failed, paid]) == at(2000)
    assert reading.arrived_at([failed, {**paid, "balance_transaction": {"created": 3000}}]) == at(3000)
