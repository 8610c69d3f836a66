"""What is asked of Stripe for one gift, and what happens when it is asked again. Against the stand-in."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
import time_machine
from stripe.params.checkout import SessionCreateParams

from membership.money import Money
from membership.providers.base import Declined, Start
from membership.providers.stripe import starting
from tests.driving.stripe_ways import begin, gift, stripe  # noqa: F401


def sent(standin) -> dict:
    """What was asked for with the newest page."""
    return [ask for ask in standin.requests() if ask["path"] == "/v1/checkout/sessions"][-1]["params"]


# --- what is asked for
def test_one_page_is_asked_for_with_exactly_this(stripe, standin):
    of = gift()

    begin(stripe, of)

    asked = sent(standin)
    ends = asked.pop("expires_at")

    assert asked == {
        "ui_mode": "hosted_page",
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "eur",
                    "unit_amount": 1000,
                    "product_data": {"name": "Gift to The Harbour Ledger"},
                },
            }
        ],
        "client_reference_id": str(of.id),
        "metadata": {"donation": str(of.id)},
        "payment_intent_data": {"metadata": {"donation": str(of.id)}},
        "submit_type": "donate",
        "success_url": "http://127.0.0.1:8000/gift/1/?s={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:8000/give/?again=1",
        "customer_email": "hanne@reader.example",
        "customer_creation": "if_required",
        "locale": "de",
        "managed_payments": {"enabled": False},
        "adaptive_pricing": {"enabled": False},
    }
    assert 30 * 60 < ends - standin.now() <= 41 * 60


@pytest.mark.parametrize(("interval", "period"), [("monthly", "month"), ("yearly", "year")])
def test_a_repeated_gift_is_a_subscription_with_the_same_mark(stripe, standin, interval, period):
    of = gift(interval=interval, title="", amount=Money(550, "GBP"))

    begin(stripe, of)

    asked = sent(standin)
    assert (asked["mode"], asked["subscription_data"]) == (
        "subscription",
        {"metadata": {"donation": str(of.id)}},
    )
    assert asked["line_items"] == [
        {
            "quantity": 1,
            "price_data": {
                "currency": "gbp",
                "unit_amount": 550,
                "product_data": {"name": "Gift"},
                "recurring": {"interval": period},
            },
        }
    ]
    assert {"payment_intent_data", "customer_creation"} & set(asked) == set()


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("de", "de"),
        ("de-ch", "de"),
        ("pt_BR", "pt-BR"),
        ("en-gb", "en-GB"),
        ("hi", "hi-IN"),
        ("zh-hant", "zh"),
        ("cy", "auto"),
        ("", "auto"),
    ],
)
def test_the_page_speaks_the_donors_language_where_it_can(stripe, standin, language, locale):
    begin(stripe, gift(language=language))

    assert sent(standin)["locale"] == locale


def test_the_languages_are_those_that_the_library_knows():
    known = str(SessionCreateParams.__annotations__["locale"])

    assert set(starting.LANGUAGES.split()) | {"auto"} == set(
        re.findall(r"'([\w-]+)'", known.split("Literal")[1])
    )


def test_a_known_customer_is_named_instead_of_the_address(stripe, standin):
    customer = standin.client().v1.customers.create({"email": "hanne@reader.example"}).id

    begin(stripe, gift(customer=customer))

    asked = sent(standin)
    assert asked["customer"] == customer
    assert {"customer_email", "customer_creation"} & set(asked) == set()


def test_a_customer_whom_stripe_has_forgotten_gives_as_a_stranger(stripe, standin):
    begin(stripe, gift(customer="cus_gone"))

    assert sent(standin)["customer_email"] == "hanne@reader.example"


def test_a_return_address_that_asks_something_keeps_it(stripe, standin):
    begin(stripe, gift(), return_url="/gift/?g=1")

    assert sent(standin)["success_url"] == "http://127.0.0.1:8000/gift/?g=1&s={CHECKOUT_SESSION_ID}"


def test_every_post_carries_a_key_of_ours(stripe, standin):
    of = gift()
    page = begin(stripe, of, key="gift:1:start")
    standin.press(page, "paid")
    (paid,) = stripe.fetch(page)
    stripe.refund(paid.reference, Money(1000, "EUR"), key="refund:1")

    keys = [
        ask["idempotency_key"]
        for ask in standin.requests()
        if ask["method"] == "POST" and "/v1/" in ask["path"]
    ]
    assert [key.split(":")[:2] for key in keys] == [["gift", "1"], ["refund", "1"]]


# --- again
def test_beginning_twice_with_one_key_is_one_page(stripe, standin):
    of = gift()

    assert begin(stripe, of) == begin(stripe, of)
    assert standin.counts()["checkout.session"] == 1


def test_a_page_that_has_run_out_is_made_anew(stripe, standin):
    of = gift()
    first = begin(stripe, of)
    later = standin.advance(hours=1)

    with time_machine.travel(datetime.fromtimestamp(later).astimezone()):
        assert begin(stripe, of) != first


def test_the_same_key_for_another_amount_is_refused(stripe):
    of = gift()
    begin(stripe, of, key="k")

    with pytest.raises(Declined, match="cannot be paid by card"):
        begin(stripe, gift(id=of.id, amount=Money(2000, "EUR")), key="k")


def test_it_leads_to_the_page_and_names_it(stripe, standin):
    started = stripe.start(gift(), key="k", return_url="/", cancel_url="/")

    assert started == Start(url=f"{standin.url}/c/pay/{started.reference}", reference=started.reference)
