"""What came in a span of time, less what went back; by day, and what was given back and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate

from membership.models import Payment, RefundOrder

_BACK = (Payment.Kind.REFUND, Payment.Kind.DISPUTE, Payment.Kind.REINSTATED)


@dataclass(frozen=True)
class Back:
    at: datetime
    what: str
    reason: str
    minor: int
    #: Of the gift.
    reference: str
    donation: int


def currencies() -> list[str]:
    """Those in which real money has moved. One query."""
    return list(_money().order_by("currency").values_list("currency", flat=True).distinct())


def by_day(currency: str, since: datetime, until: datetime) -> dict[date, int]:
    """Minor units of each day on which money moved. One query."""
    days = (
        _money()
        .filter(currency=currency, at__gte=since, at__lt=until)
        .order_by()
        .annotate(day=TruncDate("at"))
        .values("day")
        .annotate(total=Sum("minor"))
    )
    return dict(days.values_list("day", "total"))


def given_back(
    currency: str, since: datetime, until: datetime, *, most: int = 12
) -> tuple[list[Back], int, int]:
    """The newest that went back, how many there are, and their sum. Two queries."""
    lines = _money().filter(Q(kind__in=_BACK), currency=currency, at__gte=since, at__lt=until)
    ordered = RefundOrder.objects.filter(
        payment__provider=OuterRef("provider"), payment__reference=OuterRef("of")
    )
    told = lines.aggregate(total=Sum("minor", default=0), lines=Count("pk"))
    rows = (
        lines.annotate(why=Coalesce(Subquery(ordered.order_by("-number").values("reason")[:1]), "note"))
        .select_related("donation")
        .order_by("-at", "-pk")[:most]
    )
    found = [
        Back(row.at, str(row.get_kind_display()), row.why, row.minor, row.donation.reference, row.donation_id)
        for row in rows
    ]
    return found, told["lines"], told["total"]


def _money() -> QuerySet[Payment]:
    found: QuerySet[Payment] = Payment.objects.live().money()
    return found
