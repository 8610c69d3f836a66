"""Stripe's events: those that come to the webhook, and those that it lists when it is asked."""

import json
import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.providers.base import BadSignature, Envelope, Misconfigured
from membership.providers.stripe import keys
from membership.providers.stripe.reading import from_epoch
from membership.providers.stripe.requests import Row, asking, every, name

if TYPE_CHECKING:
    from stripe.params import EventListParamsCreated

#: Seconds that an event may be old, or ahead of our clock.
TOLERANCE = 300
#: What the webhook is registered for, and what is asked for: at most twenty kinds can be asked for at once.
KINDS = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "payment_intent.payment_failed",
    "invoice.paid",
    "invoice.payment_failed",
    "invoice.payment_action_required",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    # Every refund makes it, so charge.refunded would tell nothing more.
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "radar.early_fraud_warning.created",
    "payment_method.automatically_updated",
    "customer.updated",
)
#: Stripe forgets events after this time.
KEPT = timedelta(days=30)
#: Events are listed newest first; so much time is read at once to put them in order.
STRETCH = timedelta(hours=6)


def read(body: bytes, headers: Mapping[str, str]) -> Envelope:
    """Verify and read what came to the webhook. Raises BadSignature, or Misconfigured while it cannot be
    believed or Stripe could not be asked about it: Stripe sends it again."""
    if found := keys.problems():
        raise Misconfigured(found[0].msg)
    secrets = settings.STRIPE_WEBHOOK_SECRET
    header = next((value for key, value in headers.items() if key.lower() == "stripe-signature"), "")
    if not any(_is_signed(body, header, secret) for secret in secrets):
        raise BadSignature(_("The signature is missing, wrong or too old."))
    # The library lets a signature from the future pass.
    if _signed_at(header) > time.time() + TOLERANCE:
        raise BadSignature(_("The signature is of a time that has not come yet."))
    try:
        text = body.decode()
        envelope = _envelope(json.loads(text), text)
    except (ValueError, KeyError, TypeError, OverflowError, OSError) as error:
        raise BadSignature(_("This is no event of Stripe's.")) from error
    if envelope.live != keys.current().live:
        raise BadSignature(_("This event belongs to Stripe's other mode, live or test."))
    return envelope


def since(start: datetime) -> Iterator[Envelope]:
    """Events of the kinds that we know, oldest first. What Stripe has forgotten is not told."""
    now = timezone.now()
    start = max(start, now - KEPT)
    while start + STRETCH < now:
        yield from _between(start, start + STRETCH)
        start += STRETCH
    yield from _between(start, None)


def _between(start: datetime, end: datetime | None) -> list[Envelope]:
    """Those made from `start` on and before `end`; no end: our clock may be slow."""
    created: EventListParamsCreated = {"gte": int(start.timestamp())}
    if end:
        created["lt"] = int(end.timestamp())
    with asking() as client:
        found = client.v1.events.list({"types": list(KINDS), "created": created, "limit": 100})
        rows = every(found)
    return [_envelope(row, json.dumps(row)) for row in rows]


def _is_signed(body: bytes, header: str, secret: str) -> bool:
    import stripe

    # The library compares text, and comparing text that is not ASCII is an error of its own.
    if not header.isascii():
        return False
    try:
        return stripe.WebhookSignature.verify_header(body, header, secret, TOLERANCE)
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False


def _signed_at(header: str) -> int:
    """The moment that was signed; the signature has been verified, so it is there."""
    pairs = [part.split("=", 2) for part in header.split(",")]
    return next(int(pair[1]) for pair in pairs if pair[0] == "t")


def _envelope(event: Row, body: str) -> Envelope:
    if event["object"] != "event":
        raise ValueError(event["object"])
    about: Any = event["data"]["object"]
    return Envelope(
        id=str(event["id"]),
        kind=str(event["type"]),
        about=name(about) if "id" in about else "",
        created=from_epoch(event["created"]),
        live=event["livemode"] is True,
        api_version=event["api_version"] or "",
        body=body,
    )
