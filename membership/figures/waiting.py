"""Gifts that wait for somebody: cards that have run out, pledges that have not come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from membership.models import Donation, Interval, Payment, Standing
from membership.providers import IMPORTED, PLEDGE

REPEATED = (Interval.MONTHLY, Interval.YEARLY)


def cards_run_out(gifts: QuerySet[Donation], at: datetime) -> QuerySet[Any]:
    """Of these gifts, those whose card was no longer good by then."""
    told = Standing.objects.filter(donation=OuterRef("pk"), asked_at__lt=at).exclude(card_until="")
    latest = told.order_by("-asked_at", "-pk").values("card_until")[:1]
    return (
        gifts.filter(interval__in=REPEATED)
        .annotate(card_until=Subquery(latest))
        .filter(card_until__lte=f"{timezone.localtime(at):%Y-%m}")
    )


def active(currency: str, at: datetime) -> QuerySet[Any]:
    told = Standing.objects.filter(donation=OuterRef("pk")).order_by("-asked_at", "-pk")
    changed = told.filter(minor__isnull=False)
    came = Payment.objects.filter(donation=OuterRef("pk")).order_by().values("donation")
    return (
        Donation.objects.live()
        .filter(currency=currency, interval__in=REPEATED)
        .exclude(provider=IMPORTED)
        .order_by()
        .annotate(
            came=Coalesce(Subquery(came.annotate(total=Sum("minor")).values("total")), Value(0)),
            state_then=Coalesce(Subquery(told.values("state")[:1]), Value("")),
            promised_then=Coalesce(Subquery(changed.values("minor")[:1]), F("minor")),
        )
        .filter(came__gt=0)
        .exclude(state_then__in=["ended", "paused"])
    )


def run_out(currency: str, at: datetime) -> tuple[int, int]:
    """How many gifts go on whose card has run out, and their minor units a month. One query."""
    told = cards_run_out(active(currency, at), at).aggregate(
        gifts=Count("pk"),
        monthly=Sum("promised_then", filter=Q(interval=Interval.MONTHLY), default=0),
        yearly=Sum("promised_then", filter=Q(interval=Interval.YEARLY), default=0),
    )
    return told["gifts"], told["monthly"] + round(told["yearly"] / 12)


def pledges_overdue(gifts: QuerySet[Donation], at: datetime, days: int) -> QuerySet[Any]:
    """Of these gifts, pledges of which nothing has come in so many days, and that have not lapsed."""
    latest = Standing.objects.filter(donation=OuterRef("pk")).order_by("-asked_at", "-pk")
    return (
        gifts.filter(provider=PLEDGE, payments__isnull=True, promised_at__lt=at - timedelta(days=days))
        .annotate(state_now=Coalesce(Subquery(latest.values("state")[:1]), "reference"))
        .exclude(state_now=Standing.State.ENDED)
    )


def overdue(currency: str, at: datetime, days: int) -> int:
    """How many pledges are older than so many days, and unpaid. One query."""
    return pledges_overdue(Donation.objects.live().filter(currency=currency), at, days).count()
