"""The proof: ledger, provider, payouts and receipts come to the same, to the last minor unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, Sum
from django.utils import timezone

from membership import providers
from membership.findings.ledger import certified
from membership.models import AccountLine, Comparison, Issuer, Payment
from membership.money import Money
from membership.reconciling import foreign

MONEY = ("payment", "refund", "dispute", "reinstated")


@dataclass(frozen=True)
class Proof:
    """One currency. A provider's two sums run up to the latest comparison, the receipts' up to now."""

    currency: str
    as_of: datetime | None
    ledger_minor: int = 0
    provider_minor: int = 0
    carried_minor: int = 0
    paid_out_minor: int = 0
    received_minor: int = 0
    certified_minor: int = 0

    def _money(self, minor: int) -> Money:
        return Money(minor, self.currency)

    @property
    def ledger(self) -> Money:
        return self._money(self.ledger_minor)

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
        found = (self.provider_differs, self.payouts_differ, self.receipts_differ)
        return not any(one.minor for one in found)


def proof() -> list[Proof]:
    """What each currency comes to in the four books.

    Money that somebody has said is not ours is left out, and so are gifts whose money the provider keeps in
    another currency.
    """
    slugs = [slug for slug, through in providers.REGISTRY.items() if through.caps().account]
    as_of = Comparison.objects.filter(provider__in=slugs, live=True).aggregate(at=Max("until"))["at"]
    sums: dict[str, dict[str, int]] = {}
    if as_of:
        for name, rows in _at_providers(slugs, as_of).items():
            for currency, minor in rows:
                sums.setdefault(currency, {})[name] = minor
    for name, rows in _receipts().items():
        for currency, minor in rows:
            sums.setdefault(currency, {})[name] = minor
    return [Proof(currency, as_of, **sums[currency]) for currency in sorted(sums)]


def _at_providers(slugs: list[str], as_of: datetime) -> dict[str, Any]:
    ledger = Payment.objects.live().money().filter(provider__in=slugs, at__lt=as_of)
    account = AccountLine.objects.filter(provider__in=slugs, live=True, at__lt=as_of)
    exchanged = account.filter(
        provider=OuterRef("provider"), kind=OuterRef("kind"), of=OuterRef("reference")
    ).exclude(currency=OuterRef("currency"))
    given = Payment.objects.filter(
        provider=OuterRef("provider"), kind=OuterRef("kind"), reference=OuterRef("of")
    ).exclude(currency=OuterRef("currency"))
    not_ours = set().union(*(foreign(slug) for slug in slugs))
    money = account.filter(~Exists(given), kind__in=MONEY)
    money = money.exclude(Q(of__in=not_ours) | Q(reference__in=not_ours))
    in_payouts = account.exclude(payout="")
    return {
        "ledger_minor": _by_currency(ledger.filter(~Exists(exchanged)), "minor"),
        "provider_minor": _by_currency(money, "gross_minor"),
        "carried_minor": _by_currency(in_payouts.exclude(kind="payout"), "net_minor"),
        "paid_out_minor": [
            (currency, -minor)
            for currency, minor in _by_currency(in_payouts.filter(kind="payout"), "net_minor")
        ],
    }


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
    found = rows.order_by().values_list("currency").annotate(total=Sum(F(column)))
    return list(found.values_list("currency", "total"))
