"""What many payments are held against before they are certified: asked once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from membership import providers
from membership.models import Issuer, Payment, Tier
from membership.receipts.parties import tiers

Key = tuple[str, str]


@dataclass(frozen=True)
class Grounds:
    """Who certifies today, what is given in return, and what went back on each payment (below zero)."""

    issuer: Issuer | None
    tiers: list[Tier]
    back: dict[Key, int]

    @classmethod
    def about(cls, payments: Iterable[Payment]) -> Grounds:
        """Three queries, however many payments there are."""
        return cls(Issuer.current(), tiers(), went_back({payment.reference for payment in payments}))

    def left(self, payment: Payment) -> int:
        """What the newsroom still has of it, in minor units."""
        return payment.minor + self.back.get((payment.provider, payment.reference), 0)


def went_back(references: Iterable[str] | QuerySet[Payment, str]) -> dict[Key, int]:
    """What went back on each of these payments, and did not come back again, in minor units below zero."""
    lines = (
        Payment.objects.live().money().filter(provider__in=providers.known(), of__in=references).order_by()
    )
    sums = lines.values("provider", "of").annotate(total=Sum("minor"))
    return {(row["provider"], row["of"]): row["total"] for row in sums}
