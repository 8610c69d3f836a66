"""What the tests of the stand-in ask the SDK for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import stripe

THANKS = "http://paper.example/thanks?s={CHECKOUT_SESSION_ID}"
FORM = "http://paper.example/give/?amount=8"


def wanted(mode: str = "payment", *, amount: int = 800, currency: str = "eur", **more: Any) -> dict[str, Any]:
    """The parameters of a gift's session."""
    price: dict[str, Any] = {"currency": currency, "unit_amount": amount, "product_data": {"name": "A gift"}}
    if mode == "subscription":
        price["recurring"] = {"interval": "month"}
    data = "subscription_data" if mode == "subscription" else "payment_intent_data"
    return {
        "mode": mode,
        "line_items": [{"price_data": price, "quantity": 1}],
        "success_url": THANKS,
        "cancel_url": FORM,
        "customer_email": "ada@reader.example",
        "metadata": {"donation": "d-1"},
        data: {"metadata": {"donation": "d-1"}},
        **more,
    }


def begun(client: Any, mode: str = "payment", **more: Any) -> Any:
    return client.v1.checkout.sessions.create(wanted(mode, **more))


def given(standin: Any, mode: str = "payment", *, outcome: str = "paid", **more: Any) -> Any:
    """A session after the donor pressed a button on its page."""
    client = standin.client()
    session = begun(client, mode, **more)
    standin.press(session.id, outcome)
    return client.v1.checkout.sessions.retrieve(session.id)


def happened(standin: Any) -> list[str]:
    """The types of all events, oldest first."""
    return [event["type"] for event in reversed(standin.dump("event"))]


@contextmanager
def refused(
    standin: Any, message: str, *, code: str | None = None, param: str | None = None, status: int = 400
) -> Iterator[None]:
    """The block is refused just so, and that is no breach of the contract."""
    with pytest.raises(stripe.StripeError, match=message) as found:
        yield
    error = found.value
    standin.forgive()
    assert (error.http_status, error.code, getattr(error, "param", None)) == (status, code, param)
