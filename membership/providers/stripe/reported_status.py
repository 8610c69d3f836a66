"""How a gift stands at Stripe: whether it goes on, when it is due next, and from which card."""

from uuid import UUID

from django.utils import timezone

from membership.money import Money
from membership.providers.base import Card, ReportedStatus, State
from membership.providers.stripe.amounts import from_stripe
from membership.providers.stripe.reading import SLUG, from_epoch, gift_of, same_mode
from membership.providers.stripe.requests import Row, name

#: docs.stripe.com/billing/subscriptions/overview, “Subscription statuses”. Unpaid: every retry has failed and
#: no more are made; incomplete_expired: the first payment never came. Neither brings a payment by itself.
_STATES: dict[str, State] = {
    "active": "active",
    "trialing": "active",
    "past_due": "past_due",
    "incomplete": "processing",
    "paused": "paused",
    "unpaid": "ended",
    "canceled": "ended",
    "incomplete_expired": "ended",
}


def of_subscription(subscription: Row) -> ReportedStatus | None:
    """How a repeated gift stands. `next_at` of a paused one is when it goes on; None: not by itself.

    None too while its donor is still on the page, where a card was declined or the bank asks to confirm:
    Stripe makes the subscription before its first payment (github.com/pay-rails/pay/issues/282).
    """
    gift = gift_of(subscription)
    if gift is None:
        return None
    same_mode(subscription)
    first_is_open = _first_is_open(subscription)
    if subscription["status"] == "incomplete" and first_is_open:
        return None
    state = _STATES.get(subscription["status"], "past_due")
    paused = subscription["pause_collection"]
    if paused and state in {"active", "past_due"}:
        state = "paused"
    if state == "active" and first_is_open:
        # A gift that is repeated by bank debit is active from the day on which the first one was ordered.
        state = "processing"
    period_end = min(item["current_period_end"] for item in subscription["items"]["data"])
    ends = subscription["cancel_at"] or (period_end if subscription["cancel_at_period_end"] else None)
    following = (paused or {}).get("resumes_at") if state == "paused" else period_end
    if state == "ended":
        ends = subscription["ended_at"] or subscription["canceled_at"]
    if ends or state not in {"active", "past_due", "paused"}:
        following = None
    return ReportedStatus(
        provider=SLUG,
        donation=gift,
        state=state,
        asked_at=timezone.now(),
        live=subscription["livemode"],
        amount=_each_time(subscription),
        subscription=subscription["id"],
        customer=name(subscription["customer"]),
        next_at=from_epoch(following) if following else None,
        ends_at=from_epoch(ends) if ends else None,
        card=_card(subscription),
    )


def _first_is_open(subscription: Row) -> bool:
    """Whether the first payment was asked for and has not come."""
    latest = subscription["latest_invoice"]
    return (
        isinstance(latest, dict)
        and latest["billing_reason"] == "subscription_create"
        and latest["status"] == "open"
    )


def of_single_gift(gift: UUID, row: Row, state: State) -> ReportedStatus:
    """How a single gift stands while no money has come of it."""
    return ReportedStatus(
        provider=SLUG,
        donation=gift,
        state=state,
        asked_at=timezone.now(),
        live=row["livemode"],
        customer=name(row["customer"]),
    )


def _each_time(subscription: Row) -> Money:
    items = subscription["items"]["data"]
    minor = sum(item["price"]["unit_amount"] * item["quantity"] for item in items)
    return from_stripe(minor, subscription["currency"])


def _card(subscription: Row) -> Card | None:
    """The card that the next payment is taken from: the gift's own, or else its donor's."""
    method = subscription["default_payment_method"]
    if not method and isinstance(subscription["customer"], dict):
        settings = subscription["customer"].get("invoice_settings") or {}
        method = settings.get("default_payment_method")
    if not isinstance(method, dict) or method["type"] != "card":
        return None
    card = method["card"]
    years, month = divmod(card["exp_year"] * 12 + card["exp_month"], 12)
    return Card(brand=card["brand"], last4=card["last4"], until=f"{years:04d}-{month + 1:02d}")
