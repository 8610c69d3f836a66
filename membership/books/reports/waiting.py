"""Gifts that wait for somebody: cards that have run out, pledges that have not come."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from membership.models import Donation, Interval, Status
from membership.providers import IMPORTED, PLEDGE


def cards_run_out(gifts: QuerySet[Donation], at: datetime) -> QuerySet[Any]:
    """Of these gifts, those that go on though their card is no longer good."""
    return gifts.filter(
        summary__status__in=[Status.ACTIVE, Status.PAST_DUE],
        summary__card_until__gt="",
        summary__card_until__lte=f"{timezone.localtime(at):%Y-%m}",
        summary__ledger_minor__gt=0,
    ).exclude(provider=IMPORTED)


def run_out(currency: str, at: datetime) -> tuple[int, int]:
    """How many gifts go on whose card has run out, and their minor units a month. One query."""
    told = cards_run_out(Donation.objects.live().filter(currency=currency), at).aggregate(
        gifts=Count("pk"),
        monthly=Sum("summary__minor", filter=Q(interval=Interval.MONTHLY), default=0),
        yearly=Sum("summary__minor", filter=Q(interval=Interval.YEARLY), default=0),
    )
    return told["gifts"], told["monthly"] + round(told["yearly"] / 12)


def pledges_overdue(gifts: QuerySet[Donation], at: datetime, days: int) -> QuerySet[Any]:
    """Of these gifts, pledges of which nothing has come in so many days, and that have not lapsed."""
    return gifts.filter(
        provider=PLEDGE, summary__status=Status.PROMISED, summary__promised_at__lt=at - timedelta(days=days)
    )


def overdue(currency: str, at: datetime, days: int) -> int:
    """How many pledges are older than so many days, and unpaid. One query."""
    return pledges_overdue(Donation.objects.live().filter(currency=currency), at, days).count()
