"""What Stripe takes as an amount, currency by currency. Source: docs.stripe.com/currencies."""

from __future__ import annotations

import pytest

from tests.stripe_standin.sdk_requests import begun, given, refused

PRICE = "line_items[0][price_data]"


@pytest.mark.parametrize(
    ("currency", "amount", "code"),
    [
        ("eur", 49, "amount_too_small"),
        ("usd", 0, "amount_too_small"),
        ("jpy", 49, "amount_too_small"),
        ("huf", 17400, "amount_too_small"),
        ("eur", 100_000_000, "amount_too_large"),
        ("eur", -800, "parameter_invalid_integer"),
        ("kwd", 5_005, None),
        ("isk", 50_050, "invalid_charge_amount_no_decimal_compatible"),
        ("ugx", 500_001, "invalid_charge_amount_no_decimal_compatible"),
        ("zzz", 800, None),
        ("iqd", 8000, None),
    ],
)
def test_an_amount_is_refused(standin, currency, amount, code):
    param = f"{PRICE}[{'currency' if currency in ('zzz', 'iqd') else 'unit_amount'}]"

    with refused(standin, ".", code=code, param=param):
        begun(standin.client(), amount=amount, currency=currency)


@pytest.mark.parametrize(
    ("currency", "amount", "shown"),
    [
        ("EUR", 50, "0.50 EUR"),
        ("jpy", 50, "50 JPY"),
        ("kwd", 5_010, "5.010 KWD"),
        ("isk", 50_000, "500.00 ISK"),
        ("huf", 17_500, "175.00 HUF"),
    ],
)
def test_an_amount_is_taken_and_shown(standin, currency, amount, shown):
    session = begun(standin.client(), amount=amount, currency=currency)

    assert (session.currency, session.amount_total) == (currency.lower(), amount)
    assert f'<p class="amount">{shown}</p>' in standin.page(session.url)[2]


@pytest.mark.parametrize(
    ("currency", "amount", "code"),
    [("isk", 50, "invalid_charge_amount_no_decimal_compatible"), ("kwd", 15, None)],
)
def test_a_refund_is_no_finer_than_a_charge(standin, currency, amount, code):
    session = given(standin, currency=currency, amount=50_000)

    with refused(standin, ".", code=code, param="amount"):
        standin.client().v1.refunds.create({"payment_intent": session.payment_intent, "amount": amount})
