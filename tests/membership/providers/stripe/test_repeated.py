"""Gifts that are repeated through Stripe: renewed, failing, mended. Against the stand-in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from membership.money import Money
from membership.providers.base import Card, DoesNotFit, ReportedStatus
from membership.providers.stripe import requests, truth
from tests.driving.stripe_ways import begin, gift, kinds, repeated, stripe  # noqa: F401


def newest(standin, kind: str) -> dict:
    return standin.dump(kind)[0]


def test_a_repeated_gift_is_paid_and_stands(stripe, standin):
    of, page, stands = repeated(stripe, standin)

    assert kinds(stripe.fetch(page)) == ["payment 1000", "active"]
    (subscription,) = standin.dump("subscription")
    assert stands == ReportedStatus(
        provider="stripe",
        donation=of.id,
        state="active",
        asked_at=stands.asked_at,
        live=False,
        amount=Money(1000, "EUR"),
        subscription=subscription["id"],
        customer=subscription["customer"],
        next_at=stands.next_at,
        card=Card(brand="visa", last4="4242", until="2034-09"),
    )
    assert timedelta(days=27) < stands.next_at - stands.asked_at < timedelta(days=32)


def test_every_way_to_ask_tells_the_same_payment(stripe, standin):
    of, page, stands = repeated(stripe, standin)
    invoice, intent = newest(standin, "invoice"), newest(standin, "payment_intent")

    ways = [
        stripe.fetch(page),
        stripe.fetch(stands.subscription),
        stripe.fetch(invoice["id"]),
        stripe.fetch(intent["id"]),
        stripe.told_by("invoice.paid", invoice["id"]),
        stripe.told_by("customer.subscription.updated", stands.subscription),
        stripe.told_by("charge.refunded", intent["latest_charge"]),
    ]

    assert {(told[0], replace(told[1], asked_at=stands.asked_at)) for told in ways} == {(ways[0][0], stands)}
    assert ways[0][0].donation == of.id


def test_a_renewal_is_another_payment_of_the_same_gift(stripe, standin):
    of, page, stands = repeated(stripe, standin)
    first = newest(standin, "payment_intent")["id"]
    standin.advance(days=33)
    second = newest(standin, "payment_intent")["id"]

    told = stripe.fetch(page)

    assert [(one.kind, one.reference, one.donation) for one in told[:-1]] == [
        ("payment", first, of.id),
        ("payment", second, of.id),
    ]
    # The older one as its own events tell it.
    assert stripe.fetch(first)[0] == told[0]
    assert told[-1].next_at > stands.next_at


def test_a_renewal_that_fails_can_be_mended_and_is_tried_again(stripe, standin):
    _of, _page, stands = repeated(stripe, standin)
    standin.behave(stands.customer, "declines")
    standin.advance(days=32)
    invoice = newest(standin, "invoice")

    failed, now = stripe.told_by("invoice.payment_failed", invoice["id"])

    assert (failed.kind, failed.amount, failed.mend_url) == (
        "failed",
        Money(0, "EUR"),
        invoice["hosted_invoice_url"],
    )
    assert failed.again_at == datetime.fromtimestamp(invoice["next_payment_attempt"], UTC)
    assert now.state == "past_due"


def test_a_renewal_that_is_recovered_is_paid_and_the_failure_stays_told(stripe, standin):
    _of, page, stands = repeated(stripe, standin)
    standin.behave(stands.customer, "declines")
    standin.advance(days=32)
    standin.behave(stands.customer, "works")
    standin.advance(days=4)

    told = stripe.fetch(page)

    assert kinds(told) == ["payment 1000", "failed 0", "payment 1000", "active"]
    assert (told[1].mend_url, told[1].again_at) == ("", None)


def test_a_renewal_that_never_succeeds_ends_the_gift(stripe, standin):
    _of, page, stands = repeated(stripe, standin)
    standin.behave(stands.customer, "declines")
    standin.advance(days=60)

    told = stripe.fetch(page)

    assert kinds(told) == ["payment 1000", *["failed 0"] * 4, "ended"]
    assert (told[-1].next_at, told[-1].ends_at is not None) == (None, True)


def test_a_bank_that_asks_the_absent_donor_to_confirm(stripe, standin):
    _of, _page, stands = repeated(stripe, standin)
    standin.behave(stands.customer, "authenticate")
    standin.advance(days=32)
    invoice = newest(standin, "invoice")

    failed, now = stripe.told_by("invoice.payment_action_required", invoice["id"])

    assert (failed.mend_url, now.state) == (invoice["hosted_invoice_url"], "past_due")


def test_a_try_that_left_no_charge_is_known_by_its_number(stripe, standin, monkeypatch):
    _of, _page, stands = repeated(stripe, standin)
    standin.behave(stands.customer, "authenticate")
    standin.advance(days=32)
    intent, invoice = newest(standin, "payment_intent"), newest(standin, "invoice")
    true = truth.every
    monkeypatch.setattr(
        truth, "every", lambda listed: [row for row in true(listed) if row["object"] != "charge"]
    )

    failed, _now = stripe.fetch(invoice["id"])

    assert (failed.kind, failed.reference, failed.mend_url) == (
        "failed",
        f"{intent['id']}/1",
        invoice["hosted_invoice_url"],
    )


def test_a_bank_debit_that_is_repeated_is_told_when_it_arrives(stripe, standin):
    page = begin(stripe, gift(interval="monthly"))
    standin.press(page, "debit")
    before = kinds(stripe.fetch(page))

    standin.settle(page)

    # Stripe calls the repeated gift active from the first day on, though nothing has come.
    assert before == ["processing"]
    assert kinds(stripe.fetch(page)) == ["payment 1000", "active"]
    assert stripe.fetch(page)[-1].card is None


def test_a_first_debit_that_comes_back_leaves_the_repeated_gift_overdue(stripe, standin):
    page = begin(stripe, gift(interval="monthly"))
    standin.press(page, "debit")

    standin.bounce(page)

    assert kinds(stripe.fetch(page)) == ["failed 0", "past_due"]


def shopkeepers(monkeypatch) -> None:
    """Let every subscription be one that others made in the same account: without our mark."""
    true = requests.plain

    def plain(answer):
        row = true(answer)
        if row["object"] == "invoice":
            row["parent"]["subscription_details"]["metadata"] = {}
        return {**row, "metadata": {}} if row["object"] == "subscription" else row

    for module in (requests, truth):
        monkeypatch.setattr(module, "plain", plain)


def test_subscriptions_that_others_sold_are_none_of_ours(stripe, standin, monkeypatch):
    _of, _page, stands = repeated(stripe, standin)
    method = newest(standin, "payment_method")["id"]
    invoice = newest(standin, "invoice")["id"]
    shopkeepers(monkeypatch)

    assert stripe.told_by("customer.subscription.updated", stands.subscription) == []
    assert stripe.told_by("invoice.paid", invoice) == []
    assert stripe.told_by("payment_method.automatically_updated", method) == []
    assert stripe.told_by("customer.updated", stands.customer) == []


def test_an_invoice_of_another_kind_among_them_is_passed_over(stripe, standin, monkeypatch):
    _of, page, _stands = repeated(stripe, standin)
    standin.advance(days=33)
    true = truth.every

    def every(listed):
        rows = true(listed)
        if rows and rows[0]["object"] == "invoice":
            return [{**rows[0], "parent": None}, *rows[1:]]
        return rows

    monkeypatch.setattr(truth, "every", every)

    assert kinds(stripe.fetch(page)) == ["payment 1000", "active"]


def test_a_first_payment_of_another_amount_than_the_page_asked_for_is_not_believed(
    stripe, standin, monkeypatch
):
    _of, page, _stands = repeated(stripe, standin)
    true = requests.plain

    def plain(answer):
        row = true(answer)
        return {**row, "amount_total": 900} if row["object"] == "checkout.session" else row

    monkeypatch.setattr(truth, "plain", plain)

    with pytest.raises(DoesNotFit, match=r"asked for €9\.00, but €10\.00 was paid"):
        stripe.fetch(page)
