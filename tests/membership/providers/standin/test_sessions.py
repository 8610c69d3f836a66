"""The stand-in Stripe on the way of a gift: sessions and their hosted pages. Driven by the real SDK."""

from __future__ import annotations

import stripe

from tests.stripe_standin.sdk_requests import FORM, begun, given, happened

ONE_GIFT = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
]


def test_a_gift_is_paid_on_the_hosted_page(standin):
    client = standin.client()
    session = begun(client)

    status, url, _html = standin.page(session.url, outcome="paid", name="Ada Oduya")

    paid = client.v1.checkout.sessions.retrieve(session.id)
    assert (status, url) == (303, f"http://paper.example/thanks?s={session.id}")
    assert (paid.status, paid.payment_status, paid.amount_total, paid.currency) == (
        "complete",
        "paid",
        800,
        "eur",
    )
    assert (paid.customer_details.email, paid.customer_details.name) == ("ada@reader.example", "Ada Oduya")
    assert paid.url is None
    assert happened(standin) == ONE_GIFT


def test_a_payment_carries_its_metadata_and_the_fee(standin):
    paid = given(standin)

    intent = standin.client().v1.payment_intents.retrieve(
        paid.payment_intent, {"expand": ["latest_charge.balance_transaction"]}
    )

    charge = intent.latest_charge
    entry = charge.balance_transaction
    assert (intent.status, intent.amount_received, intent.metadata.to_dict()) == (
        "succeeded",
        800,
        {"donation": "d-1"},
    )
    assert (charge.paid, charge.payment_method_details.card.last4, charge.metadata.to_dict()) == (
        True,
        "4242",
        {"donation": "d-1"},
    )
    assert (entry.amount, entry.fee, entry.net, entry.type, entry.source) == (
        800,
        53,
        747,
        "charge",
        charge.id,
    )


def test_the_payment_page_says_what_is_paid_and_leads_back(standin):
    once, monthly = (
        begun(standin.client(), mode, submit_type="donate") for mode in ("payment", "subscription")
    )

    pages = [standin.page(session.url)[2] for session in (once, monthly)]

    assert "<title>Donate 8.00 EUR</title>" in pages[0]
    assert '<p class="amount">8.00 EUR</p>' in pages[0]
    assert '<p class="amount">8.00 EUR every month</p>' in pages[1]
    assert all(f'<a href="{FORM}">Back, without paying</a>' in page for page in pages)
    assert all('value="ada@reader.example"' in page for page in pages)


def test_a_declined_card_leaves_the_donor_on_the_page_and_another_try_pays(standin):
    session = begun(standin.client())

    declined = standin.page(session.url, outcome="declined")
    failed = standin.client().v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    paid = standin.page(session.url, outcome="paid")

    assert declined[0] == 402
    assert "Your card was declined. Try another way to pay." in declined[2]
    assert (failed.status, failed.payment_status) == ("open", "unpaid")
    assert failed.payment_intent.last_payment_error.decline_code == "generic_decline"
    assert paid[0] == 303
    assert happened(standin) == [
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
        *ONE_GIFT[1:],
    ]


def test_an_address_that_is_none_is_asked_for_again(standin):
    session = begun(standin.client(), customer_email="ada@reader.example")
    without = standin.client().v1.checkout.sessions.create(
        {
            "mode": "payment",
            "line_items": [
                {
                    "price_data": {"currency": "eur", "unit_amount": 500, "product_data": {"name": "A gift"}},
                    "quantity": 1,
                }
            ],
            "success_url": "http://paper.example/",
        }
    )

    refused = standin.page(without.url, outcome="paid", email="nobody")
    no_choice = standin.page(session.url, email="ada@reader.example")

    assert refused[0] == 402
    assert "Enter your e-mail address" in refused[2]
    assert "Choose how to pay." in no_choice[2]


def test_three_d_secure_is_confirmed_on_a_second_page(standin):
    session = begun(standin.client())

    _status, asked, _html = standin.page(session.url, outcome="authenticate")
    waiting = standin.client().v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    page = standin.page(asked)[2]
    done = standin.page(asked, answer="confirm")

    assert waiting.payment_intent.status == "requires_action"
    assert "Your bank asks whether you want to pay <strong>8.00 EUR</strong>." in page
    assert done[:2] == (303, f"http://paper.example/thanks?s={session.id}")
    assert happened(standin) == ["payment_intent.created", "payment_intent.requires_action", *ONE_GIFT[1:]]


def test_three_d_secure_that_is_refused_pays_nothing(standin):
    session = begun(standin.client())

    _status, asked, _html = standin.page(session.url, outcome="authenticate")
    refused = standin.page(asked, answer="refuse")
    again = standin.page(asked, answer="confirm")

    intent = (
        standin.client()
        .v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
        .payment_intent
    )
    assert refused[0] == 402
    assert again[0] == 410
    assert intent.last_payment_error.code == "payment_intent_authentication_failure"
    assert intent.status == "requires_payment_method"


def test_a_bank_debit_is_on_its_way_until_it_arrives(standin):
    sent = given(standin, outcome="debit")
    waiting = standin.client().v1.payment_intents.retrieve(sent.payment_intent, {"expand": ["latest_charge"]})

    standin.settle(sent.id)

    arrived = standin.client().v1.checkout.sessions.retrieve(
        sent.id, {"expand": ["payment_intent.latest_charge"]}
    )
    assert (sent.status, sent.payment_status) == ("complete", "unpaid")
    assert (waiting.status, waiting.latest_charge.status) == ("processing", "pending")
    assert waiting.latest_charge.balance_transaction is None
    assert arrived.payment_status == "paid"
    assert arrived.payment_intent.latest_charge.id == waiting.latest_charge.id
    assert happened(standin) == [
        "payment_intent.created",
        "charge.pending",
        "payment_intent.processing",
        "checkout.session.completed",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.async_payment_succeeded",
    ]


def test_a_bank_debit_may_come_back(standin):
    sent = given(standin, outcome="debit")

    standin.bounce(sent.id)

    failed = standin.client().v1.checkout.sessions.retrieve(sent.id, {"expand": ["payment_intent"]})
    assert (failed.payment_status, failed.payment_intent.status) == ("unpaid", "requires_payment_method")
    assert happened(standin)[-3:] == [
        "charge.failed",
        "payment_intent.payment_failed",
        "checkout.session.async_payment_failed",
    ]


def test_a_session_expires_in_its_time_and_its_page_with_it(standin):
    client = standin.client()
    left, ended = begun(client), begun(client)
    url = left.url

    client.v1.checkout.sessions.expire(ended.id)
    standin.advance(hours=25)

    assert [client.v1.checkout.sessions.retrieve(s.id).status for s in (left, ended)] == [
        "expired",
        "expired",
    ]
    assert standin.page(url)[0] == 410
    assert happened(standin) == ["checkout.session.expired"] * 2


def test_a_customer_is_made_only_when_asked_for(standin):
    guest = given(standin)
    kept = given(standin, customer_creation="always")

    known = standin.client().v1.customers.list({"email": "ada@reader.example"}).data

    assert guest.customer is None
    assert [customer.id for customer in known] == [kept.customer]


def test_what_goes_over_the_wire_is_the_version_that_the_sdk_pins(standin):
    given(standin)

    versions = {request["version"] for request in standin.requests()}

    assert versions == {event["api_version"] for event in standin.dump("event")} == {stripe.api_version}
