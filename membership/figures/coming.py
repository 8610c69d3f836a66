"""Who came, who came back, who left: by person for those who came, by gift for those that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q, Subquery
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

    By the member that a gift stands under. Asked by gift and not by payment: to look through the ledger once
    for each of its lines takes minutes where there are ten thousand.
    """
    paid = Q(payments__kind=Payment.Kind.PAYMENT)
    theirs = Donation.objects.live().filter(currency=currency, member__isnull=False)
    begun = (
        theirs.order_by()
        .annotate(first=Min("payments__at", filter=paid))
        .filter(first__gte=since, first__lt=until)
    )
    ended = Standing.objects.filter(donation=OuterRef("pk"), state=Standing.State.ENDED).order_by("asked_at")
    gifts = (
        theirs.filter(member__in=begun.values("member"))
        .order_by()
        .annotate(
            first=Min("payments__at", filter=paid),
            before=Max("payments__at", filter=paid & Q(payments__at__lt=since)),
            within=Min("payments__at", filter=paid & Q(payments__at__gte=since, payments__at__lt=until)),
            ended=Subquery(ended.values("asked_at")[:1]),
        )
        .filter(first__isnull=False)
        .values("member", "interval", "provider", "first", "before", "within", "ended")
    )
    by_member: dict[int, list[Any]] = {}
    for gift in gifts:
        by_member.setdefault(gift["member"], []).append(gift)
    return sum(
        any(since <= gift["first"] < until and _begins_again(gift["first"], given, since) for gift in given)
        for given in by_member.values()
    )


def _begins_again(at: datetime, given: list[Any], since: datetime) -> bool:
    """Whether a gift that began then was the first after an end, or after a year without any."""
    earlier = [gift for gift in given if gift["first"] < at]
    ours = [gift for gift in earlier if gift["provider"] != IMPORTED]
    over = [gift for gift in ours if gift["ended"] and gift["ended"] <= at]
    if any(gift["interval"] in REPEATED and gift not in over for gift in ours):
        return False
    had_ended = any(gift["ended"] and gift["ended"] <= at for gift in given if gift["provider"] != IMPORTED)
    year = since - timedelta(days=365)
    lately = any(
        (gift["before"] and gift["before"] >= year) or (gift["within"] and gift["within"] < at)
        for gift in earlier
    )
    return bool(earlier) and (had_ended or not lately)


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
