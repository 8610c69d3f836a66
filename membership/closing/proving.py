"""The proof: ledger, provider, payouts and receipts come to the same, to the last minor unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Max, Sum
from django.utils import timezone

from membership import providers
from membership.findings.ledger import certified
from membership.models import Comparison, Issuer, Payment
from membership.money import Money
from membership.reconciling import agreement


@dataclass(frozen=True)
class Proof:
    """One currency. A provider's two sums run up to its latest comparison, the receipts' up to now."""

    currency: str
    as_of: datetime | None
    ledger_minor: int = 0
    provider_minor: int = 0
    #: Lines of our ledger that nobody has compared yet, and what they come to.
    newer: int = 0
    newer_minor: int = 0
    carried_minor: int = 0
    paid_out_minor: int = 0
    bank_minor: int = 0
    banked_minor: int = 0
    #: Transfers that staff marked received for a day after the last statement.
    by_hand: int = 0
    by_hand_minor: int = 0
    received_minor: int = 0
    certified_minor: int = 0

    def _money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    @property
    def ledger(self) -> Money:
        return self._money(self.ledger_minor)

    @property
    def newer_sum(self) -> Money:
        return self._money(self.newer_minor)

    @property
    def provider(self) -> Money:
        return self._money(self.provider_minor)

    @property
    def carried(self) -> Money:
        """What the lines of all payouts come to, charges taken off."""
        return self._money(self.carried_minor)

    @property
    def paid_out(self) -> Money:
        return self._money(self.paid_out_minor)

    @property
    def bank(self) -> Money:
        return self._money(self.bank_minor)

    @property
    def banked(self) -> Money:
        return self._money(self.banked_minor)

    @property
    def by_hand_sum(self) -> Money:
        return self._money(self.by_hand_minor)

    @property
    def bank_differs(self) -> Money:
        return self._money(self.bank_minor - self.banked_minor)

    @property
    def received(self) -> Money:
        return self._money(self.received_minor)

    @property
    def certified(self) -> Money:
        return self._money(self.certified_minor)

    @property
    def provider_differs(self) -> Money:
        return self._money(self.provider_minor - self.ledger_minor)

    @property
    def payouts_differ(self) -> Money:
        return self._money(self.paid_out_minor - self.carried_minor)

    @property
    def receipts_differ(self) -> Money:
        return self._money(self.certified_minor - self.received_minor)

    @property
    def holds(self) -> bool:
        found = (self.provider_differs, self.payouts_differ, self.bank_differs, self.receipts_differ)
        return not any(one.minor for one in found)


def proof() -> list[Proof]:
    """What each currency comes to in the four books.

    Money that somebody has said is not ours is left out, and so are gifts whose money the provider keeps in
    another currency.
    """
    slugs = [slug for slug, through in providers.REGISTRY.items() if through.caps().account]
    as_of = Comparison.objects.filter(provider__in=slugs, live=True).aggregate(at=Max("until"))["at"]
    sums = agreement.sums(slugs)
    for currency, found in agreement.bank_sums().items():
        sums.setdefault(currency, {}).update(found)
    for name, rows in _receipts().items():
        for currency, minor in rows:
            sums.setdefault(currency, {})[name] = minor
    return [Proof(currency, as_of, **sums[currency]) for currency in sorted(sums)]


def _receipts() -> dict[str, Any]:
    first = Issuer.objects.order_by("valid_from").values_list("valid_from", flat=True).first()
    if first is None:
        return {}
    since = timezone.make_aware(datetime.combine(first, time()))
    # What another system took was certified there.
    lines = Payment.objects.live().money().filter(recorded_at__gte=since).exclude(provider=providers.IMPORTED)
    return {
        "received_minor": _by_currency(lines, "minor"),
        "certified_minor": _by_currency(lines.filter(certified()), "minor"),
    }


def _by_currency(rows: Any, column: str) -> list[tuple[str, int]]:
    return list(rows.order_by().values_list("currency").annotate(total=Sum(column)))
