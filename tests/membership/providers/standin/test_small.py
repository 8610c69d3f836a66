"""The smaller calls of the stand-in Stripe, each as the SDK makes it."""

from __future__ import annotations

import pytest
import stripe

from tests.stripe_standin.sdk_requests import begun, given, happened, refused, wanted


def test_a_self_check_pays_with_a_ready_made_card(standin):
    v1 = standin.client().v1
    asked = {
        "amount": 500,
        "currency": "eur",
        "confirm": True,
        "payment_method": "pm_card_visa",
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
        "metadata": {"selfcheck": "1"},
    }

    paid = v1.payment_intents.create(asked)
    with pytest.raises(stripe.CardError) as declined:
        v1.payment_intents.create({**asked, "payment_method": "pm_card_visa_chargeDeclined"})
    with refused(standin, "No such PaymentMethod", code="resource_missing", param="payment_method"):
        v1.payment_intents.create({**asked, "payment_method": "pm_card_of_somebody"})
    with refused(standin, "Missing required param: amount", code="parameter_missing", param="amount"):
        v1.payment_intents.create({**asked, "amount": 0})

    assert (paid.status, paid.amount_received, paid.metadata.to_dict()) == (
        "succeeded",
        500,
        {"selfcheck": "1"},
    )
    assert (declined.value.http_status, declined.value.code) == (402, "card_declined")
    assert [one.amount for one in v1.charges.list({"payment_intent": paid.id})] == [500]


def test_what_a_gift_leaves_behind_is_found_again(standin):
    v1 = standin.client().v1
    session = given(standin, "subscription")
    subscription = v1.subscriptions.retrieve(session.subscription)
    price = subscription["items"].data[0].price

    found = (
        v1.prices.retrieve(price.id).unit_amount,
        v1.products.retrieve(price.product).name,
        v1.payment_methods.retrieve(subscription.default_payment_method).card.last4,
        [one.id for one in v1.payment_methods.list({"customer": session.customer, "type": "card"})],
        [one.id for one in v1.customers.payment_methods.list(session.customer)],
        [one.amount for one in v1.charges.list({"customer": session.customer})],
        [one.id for one in v1.subscriptions.list({"customer": session.customer, "status": "active"})],
        [one.id for one in v1.checkout.sessions.list({"subscription": session.subscription})],
        [one.id for one in v1.invoices.list({"customer": session.customer, "status": "paid"})],
        [one.invoice for one in v1.invoice_payments.list({"invoice": session.invoice})],
    )

    card = subscription.default_payment_method
    assert found == (
        800,
        "A gift",
        "4242",
        [card],
        [card],
        [800],
        [session.subscription],
        [session.id],
        [session.invoice],
        [session.invoice],
    )


def test_a_later_gift_of_the_same_donor_belongs_to_the_same_customer(standin):
    client = standin.client()
    first = given(standin, "subscription")
    asked = wanted(customer=first.customer)
    del asked["customer_email"]

    second = client.v1.checkout.sessions.create(asked)
    page = standin.page(second.url)[2]
    standin.press(second.id, "paid")

    intent = client.v1.checkout.sessions.retrieve(second.id, {"expand": ["payment_intent"]}).payment_intent
    assert 'value="ada@reader.example"' in page
    assert intent.customer == first.customer
    assert standin.counts()["customer"] == 1


def test_a_default_card_is_chosen_for_a_donor_and_for_a_gift(standin):
    v1 = standin.client().v1
    session, other = given(standin, "subscription"), given(standin, "subscription")
    card = v1.subscriptions.retrieve(session.subscription).default_payment_method

    v1.customers.update(session.customer, {"invoice_settings": {"default_payment_method": card}})
    v1.subscriptions.update(session.subscription, {"default_payment_method": card, "metadata": {"note": "x"}})
    with refused(standin, "does not have a payment method"):
        v1.customers.update(other.customer, {"invoice_settings": {"default_payment_method": card}})

    kept = v1.customers.retrieve(session.customer, {"expand": ["invoice_settings.default_payment_method"]})
    assert kept.invoice_settings.default_payment_method.card.last4 == "4242"
    assert v1.subscriptions.retrieve(session.subscription).metadata.to_dict() == {
        "donation": "d-1",
        "note": "x",
    }


