"""Stripe, as `giving` sees it. What each verb does stands in the module that it calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.core.checks import CheckMessage
from django.utils.translation import gettext as _

from membership.money import Money
from membership.providers.base import (
    AccountLine,
    Caps,
    DoesNotFit,
    Envelope,
    FraudWarning,
    Gift,
    Payout,
    Provider,
    Start,
    Told,
)
from membership.providers.stripe import account, events, keys, reading, starting, steering, truth
from membership.providers.stripe.amounts import CURRENCIES
from membership.providers.stripe.asking import Missing, asking, name, plain


class Stripe(Provider):
    slug = reading.SLUG

    def caps(self) -> Caps:
        return Caps(
            intervals=frozenset({"once", "monthly", "yearly"}),
            hosted=True,
            live=keys.current().live,
            currencies=CURRENCIES,
            charges=True,
            refunds=True,
            events=True,
            portal=True,
            steers=True,
            account=True,
        )

    def check(self) -> list[CheckMessage]:
        return keys.problems()

    def start(self, gift: Gift, *, key: str, return_url: str, cancel_url: str) -> Start:
        return starting.start(gift, key=key, return_url=return_url, cancel_url=cancel_url)

    def fetch(self, reference: str) -> list[Told]:
        """What `start` began (cs_…), or any payment, refund, dispute or repeated gift that came of it."""
        teller = next(
            (tell for letters, tell in truth.KNOWN_BY.items() if reference.startswith(letters)), None
        )
        if teller is None:
            raise DoesNotFit(_("Stripe has no such reference: %(reference)s.") % {"reference": reference})
        try:
            with asking() as client:
                return teller(client, reference)
        except Missing:
            raise DoesNotFit(
                _("Stripe does not know %(reference)s. Does the key belong to another account?")
                % {"reference": reference}
            ) from None

    def read_event(self, body: bytes, headers: Mapping[str, str]) -> Envelope:
        return events.read(body, headers)

    def told_by(self, kind: str, about: str) -> list[Told]:
        teller = next((tell for start, tell in truth.TELLERS.items() if kind.startswith(start)), None)
        if teller is None:
            return []
        try:
            with asking() as client:
                return teller(client, about)
        except Missing:
            # Deleted, or another account's.
            return []

    def events(self, since: datetime) -> Iterator[Envelope]:
        return events.since(since)

    def warnings(self, kind: str, about: str) -> list[FraudWarning]:
        if not kind.startswith("radar.early_fraud_warning."):
            return []
        with asking() as client:
            row = plain(client.v1.radar.early_fraud_warnings.retrieve(about))
        return [
            FraudWarning(
                reference=row["id"],
                payment=name(row["payment_intent"]) or name(row["charge"]),
                avoidable=row["actionable"],
                at=reading.moment(row["created"]),
            )
        ]

    def refund(self, payment: str, amount: Money, *, key: str) -> list[Told]:
        return steering.refund(payment, amount, key=key)

    def cancel(self, subscription: str, *, at_period_end: bool, key: str) -> list[Told]:
        return steering.cancel(subscription, at_period_end=at_period_end, key=key)

    def change_amount(self, subscription: str, amount: Money, *, key: str) -> list[Told]:
        return steering.change_amount(subscription, amount, key=key)

    def change_day(self, subscription: str, next_at: datetime, *, key: str) -> list[Told]:
        return steering.change_day(subscription, next_at, key=key)

    def pause(self, subscription: str, *, until: datetime | None, key: str) -> list[Told]:
        return steering.pause(subscription, until=until, key=key)

    def resume(self, subscription: str, *, key: str) -> list[Told]:
        return steering.resume(subscription, key=key)

    def portal_url(self, customer: str, return_url: str) -> str:
        return steering.portal_url(customer, return_url)

    def account(self, since: datetime) -> Iterator[AccountLine]:
        return account.lines(since)

    def payouts(self, since: datetime) -> Iterator[Payout]:
        return account.payouts(since)
