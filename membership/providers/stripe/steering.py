"""What can be done to a gift after it was begun. Every POST carries a key that our own row gives."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from membership.money import Money
from membership.providers.base import Declined, Told
from membership.providers.stripe import truth
from membership.providers.stripe.amounts import to_stripe
from membership.providers.stripe.requests import Row, asking, name, plain

if TYPE_CHECKING:
    from stripe.params import SubscriptionUpdateParams

#: With an invoice that is tried again meanwhile, one month would be charged for twice.
_PAID_UP = frozenset({"active", "trialing"})
_OVER = frozenset({"canceled", "incomplete_expired"})


def refund(payment: str, amount: Money, *, key: str) -> list[Told]:
    """Give back (part of) a payment. A refund that has not moved yet is told by its event."""
    minor = to_stripe(amount, refund=True)
    with asking(_("This payment cannot be given back. It may have been given back already.")) as client:
        intent = plain(client.v1.payment_intents.retrieve(payment))
        if intent["currency"].upper() != amount.currency:
            raise Declined(_("This payment was made in another currency."))
        client.v1.refunds.create({"payment_intent": payment, "amount": minor}, {"idempotency_key": key})
        return truth.payment(client, payment)


def cancel(subscription: str, *, at_period_end: bool, key: str) -> list[Told]:
    """No more payments, from now or from the end of the time that is paid. A second time changes nothing."""
    if at_period_end:
        return _update(subscription, {"cancel_at_period_end": True}, key)
    with asking(_("This gift could not be ended. Try again, or write to us.")) as client:
        if plain(client.v1.subscriptions.retrieve(subscription))["status"] not in _OVER:
            client.v1.subscriptions.cancel(
                subscription, {"invoice_now": False, "prorate": False}, {"idempotency_key": key}
            )
        return truth.status(client, subscription)


def change_amount(subscription: str, amount: Money, *, key: str) -> list[Told]:
    """Another amount from the next payment on; nothing is charged or given back for the time that is paid."""
    minor = to_stripe(amount)
    with asking() as client:
        row = plain(client.v1.subscriptions.retrieve(subscription))
    if row["currency"].upper() != amount.currency:
        raise Declined(_("This gift is made in another currency. End it, and begin a new one."))
    item: Row = row["items"]["data"][0]
    price = {
        "currency": row["currency"],
        "product": name(item["price"]["product"]),
        "recurring": {"interval": item["price"]["recurring"]["interval"]},
        "unit_amount": minor,
    }
    return _update(
        subscription,
        {"items": [{"id": item["id"], "price_data": price}], "proration_behavior": "none"},  # type: ignore[typeddict-item]
        key,
    )


def change_day(subscription: str, next_at: datetime, *, key: str) -> list[Told]:
    """The next payment then, by a trial until that moment that nothing is prorated for: Stripe's own way to
    move the day of a subscription (docs.stripe.com/billing/subscriptions/billing-cycle). Its end becomes the
    anchor, so that the 31st stays the 31st where a month has one."""
    with asking() as client:
        row = plain(client.v1.subscriptions.retrieve(subscription))
    if row["status"] not in _PAID_UP:
        raise Declined(_("The latest payment is not settled. Change the day once it is."))
    return _update(subscription, {"trial_end": int(next_at.timestamp()), "proration_behavior": "none"}, key)


def pause(subscription: str, *, until: datetime | None, key: str) -> list[Told]:
    """What falls due in the meantime is let go."""
    if until is None:
        return _update(subscription, {"pause_collection": {"behavior": "void"}}, key)
    resumes_at = int(until.timestamp())
    return _update(subscription, {"pause_collection": {"behavior": "void", "resumes_at": resumes_at}}, key)


def resume(subscription: str, *, key: str) -> list[Told]:
    return _update(subscription, {"pause_collection": ""}, key)


def portal_url(customer: str, return_url: str) -> str:
    """A page of Stripe's that asks for another card, for this donor's repeated gifts."""
    back = f"{settings.SITE_URL}{return_url}"
    with asking(_("The page for your card could not be opened. Write to us, and we will help.")) as client:
        made = client.v1.billing_portal.sessions.create(
            {
                "customer": customer,
                "return_url": back,
                "flow_data": {
                    "type": "payment_method_update",
                    "after_completion": {"type": "redirect", "redirect": {"return_url": back}},
                },
            }
        )
        return made.url


def _update(subscription: str, changes: SubscriptionUpdateParams, key: str) -> list[Told]:
    with asking(_("This gift could not be changed. It may have ended already.")) as client:
        client.v1.subscriptions.update(subscription, changes, {"idempotency_key": key})
        return truth.status(client, subscription)
