"""The stand-in Stripe on the way back: refunds, disputes, warnings, the account, payouts, lists."""

from __future__ import annotations

import pytest
import stripe

from tests.stripe_standin.running import NotTaken
from tests.stripe_standin.sdk_requests import given, happened


def entries(standin, **asked) -> list[tuple[str, int, int, int]]:
    found = standin.client().v1.balance_transactions.list(asked)
    return [(one.type, one.amount, one.fee, one.net) for one in found.auto_paging_iter()][::-1]


# --- refunds
def test_a_gift_is_given_back_in_parts_and_never_more_than_it_was(standin):
    client = standin.client()
    intent = given(standin).payment_intent

    first = client.v1.refunds.create(
        {
            "payment_intent": intent,
            "amount": 300,
            "reason": "requested_by_customer",
            "metadata": {"why": "r-1"},
        }
    )
    with pytest.raises(
        stripe.InvalidRequestError, match=r"\(6\.00 EUR\) is greater than unrefunded .* \(5\.00 EUR\)"
    ):
        client.v1.refunds.create({"payment_intent": intent, "amount": 600})
    second = client.v1.refunds.create({"charge": first.charge})
    with pytest.raises(stripe.InvalidRequestError) as again:
        client.v1.refunds.create({"payment_intent": intent})

    charge = client.v1.charges.retrieve(first.charge, {"expand": ["refunds"]})
    assert (first.status, first.amount, second.amount) == ("succeeded", 300, 500)
    assert again.value.code == "charge_already_refunded"
    assert (charge.amount_refunded, charge.refunded) == (800, True)
    assert [one.id for one in charge.refunds] == [second.id, first.id]
    assert [one.id for one in client.v1.refunds.list({"payment_intent": intent})] == [second.id, first.id]
    assert happened(standin)[4:] == ["refund.created", "charge.refunded"] * 2
    assert entries(standin) == [
        ("charge", 800, 53, 747),
        ("refund", -300, 0, -300),
        ("refund", -500, 0, -500),
    ]


def test_a_refund_from_the_dashboard_may_fail_later(standin):
    session = given(standin)

    made = standin.refund(session.id, 200)
    standin.refund_fails(made["id"])

    refund = standin.client().v1.refunds.retrieve(made["id"], {"expand": ["failure_balance_transaction"]})
    charge = standin.client().v1.charges.retrieve(refund.charge)
    assert (refund.status, refund.failure_reason) == ("failed", "lost_or_stolen_card")
    assert refund.failure_balance_transaction.amount == 200
    assert (charge.amount_refunded, charge.refunded) == (0, False)
    assert happened(standin)[-3:] == ["refund.failed", "refund.updated", "charge.refund.updated"]
    with pytest.raises(NotTaken, match="is failed"):
        standin.refund_fails(made["id"])


def test_a_refund_waits_while_the_balance_is_too_low(standin):
    v1 = standin.client().v1
    intent = given(standin).payment_intent
    standin.poor()

    waiting = v1.refunds.create({"payment_intent": intent})
    standin.refund_moves(waiting.id)

    moved = v1.refunds.retrieve(waiting.id, {"expand": ["balance_transaction"]})
    assert (waiting.status, waiting.pending_reason, waiting.balance_transaction) == (
        "pending",
        "insufficient_funds",
        None,
    )
    assert (moved.status, moved.balance_transaction.amount) == ("succeeded", -800)
    assert happened(standin)[-2:] == ["refund.updated", "charge.refund.updated"]


# --- disputes
def test_a_dispute_takes_the_money_and_winning_it_brings_it_back(standin):
    session = given(standin)

    made = standin.dispute(session.id, reason="unrecognized")
    standin.win(made["id"])

    dispute = standin.client().v1.disputes.retrieve(made["id"])
    assert (dispute.status, dispute.amount, dispute.reason) == ("won", 800, "unrecognized")
    assert [(one.amount, one.fee, one.net) for one in dispute.balance_transactions] == [
        (-800, 1500, -2300),
        (800, 0, 800),
    ]
    assert happened(standin)[4:] == [
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
        "charge.dispute.closed",
    ]


def test_a_lost_dispute_keeps_the_money(standin):
    session = given(standin)

    made = standin.dispute(session.id)
    standin.lose(made["id"])

    (found,) = standin.client().v1.disputes.list({"payment_intent": session.payment_intent}).data
    assert found.status == "lost"
    assert entries(standin) == [("charge", 800, 53, 747), ("adjustment", -800, 1500, -2300)]
    with pytest.raises(stripe.InvalidRequestError) as refused:
        standin.client().v1.refunds.create({"payment_intent": session.payment_intent})
    assert refused.value.code == "charge_disputed"


def test_an_inquiry_takes_nothing_until_it_becomes_a_dispute(standin):
    session = given(standin)

    made = standin.dispute(session.id, inquiry=True)
    asked = standin.client().v1.disputes.retrieve(made["id"])
    standin.withdraw(made["id"])

    taken = standin.client().v1.disputes.retrieve(made["id"])
    assert (asked.status, asked.is_charge_refundable, asked.balance_transactions) == (
        "warning_needs_response",
        True,
        [],
    )
    assert (taken.status, taken.balance_transactions[0].amount) == ("needs_response", -800)
    with pytest.raises(NotTaken, match="taken already"):
        standin.withdraw(made["id"])


