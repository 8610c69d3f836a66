"""In which currencies money moved, and what was given back and why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from membership.models import Payment, RefundOrder, Tally
from membership.money import EXPONENTS
from membership.periods import midnight

_BACK = (Payment.Kind.REFUND, Payment.Kind.DISPUTE, Payment.Kind.REINSTATED)


@dataclass(frozen=True)
class WentBack:
    at: datetime
    what: str
    reason: str
    minor: int
    #: Of the gift.
    reference: str
    donation: int


def currencies() -> list[str]:
    """Those in which real money has moved. One query."""
    # All of them named, the index is asked for a day of each; without, it would be read from end to end.
    moved = Tally.objects.filter(currency__in=EXPONENTS, what=Tally.What.TAKEN).order_by("currency")
    return list(moved.values_list("currency", flat=True).distinct())


def given_back(currency: str, first: date, last: date, *, most: int = 12) -> list[WentBack]:
    """The newest that went back within these days. One query."""
    since, until = (midnight(day) for day in (first, last + timedelta(days=1)))
    ordered = RefundOrder.objects.filter(
        # The kind named, the unique index over the three columns serves.
        payment__provider=OuterRef("provider"),
        payment__kind=Payment.Kind.PAYMENT,
        payment__reference=OuterRef("of"),
    )
    rows: QuerySet[Any] = (
        Payment.objects.live()
        .filter(kind__in=_BACK, currency=currency, at__gte=since, at__lt=until)
        .annotate(why=Coalesce(Subquery(ordered.order_by("-number").values("reason")[:1]), "note"))
        .select_related("donation")
        .order_by("-at", "-pk")[:most]
    )
    return [
        WentBack(
            row.at, str(row.get_kind_display()), row.why, row.minor, row.donation.reference, row.donation_id
        )
        for row in rows
    ]
