"""What is promised every month, as of a moment: read from the promises, the standings and the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from membership.figures.people import GIVER
from membership.models import Donation, Interval, Payment, Standing
from membership.providers import IMPORTED

_STILL = (Standing.State.ENDED, Standing.State.PAUSED)
REPEATED = (Interval.MONTHLY, Interval.YEARLY)


@dataclass(frozen=True)
class Regular:
    """In minor units. A yearly gift counts as a twelfth a month."""

    monthly_minor: int
    yearly_minor: int
    monthly_gifts: int

    @property
    def minor(self) -> int:
        """Monthly recurring revenue."""
        return self.monthly_minor + round(self.yearly_minor / 12)

    @property
    def average_minor(self) -> int | None:
        """Of monthly gifts; None without one."""
        return round(self.monthly_minor / self.monthly_gifts) if self.monthly_gifts else None


def regular(currency: str, at: datetime) -> Regular:
    """One query. A gift counts from its first payment, while it is overdue too, not while it is paused."""
    told = active(currency, at).aggregate(
        monthly=Sum("promised_then", filter=Q(interval=Interval.MONTHLY), default=0),
        yearly=Sum("promised_then", filter=Q(interval=Interval.YEARLY), default=0),
        gifts=Count("pk", filter=Q(interval=Interval.MONTHLY)),
    )
    return Regular(told["monthly"], told["yearly"], told["gifts"])


def middle(currency: str, at: datetime, gifts: int) -> int | None:
    """The middle one of so many monthly gifts, of which half are larger; None without one. One query."""
    sorted_gifts = active(currency, at).filter(interval=Interval.MONTHLY).order_by("promised_then", "pk")
    two = list(sorted_gifts.values_list("promised_then", flat=True)[max(gifts - 1, 0) // 2 : gifts // 2 + 1])
    return round(sum(two) / len(two)) if two else None


@dataclass(frozen=True)
class Members:
    total: int
    monthly: int


def members(currency: str, at: datetime) -> Members:
    """People with a repeated gift that goes on, or with any gift in the year before. One query."""
    year = _came().filter(at__gte=at - timedelta(days=365), at__lt=at).values("total")
    goes_on = Q(interval__in=REPEATED, came__gt=0) & ~Q(state_then__in=_STILL) & ~Q(provider=IMPORTED)
    told = (
        _as_of(Donation.objects.live().filter(currency=currency), at)
        .annotate(person=GIVER, in_a_year=Coalesce(Subquery(year), Value(0)))
        .filter(goes_on | Q(in_a_year__gt=0))
        .aggregate(
            total=Count("person", distinct=True),
            monthly=Count("person", distinct=True, filter=goes_on & Q(interval=Interval.MONTHLY)),
        )
    )
    return Members(told["total"], told["monthly"])


def active(currency: str, at: datetime) -> QuerySet[Any]:
    """Repeated gifts that went on at that moment; `promised_then` is what they promised."""
    gifts = Donation.objects.live().filter(currency=currency, interval__in=REPEATED)
    gifts = gifts.exclude(provider=IMPORTED)
    return _as_of(gifts, at).filter(came__gt=0).exclude(state_then__in=_STILL)


def _as_of(gifts: QuerySet[Donation], at: datetime) -> QuerySet[Any]:
    told = Standing.objects.filter(donation=OuterRef("pk"), asked_at__lt=at).order_by("-asked_at", "-pk")
    changed = told.filter(minor__isnull=False)
    return gifts.order_by().annotate(
        came=Coalesce(Subquery(_came().filter(at__lt=at).values("total")), Value(0)),
        state_then=Coalesce(Subquery(told.values("state")[:1]), Value("")),
        promised_then=Coalesce(Subquery(changed.values("minor")[:1]), F("minor")),
    )


def _came() -> QuerySet[Any]:
    """What came less what went back, of the gift outside."""
    lines = Payment.objects.filter(donation=OuterRef("pk")).order_by().values("donation")
    found: QuerySet[Any] = lines.annotate(total=Sum("minor"))
    return found
