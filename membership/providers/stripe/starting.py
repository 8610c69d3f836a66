"""A page of Stripe's where one gift is paid, made to fit the gift and nothing else."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from membership.providers.base import Declined, Gift, Start
from membership.providers.stripe.amounts import to_stripe
from membership.providers.stripe.reading import MARK
from membership.providers.stripe.requests import asking

if TYPE_CHECKING:
    from stripe.params.checkout import SessionCreateParams

#: A page lives half an hour at least from when it is made; by Stripe's clock, so a minute more by ours.
LEAST_LIFE = 31 * 60
#: Two calls within this time ask for the same page, to the second.
SLOT = 10 * 60

_PERIODS = {"monthly": "month", "yearly": "year"}
#: The languages of the page, as of SDK 16.1; it takes no other.
LANGUAGES = (
    "bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt "
    "pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW"
)


def start(gift: Gift, *, key: str, return_url: str, cancel_url: str) -> Start:
    """Make the page. Again with the same key it is the same page, for as long as a donor could still use it.

    A page lives half an hour, and the moment of its end is among what Stripe compares when it sees a key
    again: so the moment is rounded, and stands in the key. Give `gift.customer` only for a donor who has
    proved to be that customer: the page shows a customer's name, address and card.
    """
    try:
        return _made(gift, key, return_url, cancel_url)
    except Declined:
        if not gift.customer:
            raise
        # A customer may have been deleted at Stripe, or be bound to another currency: then as a stranger.
        return _made(replace(gift, customer=""), f"{key}:anew", return_url, cancel_url)


def _made(gift: Gift, key: str, return_url: str, cancel_url: str) -> Start:
    ends = end()
    params = session_params(gift, ends=ends, return_url=return_url, cancel_url=cancel_url)
    with asking(_("This gift cannot be paid by card. Change it, or give another way.")) as client:
        made = client.v1.checkout.sessions.create(params, {"idempotency_key": f"{key}:{ends}"})
        return Start(url=str(made.url), reference=made.id)


def session_params(gift: Gift, *, ends: int, return_url: str, cancel_url: str) -> SessionCreateParams:
    """What `start` asks for; the self-check asks for exactly the same. Raises Declined for the amount."""
    mark = {MARK: str(gift.id)}
    title = gift.title or _("Gift")
    price: dict[str, Any] = {
        "currency": gift.amount.currency.lower(),
        "unit_amount": to_stripe(gift.amount),
        "product_data": {"name": title},
    }
    params: dict[str, Any] = {
        "ui_mode": "hosted_page",
        "mode": "payment",
        "line_items": [{"quantity": 1, "price_data": price}],
        "client_reference_id": str(gift.id),
        "metadata": mark,
        "submit_type": "donate",
        "success_url": _address(return_url, mark="s={CHECKOUT_SESSION_ID}"),
        "cancel_url": _address(cancel_url),
        "expires_at": ends,
        "locale": _locale(gift.language),
        # Merchant of record for digital goods, and on by default in new accounts: wrong for gifts.
        "managed_payments": {"enabled": False},
        # Otherwise the donor may pay in another currency than the receipt names.
        "adaptive_pricing": {"enabled": False},
    }
    if gift.interval in _PERIODS:
        price["recurring"] = {"interval": _PERIODS[gift.interval]}
        params |= {"mode": "subscription", "subscription_data": {"metadata": mark}}
    else:
        params["payment_intent_data"] = {"metadata": mark}
    if gift.customer:
        params["customer"] = gift.customer
    else:
        params["customer_email"] = gift.email
        if params["mode"] == "payment":
            params["customer_creation"] = "if_required"
    return params  # type: ignore[return-value]


def end() -> int:
    """The moment at which a page that is made now closes."""
    return (int(time.time()) // SLOT + 1) * SLOT + LEAST_LIFE


def _address(path: str, *, mark: str = "") -> str:
    """A path of ours as a whole address. `mark` is added as it is: Stripe fills in what has braces."""
    if not mark:
        return f"{settings.SITE_URL}{path}"
    return f"{settings.SITE_URL}{path}{'&' if '?' in path else '?'}{mark}"


def _locale(language: str) -> str:
    """The nearest language that the page speaks; the browser's own if there is none."""
    short, _dash, region = language.lower().replace("_", "-").partition("-")
    spoken = LANGUAGES.split()
    nearest = [tag for tag in spoken if tag.lower() == f"{short}-{region}"]
    nearest += [tag for tag in spoken if tag == short]
    nearest += [tag for tag in spoken if short and tag.startswith(f"{short}-")]
    return nearest[0] if nearest else "auto"
