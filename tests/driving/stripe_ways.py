"""A stand-in Stripe with our provider set up to ask it, and gifts to begin there. For tests/membership/providers/stripe."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from membership import providers
from membership.money import Money
from membership.providers.base import Gift, ReportedStatus
from membership.providers.stripe import Stripe, requests
from tests.stripe_standin.running import KEY, StandIn

SECRET = "whsec_newsroom"


@pytest.fixture
def stripe(standin: StandIn, settings):
    """The provider, asking the stand-in."""
    settings.MEMBERSHIP_PROVIDER = "stripe"
    settings.SITE_URL = "http://127.0.0.1:8000"
    settings.STRIPE_SECRET_KEY = KEY
    settings.STRIPE_WEBHOOK_SECRET = [SECRET]
    settings.STRIPE_API_BASE = standin.url
    yield providers.by_slug("stripe")
    close_clients()


def close_clients() -> None:
    """No connection is left open for the garbage collector to complain of."""
    kept = requests.keys.current()
    if requests._client.cache_info().currsize:
        requests._client(kept)._requestor._client.close()
        requests._client.cache_clear()


def gift(**told) -> Gift:
    return Gift(
        **{
            "id": uuid4(),
            "reference": "HL-7K4Q-9X",
            "amount": Money(1000, "EUR"),
            "interval": "once",
            "email": "hanne@reader.example",
            "title": "Gift to The Harbour Ledger",
            "language": "de",
            **told,
        }
    )


def begin(stripe: Stripe, of: Gift, **told) -> str:
    """The reference of the page that was made for it."""
    told = {"key": f"gift:{of.id}", "return_url": "/gift/1/", "cancel_url": "/give/?again=1", **told}
    return stripe.start(of, **told).reference


def repeated(stripe: Stripe, standin: StandIn, **told) -> tuple[Gift, str, ReportedStatus]:
    """A gift that is repeated from now on: the gift, its page, how it stands."""
    of = gift(interval="monthly", **told)
    page = begin(stripe, of)
    standin.press(page, "paid")
    return of, page, stripe.fetch(page)[-1]


def kinds(told) -> list[str]:
    """Facts by kind and minor units, statuses by state."""
    return [
        one.state if isinstance(one, ReportedStatus) else f"{one.kind} {one.amount.minor}" for one in told
    ]


def a_day_ago() -> datetime:
    return datetime.now(UTC) - timedelta(days=1)