def test_an_early_fraud_warning_names_the_charge(standin):
    session = given(standin)

    made = standin.warn(session.id)

    warning = standin.client().v1.radar.early_fraud_warnings.retrieve(made["id"])
    (listed,) = (
        standin.client().v1.radar.early_fraud_warnings.list({"payment_intent": session.payment_intent}).data
    )
    assert (warning.actionable, warning.payment_intent, listed.id) == (
        True,
        session.payment_intent,
        made["id"],
    )
    assert happened(standin)[-1] == "radar.early_fraud_warning.created"


# --- the account
def test_what_is_available_is_paid_out_and_adds_up(standin):
    client = standin.client()
    for amount in (800, 1500):
        given(standin, amount=amount)
    early = standin.pay_out()
    standin.advance(days=2)
    given(standin, amount=2000)

    (payout,) = standin.pay_out()

    carried = client.v1.balance_transactions.list({"payout": payout["id"]}).data
    assert early == []
    assert [(one.type, one.net) for one in carried] == [("payout", -2173), ("charge", 1426), ("charge", 747)]
    assert payout["amount"] == 2173
    assert sum(one.net for one in carried) == 0
    assert client.v1.payouts.retrieve(payout["id"]).status == "paid"
    assert [one.id for one in client.v1.payouts.list({"status": "paid"})] == [payout["id"]]
    assert happened(standin)[-2:] == ["payout.created", "payout.paid"]


def test_an_account_of_one_currency_converts_what_comes_in_others(standin):
    standin.settle_in("eur", {"usd": 0.9})

    given(standin, currency="usd", amount=1000)

    (entry,) = standin.client().v1.balance_transactions.list().data
    assert (entry.currency, entry.amount, entry.exchange_rate, entry.fee) == ("eur", 900, 0.9, 56)


def test_the_account_and_its_key_are_known(standin):
    account = standin.client().v1.accounts.retrieve_current()

    assert (account.country, account.default_currency, account.charges_enabled) == ("DE", "eur", True)


# --- lists
def test_lists_are_newest_first_and_turned_page_by_page(standin):
    client = standin.client()
    sessions = [given(standin).id for _ in range(5)][::-1]

    first = client.v1.checkout.sessions.list({"limit": 2})
    second = client.v1.checkout.sessions.list({"limit": 2, "starting_after": first.data[-1].id})
    back = client.v1.checkout.sessions.list({"limit": 2, "ending_before": sessions[3]})
    everything = [one.id for one in client.v1.checkout.sessions.list({"limit": 2}).auto_paging_iter()]

    assert [one.id for one in first] == sessions[:2]
    assert [one.id for one in second] == sessions[2:4]
    assert [one.id for one in back] == sessions[1:3]
    assert (first.has_more, second.has_more, everything) == (True, True, sessions)


def test_events_are_asked_for_by_type_and_time(standin):
    client = standin.client()
    standin.stand_still(1_800_000_000)
    given(standin)
    standin.advance(seconds=100)
    given(standin)

    late = client.v1.events.list(
        {"created": {"gte": 1_800_000_100}, "types": ["charge.succeeded", "payout.paid"]}
    )
    pattern = client.v1.events.list({"type": "charge.*"})
    by_hand = client.v1.events.retrieve(late.data[0].id)

    assert [(one.type, one.created) for one in late] == [("charge.succeeded", 1_800_000_100)]
    assert [one.created for one in pattern] == [1_800_000_100, 1_800_000_000]
    assert by_hand.data.object.amount == 800


def test_events_are_forgotten_after_thirty_days(standin):
    client = standin.client()
    given(standin)
    old = client.v1.events.list().data[0].id
    standin.advance(days=31)

    given(standin)

    assert len(client.v1.events.list({"limit": 100}).data) == 4
    with pytest.raises(stripe.InvalidRequestError, match="No such event"):
        client.v1.events.retrieve(old)


def test_a_session_is_found_by_its_payment(standin):
    session = given(standin)
    given(standin)

    found = standin.client().v1.checkout.sessions.list({"payment_intent": session.payment_intent})
    lines = standin.client().v1.checkout.sessions.line_items.list(session.id)

    assert [one.id for one in found] == [session.id]
    assert [(one.description, one.amount_total) for one in lines] == [("A gift", 800)]


def test_a_donor_is_made_changed_and_deleted(standin):
    client = standin.client()

    made = client.v1.customers.create({"email": "ada@reader.example", "metadata": {"a": "1", "b": "2"}})
    client.v1.customers.update(made.id, {"name": "Ada", "metadata": {"b": ""}})
    kept = client.v1.customers.retrieve(made.id)
    client.v1.customers.delete(made.id)

    assert (kept.name, kept.metadata.to_dict()) == ("Ada", {"a": "1"})
    assert client.v1.customers.retrieve(made.id).deleted is True
    assert client.v1.customers.list().data == []


def test_a_webhook_endpoint_is_made_listed_and_deleted(standin, postbox):
    client = standin.client()

    made = client.v1.webhook_endpoints.create({"url": postbox.url, "enabled_events": ["charge.succeeded"]})
    listed = client.v1.webhook_endpoints.list().data
    given(standin)
    assert standin.idle()
    client.v1.webhook_endpoints.delete(made.id)
    given(standin)
    assert standin.idle()

    ((signature, body),) = postbox.letters
    event = stripe.Webhook.construct_event(body, signature, made.secret)
    assert event.type == "charge.succeeded"
    assert [one.id for one in listed] == [made.id]
    assert client.v1.webhook_endpoints.list().data == []
