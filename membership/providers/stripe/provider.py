"""Stripe, as `giving` sees it. What each verb does stands in the module that it calls."""

from collections.abc import Iterator
from datetime import datetime

from django.core.checks import CheckMessage
from django.utils.translation import gettext as _

from membership.providers.base import (
    Caps,
    DoesNotFit,
    Envelope,
    FraudWarning,
    Payout,
    Provider,
    ReportedLine,
    Told,
)
from membership.providers.stripe import account, events, keys, reading, starting, steering, truth
from membership.providers.stripe.amounts import CURRENCIES, step
from membership.providers.stripe.requests import Missing, asking, name, plain


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

    step = staticmethod(step)
    start = staticmethod(starting.start)
    read_event = staticmethod(events.read)
    refund = staticmethod(steering.refund)
    cancel = staticmethod(steering.cancel)
    change_amount = staticmethod(steering.change_amount)
    change_day = staticmethod(steering.change_day)
    pause = staticmethod(steering.pause)
    resume = staticmethod(steering.resume)
    portal_url = staticmethod(steering.portal_url)

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
            said = _("Stripe does not know %(reference)s. Does the key belong to another account?")
            raise DoesNotFit(said % {"reference": reference}) from None

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
                at=reading.from_epoch(row["created"]),
            )
        ]

    def events(self, since: datetime) -> Iterator[Envelope]:
        return events.since(since)

    def account(self, since: datetime) -> Iterator[ReportedLine]:
        return account.lines(since)

    def payouts(self, since: datetime) -> Iterator[Payout]:
        return account.payouts(since)
