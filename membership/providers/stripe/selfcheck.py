"""Proves with a newsroom's own key that its gifts would arrive, as far as that goes without a browser.

What is used is what the site uses: the same settings, client, parameters and translation of amounts. With a
test key one page is made and closed for each frequency, and one payment by a test card is made and refunded.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, get_args
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from membership.money.limits import limits_for
from membership.providers.base import Gift, Interval, Misconfigured, ProviderError
from membership.providers.stripe import events, keys, starting
from membership.providers.stripe.account import CHECK
from membership.providers.stripe.amounts import from_stripe, to_stripe
from membership.providers.stripe.requests import Forbidden, Unreachable, asking, every, name, plain

if TYPE_CHECKING:
    from stripe import StripeClient

#: Stripe's ready-made test card that always pays: docs.stripe.com/testing.
TEST_CARD = "pm_card_visa"


@dataclass(frozen=True)
class Step:
    """One thing that was tried. `advice` says what to do where it did not go well."""

    well: bool
    sentence: str
    advice: str = ""
    #: Nothing that comes after it could go better.
    ends: bool = False


class Wrong(Exception):
    """An answer that is not what the site needs; the second argument says what to do."""


def run(*, read_only: bool) -> Iterator[Step]:
    """Every step as it is done. What all others rest on ends the check when it fails."""
    found = keys.problems()
    yield from (Step(False, problem.msg, str(problem.hint)) for problem in found)
    if keys.key_problems(keys.current()):
        return
    if not found:
        yield Step(True, "The settings are complete.")
    if keys.current().live and not read_only:
        yield Step(
            False,
            "This is a live key, and the check would begin gifts and make a payment with it.",
            "Use a test key (sk_test_… or rk_test_…), or --read-only.",
        )
        return
    mode = "live: real money moves" if keys.current().live else "test: no real money moves"
    yield Step(True, f"The key is for {mode}. {keys.current().place} is asked with it.")
    for what, work, permission in [*_LOOKS, *([] if read_only else _TRIES)]:
        step = _tried(what, work, permission)
        yield step
        if step.ends:
            return


def _tried(what: str, work: Callable[[StripeClient], str], permission: str) -> Step:
    try:
        with asking(f"Stripe refused to {what}.") as client:
            return Step(True, work(client))
    except Wrong as wrong:
        return Step(False, *wrong.args)
    except Forbidden:
        return Step(
            False, f"The key may not {what}.", f"Give the restricted key the permission {permission}."
        )
    except Misconfigured:
        key = keys.current()
        return Step(
            False,
            f"{key.place} does not accept the key. It is {keys.kind_of(key.secret)}.",
            "Copy the key again from dashboard.stripe.com/apikeys; it may have been rolled or deleted.",
            ends=True,
        )
    except Unreachable as error:
        return Step(False, *_unreachable(error), ends=True)
    except ProviderError as error:
        return Step(False, str(error), "The reason stands in the log, and at dashboard.stripe.com/logs.")
    except (AttributeError, LookupError, TypeError, ValueError):
        return Step(
            False, f"{keys.current().place} answers, but not as Stripe does.", _WHOSE_ADDRESS, ends=True
        )


def _unreachable(error: Unreachable) -> tuple[str, str]:
    """Why nobody answered, and what to do."""
    place = keys.current().place
    if error.status:
        return (f"{place} answers, but not as it should (status {error.status}).", _WHOSE_ADDRESS)
    for cause in error.causes:
        if isinstance(cause, socket.gaierror):
            return (
                f"{place} cannot be found: this machine could not look the name up.",
                "Is the machine on the network, and does its name server (DNS) answer?",
            )
        if isinstance(cause, ssl.SSLError):
            return (
                f"{place} shows a certificate that this machine does not trust.",
                "Is its clock right, and are its certificates of today? A proxy between may read along.",
            )
        if isinstance(cause, TimeoutError):
            return (
                f"{place} does not answer in time.",
                "Does a firewall let this machine out to port 443? Then try again in a minute.",
            )
    return (
        f"{place} cannot be reached from this machine.",
        "Is the machine on the network, and does a firewall let it out to port 443?",
    )


def _account(client: StripeClient) -> str:
    row = plain(client.v1.accounts.retrieve_current())
    if not row["charges_enabled"]:
        raise Wrong(
            f"The account {row['id']} cannot take payments yet.",
            "Finish the questions at dashboard.stripe.com/account/onboarding.",
        )
    version = client.v1.accounts._requestor.stripe_version
    return (
        f"The account {row['id']} takes payments; it is kept in {row['default_currency'].upper()} in "
        f"{row['country']}. We speak version {version} of the API."
    )


def _events(client: StripeClient) -> str:
    found = client.v1.events.list({"types": list(events.KINDS), "limit": 1})
    newest = next((events.from_epoch(row.created) for row in found.data), None)
    when = f"the newest is of {timezone.localtime(newest):%Y-%m-%d %H:%M}" if newest else "there are none yet"
    return f"Events can be listed; {when}."


def _webhook(client: StripeClient) -> str:
    url = f"{settings.SITE_URL}{keys.WEBHOOK_PATH}"
    rows = [row for row in every(client.v1.webhook_endpoints.list({"limit": 100})) if row["url"] == url]
    asked = " ".join(f"-d 'enabled_events[]={kind}'" for kind in events.KINDS)
    if not rows:
        raise Wrong(
            f"No webhook is registered for {url}",
            "Add it at dashboard.stripe.com/webhooks, or: "
            f"stripe webhook_endpoints create -d url={url} {asked}\n"
            f"For a site on your own machine: stripe listen --forward-to {url}\n"
            "Then put its signing secret (whsec_…) into STRIPE_WEBHOOK_SECRET.",
        )
    told = {kind for row in rows if row["status"] == "enabled" for kind in row["enabled_events"]}
    missing = [kind for kind in events.KINDS if kind not in told and "*" not in told]
    if missing:
        raise Wrong(
            f"The webhook {rows[-1]['id']} is not told of: {', '.join(missing)}.",
            f"Switch it on with all of them: stripe webhook_endpoints update {rows[-1]['id']} "
            f"-d disabled=false {asked}",
        )
    return f"The webhook {url} is registered for all {len(events.KINDS)} kinds of event."


def _lines(client: StripeClient) -> str:
    found = client.v1.balance_transactions.list({"limit": 1})
    return f"The account's lines can be read; there are {'some' if found.data else 'none yet'}."


def _page(client: StripeClient, *, interval: Interval) -> str:
    gift = Gift(
        id=uuid4(),
        reference="SELF-CHECK",
        amount=limits_for(settings.MEMBERSHIP_CURRENCY).least,
        interval=interval,
        email="self-check@example.com",
        title="Self-check",
        language=settings.LANGUAGE_CODE,
    )
    params = starting.session_params(gift, ends=starting.end(), return_url="/", cancel_url="/")
    made = plain(client.v1.checkout.sessions.create(params, {"idempotency_key": f"self-check:{gift.id}"}))
    back = plain(client.v1.checkout.sessions.retrieve(made["id"]))
    closed = plain(client.v1.checkout.sessions.expire(made["id"]))
    amount = from_stripe(back["amount_total"], back["currency"])
    kept = {
        "amount": amount == gift.amount,
        "gift": back["client_reference_id"] == str(gift.id),
        "page": bool(made["url"]),
        "end": closed["status"] == "expired",
        "adaptive pricing off": not (back["adaptive_pricing"] or {}).get("enabled"),
        "managed payments off": not (back["managed_payments"] or {}).get("enabled"),
    }
    if wrong := [what for what, right in kept.items() if not right]:
        raise Wrong(f"The page for a gift ({interval}) came back otherwise: {', '.join(wrong)}.", _TELL_US)
    return f"A page for {amount.exact}, {interval}, was made as the site makes it, and closed again."


def _portal(client: StripeClient) -> str:
    owner = client.v1.customers.create({"description": "Self-check", "email": "self-check@example.com"})
    try:
        client.v1.billing_portal.sessions.create(
            {
                "customer": owner.id,
                "return_url": settings.SITE_URL,
                "flow_data": {"type": "payment_method_update"},
            }
        )
    finally:
        client.v1.customers.delete(owner.id)
    return "The page where donors change their card can be opened."


def _payment(client: StripeClient) -> str:
    amount = limits_for(settings.MEMBERSHIP_CURRENCY).least
    key = f"self-check:{uuid4()}"
    intent = plain(
        client.v1.payment_intents.create(
            {
                "amount": to_stripe(amount),
                "currency": amount.currency.lower(),
                "confirm": True,
                "description": "Self-check",
                "metadata": CHECK,
                "payment_method": TEST_CARD,
                "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            },
            {"idempotency_key": key},
        )
    )
    if intent["status"] != "succeeded":
        raise Wrong(f"A payment by test card is {intent['status']}, not succeeded.", _TELL_US)
    back = plain(
        client.v1.refunds.create(
            {"payment_intent": intent["id"], "metadata": CHECK}, {"idempotency_key": f"{key}:refund"}
        )
    )
    lines = [
        row
        for source in (name(intent["latest_charge"]), back["id"])
        for row in every(client.v1.balance_transactions.list({"source": source}))
    ]
    if len(lines) != 2 or sum(row["amount"] for row in lines):
        raise Wrong(
            "A payment by test card and its refund do not both stand in the account yet.",
            "Run the check again in a minute.",
        )
    return (
        f"{amount.exact} was paid by test card and given back; the account shows both, and a fee of "
        f"{from_stripe(sum(row['fee'] for row in lines), lines[0]['currency']).exact}."
    )


#: What is tried, how, and what a restricted key needs for it.
_LOOKS: list[tuple[str, Callable[[StripeClient], str], str]] = [
    ("read the account", _account, "Accounts: read"),
    ("list events", _events, "Events: read"),
    ("look for the webhook", _webhook, "Webhook Endpoints: read"),
    ("read the account's lines", _lines, "Balance Transactions: read"),
]
_TRIES: list[tuple[str, Callable[[StripeClient], str], str]] = [
    *(
        (f"make a page for a gift, {each}", partial(_page, interval=each), "Checkout Sessions: write")
        for each in get_args(Interval)
    ),
    ("open the page for the card", _portal, "Customers and Customer Portal: write"),
    ("pay and give back", _payment, "PaymentIntents and Refunds: write"),
]
_WHOSE_ADDRESS = (
    "If STRIPE_API_BASE is set, is that Stripe's address? Else see status.stripe.com, and try again."
)
_TELL_US = "Stripe may have changed. Keep the lines above and write to those who make this program."
