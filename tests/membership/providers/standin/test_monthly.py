"""The stand-in Stripe month after month: invoices, renewals, the portal, changes, pauses, endings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import stripe

from tests.stripe_standin.sdk_requests import given, happened


def test_a_monthly_gift_has_an_invoice_of_the_2026_shape(standin):
    client = standin.client()
    session = given(standin, "subscription")

    subscription = client.v1.subscriptions.retrieve(
        session.subscription, {"expand": ["default_payment_method"]}
    )
    invoice = client.v1.invoices.retrieve(
        session.invoice, {"expand": ["payments.data.payment.payment_intent"]}
    )

    item = subscription["items"].data[0]
    paid = invoice.payments.data[0]
    found = client.v1.invoice_payments.list(
        {"payment": {"type": "payment_intent", "payment_intent": paid.payment.payment_intent.id}}
    )
    assert session.payment_intent is None
    assert (subscription.status, item.price.unit_amount, item.price.recurring.interval) == (
        "active",
        800,
        "month",
    )
    assert item.current_period_end - item.current_period_start in (
        28 * 86400,
        29 * 86400,
        30 * 86400,
        31 * 86400,
    )
    assert not hasattr(subscription, "current_period_end")
    assert subscription.default_payment_method.card.last4 == "4242"
    assert invoice.parent.subscription_details.subscription == subscription.id
    assert invoice.parent.subscription_details.metadata.to_dict() == {"donation": "d-1"}
    assert (invoice.status, invoice.amount_paid, invoice.billing_reason) == (
        "paid",
        800,
        "subscription_create",
    )
    assert paid.payment.payment_intent.status == "succeeded"
    assert [(one.invoice, one.status) for one in found] == [(invoice.id, "paid")]


def test_a_renewal_fails_is_tried_again_and_recovers(standin):
    client = standin.client()
    session = given(standin, "subscription")
    standin.behave(session.customer, "declines")

    standin.advance(days=31)
    due = client.v1.invoices.list({"subscription": session.subscription}).data[0]
    past_due = client.v1.subscriptions.retrieve(session.subscription).status
    standin.behave(session.customer, "works")
    standin.advance(days=3)

    paid = client.v1.invoices.retrieve(due.id)
    assert (due.status, due.attempt_count, due.billing_reason) == ("open", 1, "subscription_cycle")
    # The stand-in's clock runs: a second may pass between the two.
    assert 1 <= round((due.next_payment_attempt - due.created) / 86400) <= 3
    assert past_due == "past_due"
    assert (paid.status, paid.attempt_count, paid.next_payment_attempt) == ("paid", 2, None)
    assert client.v1.subscriptions.retrieve(session.subscription).status == "active"


def test_after_the_last_try_the_subscription_ends(standin):
    session = given(standin, "subscription")
    standin.behave(session.customer, "declines")

    standin.advance(days=60)

    ended = standin.client().v1.subscriptions.retrieve(session.subscription)
    invoice = standin.client().v1.invoices.retrieve(ended.latest_invoice)
    assert (ended.status, ended.cancellation_details.reason) == ("canceled", "payment_failed")
    assert (invoice.attempt_count, invoice.next_payment_attempt) == (4, None)
    assert happened(standin)[-1] == "customer.subscription.deleted"


def test_a_renewal_that_needs_the_donor_is_confirmed_on_the_invoice_page(standin):
    session = given(standin, "subscription")
    standin.behave(session.customer, "authenticate")
    standin.advance(days=31)
    (invoice, _first) = standin.client().v1.invoices.list({"subscription": session.subscription}).data

    declined = standin.page(invoice.hosted_invoice_url, card="declines")
    paid = standin.page(invoice.hosted_invoice_url, card="works")

    assert "invoice.payment_action_required" in happened(standin)
    assert declined[0] == 402
    assert "8.00 EUR: paid" in paid[2]
    assert standin.client().v1.invoices.retrieve(invoice.id).status == "paid"
    assert standin.client().v1.subscriptions.retrieve(session.subscription).status == "active"


def test_a_new_card_on_the_portal_is_the_one_that_is_charged(standin):
    client = standin.client()
    session = given(standin, "subscription")
    portal = client.v1.billing_portal.sessions.create(
        {"customer": session.customer, "return_url": "http://paper.example/me/"}
    )

    before = standin.page(portal.url)[2]
    after = standin.page(portal.url, card="expired")[2]
    standin.advance(days=31)

    kept = client.v1.subscriptions.retrieve(session.subscription, {"expand": ["default_payment_method"]})
    assert '<a href="http://paper.example/me/">Back</a>' in before
    assert "<p>Visa ending in 4242</p>" in before
    assert "<p>Mastercard ending in 0069</p>" in after
    assert kept.default_payment_method.card.brand == "mastercard"
    assert kept.status == "past_due"
    assert {"payment_method.attached", "customer.updated", "customer.subscription.updated"} <= set(
        happened(standin)
    )


def test_a_card_that_the_bank_replaced_is_known(standin):
    session = given(standin, "subscription")

    standin.renew_card(session.customer)

    kept = standin.client().v1.subscriptions.retrieve(
        session.subscription, {"expand": ["default_payment_method"]}
    )
    assert kept.default_payment_method.card.last4 == "1117"
    assert happened(standin)[-1] == "payment_method.automatically_updated"


def test_the_amount_of_a_monthly_gift_changes_from_the_next_payment_on(standin):
    client = standin.client()
    session = given(standin, "subscription")
    item = client.v1.subscriptions.retrieve(session.subscription)["items"].data[0]
    price = {
        "currency": "eur",
        "product": item.price.product,
        "recurring": {"interval": "month"},
        "unit_amount": 1200,
    }

    client.v1.subscriptions.update(
        session.subscription,
        {"items": [{"id": item.id, "price_data": price}], "proration_behavior": "none"},
    )
    standin.advance(days=31)

    amounts = [
        invoice.amount_paid for invoice in client.v1.invoices.list({"subscription": session.subscription})
    ]
    assert amounts == [1200, 800]


def test_a_monthly_gift_is_cancelled_at_once_or_at_the_end(standin):
    client = standin.client()
    now, later, kept = (given(standin, "subscription") for _ in range(3))

    client.v1.subscriptions.cancel(now.subscription, {"cancellation_details": {"comment": "Moved away"}})
    for session in (later, kept):
        client.v1.subscriptions.update(session.subscription, {"cancel_at_period_end": True})
    client.v1.subscriptions.update(kept.subscription, {"cancel_at_period_end": False})
    asked = client.v1.subscriptions.retrieve(later.subscription)
    standin.advance(days=31)

    states = [client.v1.subscriptions.retrieve(session.subscription) for session in (now, later, kept)]
    assert asked.status == "active"
    assert asked.cancel_at == asked["items"].data[0].current_period_end
    assert [one.status for one in states] == ["canceled", "canceled", "active"]
    assert states[0].cancellation_details.comment == "Moved away"
    assert states[1].cancellation_details.reason == "cancellation_requested"
    assert [one.id for one in client.v1.subscriptions.list({"status": "all"})] == [s.id for s in states[::-1]]
    assert [one.id for one in client.v1.subscriptions.list()] == [kept.subscription]


def test_a_paused_gift_lets_its_payments_go_until_it_resumes(standin):
    client = standin.client()
    session = given(standin, "subscription")
    until = standin.now() + 45 * 86400

    client.v1.subscriptions.update(
        session.subscription, {"pause_collection": {"behavior": "void", "resumes_at": until}}
    )
    standin.advance(days=70)

    statuses = [invoice.status for invoice in client.v1.invoices.list({"subscription": session.subscription})]
    assert statuses == ["paid", "void", "paid"]
    assert client.v1.subscriptions.retrieve(session.subscription).pause_collection is None


def test_a_pause_without_an_end_is_lifted_by_hand(standin):
    client = standin.client()
    session = given(standin, "subscription")

    client.v1.subscriptions.update(session.subscription, {"pause_collection": {"behavior": "void"}})
    standin.advance(days=62)
    client.v1.subscriptions.update(session.subscription, {"pause_collection": ""})
    standin.advance(days=31)

    statuses = [invoice.status for invoice in client.v1.invoices.list({"subscription": session.subscription})]
    assert statuses[0] == "paid"
    assert set(statuses[1:-1]) == {"void"}


def test_a_monthly_bank_debit_settles_or_comes_back(standin):
    client = standin.client()
    good, bad = (given(standin, "subscription", outcome="debit") for _ in range(2))

    standin.settle(good.id)
    standin.bounce(bad.id)
    standin.advance(days=32)
    renewal = client.v1.invoices.list({"subscription": good.subscription}).data[0]
    standin.settle(renewal.id)

    assert [client.v1.subscriptions.retrieve(s.subscription).status for s in (good, bad)] == [
        "active",
        "past_due",
    ]
    assert client.v1.invoices.retrieve(renewal.id).status == "paid"


def test_a_renewal_that_needs_the_donor_leaves_no_charge(standin):
    session = given(standin, "subscription")
    standin.behave(session.customer, "authenticate")

    standin.advance(days=31)

    (intent, _first) = standin.client().v1.payment_intents.list({"customer": session.customer}).data
    assert (intent.status, intent.latest_charge) == ("requires_action", None)


def test_an_open_invoice_is_paid_by_the_api_with_the_card_on_file(standin):
    v1 = standin.client().v1
    session = given(standin, "subscription")
    standin.behave(session.customer, "declines")
    standin.advance(days=31)
    invoice = v1.subscriptions.retrieve(session.subscription).latest_invoice

    with pytest.raises(stripe.CardError) as declined:
        v1.invoices.pay(invoice)
    standin.behave(session.customer, "works")
    paid = v1.invoices.pay(invoice)
    with pytest.raises(stripe.InvalidRequestError) as again:
        v1.invoices.pay(invoice)

    assert (declined.value.http_status, declined.value.code) == (402, "card_declined")
    assert (paid.status, paid.attempt_count) == ("paid", 3)
    assert again.value.code == "invoice_already_paid"


def test_a_period_that_begins_on_the_31st_ends_with_shorter_months(standin):
    standin.stand_still(1_801_396_800)  # 2027-01-31T12:00Z
    session = given(standin, "subscription")

    ends = []
    for _ in range(3):
        item = standin.client().v1.subscriptions.retrieve(session.subscription)["items"].data[0]
        ends.append(datetime.fromtimestamp(item.current_period_end, UTC).date().isoformat())
        standin.advance(seconds=item.current_period_end - standin.now())

    assert ends == ["2027-02-28", "2027-03-31", "2027-04-30"]
