"""Who came, who came back, who left: by person for those who came, by gift for those that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from membership.figures.people import PAYER
from membership.figures.regular import REPEATED
from membership.models import Donation, Payment, Standing
from membership.providers import IMPORTED


@dataclass(frozen=True)
class Lapse:
    at: datetime
    #: The card had run out by then.
    expired: bool


def came(currency: str, since: datetime, until: datetime) -> list[datetime]:
    """When those who had never given before gave first, within the span. One query."""
    firsts = (
        Payment.objects.live()
        .filter(kind=Payment.Kind.PAYMENT, currency=currency, at__lt=until)
        .order_by()
        .annotate(person=PAYER)
        .values("person")
        .annotate(first=Min("at"))
        .filter(first__gte=since)
    )
    return sorted(firsts.values_list("first", flat=True))


def came_back(currency: str, since: datetime, until: datetime) -> int:
    """People who began to give again: their gift had ended, or none had come for a year. One query.

    By the member that a gift stands under; to look through those who are the same person would read the whole
    ledger for each payment.
    """
    theirs = Payment.objects.live().filter(
        kind=Payment.Kind.PAYMENT, currency=currency, donation__member__isnull=False
    )
    before = theirs.filter(donation__member=OuterRef("donation__member"), at__lt=OuterRef("at"))
    first_of_gift = ~Exists(before.filter(donation=OuterRef("donation")))
    a_gift_had_ended = Exists(
        Standing.objects.exclude(donation__provider=IMPORTED).filter(
            donation__member=OuterRef("donation__member"),
            donation__currency=currency,
            state=Standing.State.ENDED,
            asked_at__lte=OuterRef("at"),
        )
    )
    none_for_a_year = ~Exists(before.filter(at__gte=since - timedelta(days=365)))
    again = theirs.filter(
        Exists(before), first_of_gift, a_gift_had_ended | none_for_a_year, at__gte=since, at__lt=until
    ).exclude(Exists(_going_on(before)))
    found: int = again.order_by().aggregate(people=Count("donation__member", distinct=True))["people"]
    return found


def _going_on(before: QuerySet[Any]) -> QuerySet[Any]:
    """Earlier payments of the same person for a repeated gift that had not ended."""
    ended = Standing.objects.filter(
        donation=OuterRef("donation"), state=Standing.State.ENDED, asked_at__lte=OuterRef("then")
    )
    repeated = before.filter(donation__interval__in=REPEATED).annotate(then=OuterRef("at"))
    return repeated.filter(~Exists(ended)).exclude(donation__provider=IMPORTED)


def lapsed(currency: str, since: datetime, until: datetime) -> list[Lapse]:
    """Repeated gifts of which money had come and that ended within the span, oldest first. One query."""
    told = Standing.objects.filter(donation=OuterRef("pk"), asked_at__lt=until)
    latest = told.order_by("-asked_at", "-pk")
    first_end = told.filter(state=Standing.State.ENDED).order_by("asked_at", "pk")
    gifts = (
        Donation.objects.live()
        .filter(currency=currency, interval__in=REPEATED)
        .exclude(provider=IMPORTED)
        .annotate(
            state_then=Subquery(latest.values("state")[:1]),
            ended=Subquery(first_end.values("asked_at")[:1]),
            card=Subquery(latest.exclude(card_until="").values("card_until")[:1]),
        )
        .filter(
            Q(state_then=Standing.State.ENDED, ended__gte=since),
            Exists(Payment.objects.filter(donation=OuterRef("pk"), kind=Payment.Kind.PAYMENT)),
        )
        .order_by("ended")
    )
    return [
        Lapse(ended, bool(card) and card <= f"{timezone.localtime(ended):%Y-%m}")
        for ended, card in gifts.values_list("ended", "card")
    ]


def recovered(currency: str, since: datetime, until: datetime) -> list[datetime]:
    """When repeated gifts that had been paid and then failed, or were overdue, were paid again. One query."""
    payments = Payment.objects.filter(donation=OuterRef("donation"), at__lt=OuterRef("at"))
    paid = payments.filter(kind=Payment.Kind.PAYMENT).order_by("-at", "-pk")
    failed = payments.filter(kind=Payment.Kind.FAILED, at__gt=OuterRef("paid_before"))
    overdue = Standing.objects.filter(
        donation=OuterRef("donation"),
        state=Standing.State.PAST_DUE,
        asked_at__gt=OuterRef("paid_before"),
        asked_at__lt=OuterRef("at"),
    )
    again = (
        Payment.objects.live()
        .filter(kind=Payment.Kind.PAYMENT, currency=currency, at__gte=since, at__lt=until)
        .filter(donation__interval__in=REPEATED)
        .exclude(donation__provider=IMPORTED)
        .annotate(paid_before=Subquery(paid.values("at")[:1]))
        .filter(Exists(failed) | Exists(overdue), paid_before__isnull=False)
        .order_by("at", "pk")
    )
    return list(again.values_list("at", flat=True))
