"""The proof: ledger, provider, payouts and receipts come to the same, to the last minor unit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Max, Subquery
from django.utils import timezone

from membership import providers
from membership.books.closing.sealing import DAY
from membership.books.discrepancies.ledger import certified
from membership.books.reconciling import agreement
from membership.books.reconciling.at_bank import bank_sums
from membership.models import AccountLine, BankStatement, Comparison, Issuer, Payment, Resolution
from membership.money import Money
from membership.periods import midnight
from newsroom import __version__

_BOOKS = ("ledger", "provider", "carried", "paid_out", "bank", "banked", "received", "certified")


@dataclass(frozen=True)
class Proof:
    """One currency. A provider's two sums run up to its latest comparison, the receipts' up to now."""

    currency: str
    as_of: datetime | None
    worked_out_at: datetime
    ledger: Money
    provider: Money
    #: Lines of our ledger that nobody has compared yet, and what they come to.
    newer: int
    newer_sum: Money
    #: What the lines of all payouts come to, charges taken off.
    carried: Money
    paid_out: Money
    #: Less what the bank took back, on both sides.
    bank: Money
    banked: Money
    #: Transfers that staff marked received for a day after the last statement.
    by_hand: int
    by_hand_sum: Money
    #: Those for a day that statements reach, and which none of them has brought.
    unbrought: int
    unbrought_sum: Money
    received: Money
    certified: Money

    @property
    def bank_differs(self) -> Money:
        return self.bank - self.banked

    @property
    def provider_differs(self) -> Money:
        return self.provider - self.ledger

    @property
    def payouts_differ(self) -> Money:
        return self.paid_out - self.carried

    @property
    def receipts_differ(self) -> Money:
        return self.certified - self.received

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
    for currency, found in bank_sums().items():
        sums.setdefault(currency, {}).update(found)
    for name, rows in _receipts().items():
        for currency, minor in rows:
            sums.setdefault(currency, {})[name] = minor
    return [_proof(currency, as_of, sums[currency]) for currency in sorted(sums)]


def last_proof(*, anew: bool = False) -> list[Proof]:
    """The same as it was last worked out. Every line of the books is added up for it, so that is done anew at
    most once a day, after each look at an account, statement and decision (to book a return back is
    one), and where it is asked for."""
    newest = [
        Subquery(rows.order_by("-pk").values("pk")[:1])
        for rows in (
            *(model._base_manager.all() for model in (AccountLine, Comparison, BankStatement, Resolution)),
            Payment.objects.filter(provider=providers.PLEDGE, kind=Payment.Kind.REFUND),
        )
    ]
    seen = Payment.objects.order_by("pk").values_list(*newest).first() or ()
    # What an older version kept may be of another shape.
    kept = ":".join(["membership.proof", __version__, *map(str, seen)])
    found: list[Proof] | None = None if anew else cache.get(kept)
    if found is None:
        found = proof()
        cache.set(kept, found, timeout=DAY)
    return found


def _proof(currency: str, as_of: datetime | None, found: dict[str, int]) -> Proof:
    def money(name: str) -> Money:
        return Money(found.get(f"{name}_minor", 0), currency)

    return Proof(
        currency,
        as_of,
        timezone.now(),
        newer=found.get("newer", 0),
        newer_sum=money("newer"),
        by_hand=found.get("by_hand", 0),
        by_hand_sum=money("by_hand"),
        unbrought=found.get("unbrought", 0),
        unbrought_sum=money("unbrought"),
        **{name: money(name) for name in _BOOKS},
    )


def _receipts() -> dict[str, Any]:
    first = Issuer.objects.order_by("valid_from").values_list("valid_from", flat=True).first()
    if first is None:
        return {}
    since = midnight(first)
    # What another system took was certified there.
    lines = Payment.objects.live().money().filter(recorded_at__gte=since).exclude(provider=providers.IMPORTED)
    return {
        "received_minor": agreement.by_currency(lines, "minor"),
        "certified_minor": agreement.by_currency(lines.filter(certified()), "minor"),
    }