def test_a_yearly_gift_falls_due_after_a_year(standin):
    v1 = standin.client().v1
    asked = wanted("subscription")
    asked["line_items"][0]["price_data"]["recurring"] = {"interval": "year"}
    session = v1.checkout.sessions.create(asked)
    page = standin.page(session.url)[2]
    standin.press(session.id, "paid")

    counts = []
    for _ in range(2):
        standin.advance(days=364)
        counts.append(standin.counts()["invoice"])

    assert '<p class="amount">8.00 EUR every year</p>' in page
    assert counts == [1, 2]


@pytest.mark.parametrize(
    ("behavior", "status", "told"),
    [
        ("void", "void", "invoice.voided"),
        ("mark_uncollectible", "uncollectible", "invoice.marked_uncollectible"),
        ("keep_as_draft", "draft", "customer.subscription.updated"),
    ],
)
def test_what_falls_due_in_a_pause_is_let_go_as_asked(standin, behavior, status, told):
    v1 = standin.client().v1
    session = given(standin, "subscription")
    v1.subscriptions.update(session.subscription, {"pause_collection": {"behavior": behavior}})

    standin.advance(days=31)

    invoice = v1.invoices.list({"subscription": session.subscription}).data[0]
    assert (invoice.status, invoice.amount_paid) == (status, 0)
    assert happened(standin)[-1] == told


def test_an_open_invoice_is_voided_by_hand_and_a_paid_one_is_not(standin):
    v1 = standin.client().v1
    session = given(standin, "subscription")
    standin.behave(session.customer, "declines")
    standin.advance(days=31)
    due = v1.subscriptions.retrieve(session.subscription).latest_invoice

    voided = v1.invoices.void_invoice(due)
    with refused(standin, "only void an open invoice"):
        v1.invoices.void_invoice(session.invoice)

    assert voided.status == "void"


def test_a_dispute_is_given_in_and_a_refund_annotated(standin):
    v1 = standin.client().v1
    disputed = standin.dispute(given(standin).id)
    refund = v1.refunds.create({"payment_intent": given(standin).payment_intent})

    closed = v1.disputes.close(disputed["id"])
    noted = v1.refunds.update(refund.id, {"metadata": {"ticket": "17"}})

    assert closed.status == "lost"
    assert noted.metadata.to_dict() == {"ticket": "17"}


def test_the_account_is_read_by_time_type_and_currency(standin):
    v1 = standin.client().v1
    standin.stand_still(1_800_000_000)
    session = given(standin)
    standin.advance(seconds=60)
    given(standin, currency="gbp", amount=1000)
    standin.refund(session.id, 100)

    def entries(**asked):
        return [(one.type, one.amount, one.currency) for one in v1.balance_transactions.list(asked)]

    late = entries(created={"gt": 1_800_000_000})
    assert late == [("refund", -100, "eur"), ("charge", 1000, "gbp")]
    assert entries(created={"lte": 1_800_000_000}) == [("charge", 800, "eur")]
    assert entries(type="refund") == late[:1]
    assert entries(currency="gbp") == late[1:]
    assert v1.balance_transactions.retrieve(v1.refunds.list().data[0].balance_transaction).amount == -100


def test_the_account_is_summed_up_for_whoever_holds_books_against_it(standin):
    session = given(standin)
    given(standin, currency="gbp", amount=1000)
    standin.refund(session.id, 300)
    standin.advance(days=3)
    standin.pay_out()

    assert standin.sums() == {
        "eur": {"lines": 2, "amount": 500, "fee": 53, "net": 447},
        "gbp": {"lines": 1, "amount": 1000, "fee": 59, "net": 941},
    }


def test_a_page_opened_too_late_has_expired(standin):
    standin.stand_still(1_800_000_000)
    session = begun(standin.client())
    standin.stand_still(1_800_090_000)

    status, _url, page = standin.page(session.url)

    assert (status, "has expired" in page) == (410, True)
    assert standin.client().v1.checkout.sessions.retrieve(session.id).status == "expired"


def test_a_guest_types_the_address_on_the_payment_page(standin):
    asked = wanted()
    del asked["customer_email"]
    session = standin.client().v1.checkout.sessions.create(asked)

    standin.page(session.url, outcome="paid", email="grace@reader.example")

    paid = standin.client().v1.checkout.sessions.retrieve(session.id)
    assert (paid.customer_email, paid.customer_details.email) == (None, "grace@reader.example")
