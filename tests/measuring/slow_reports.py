"""The figures asked of the books themselves, by correlated questions that go through every gift: what the tally
must come to. Slow, and short: the tests of the tally hold it against this.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate
from django.urls import reverse
from django.utils import timezone

from membership.books.reports import Members, Regular
from membership.models import Donation, Interval, Payment, StatusReport
from membership.providers import IMPORTED
from membership.transfers.references import BANK, BY_HAND

GIVER = Coalesce("member__same_as", "member", -F("pk"))
PAYER = Coalesce("donation__member__same_as", "donation__member", -F("donation"))
_STILL = (StatusReport.State.ENDED, StatusReport.State.PAUSED)
REPEATED = (Interval.MONTHLY, Interval.YEARLY)


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
    told = StatusReport.objects.filter(donation=OuterRef("pk"), asked_at__lt=at).order_by("-asked_at", "-pk")
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
    ended = StatusReport.objects.filter(donation=OuterRef("pk"), state=StatusReport.State.ENDED).order_by(
        "asked_at"
    )
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


def lapsed(currency: str, since: datetime, until: datetime) -> list[tuple[datetime, bool]]:
    """Repeated gifts of which money had come and that ended within the span, oldest first. One query."""
    told = StatusReport.objects.filter(donation=OuterRef("pk"), asked_at__lt=until)
    latest = told.order_by("-asked_at", "-pk")
    first_end = told.filter(state=StatusReport.State.ENDED).order_by("asked_at", "pk")
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
            Q(state_then=StatusReport.State.ENDED, ended__gte=since),
            Exists(Payment.objects.filter(donation=OuterRef("pk"), kind=Payment.Kind.PAYMENT)),
        )
        .order_by("ended")
    )
    return [
        (ended, bool(card) and card <= f"{timezone.localtime(ended):%Y-%m}")
        for ended, card in gifts.values_list("ended", "card")
    ]


def recovered(currency: str, since: datetime, until: datetime) -> list[datetime]:
    """When repeated gifts that had been paid and then failed, or were overdue, were paid again. One query."""
    payments = Payment.objects.filter(donation=OuterRef("donation"), at__lt=OuterRef("at"))
    paid = payments.filter(kind=Payment.Kind.PAYMENT).order_by("-at", "-pk")
    failed = payments.filter(kind=Payment.Kind.FAILED, at__gt=OuterRef("paid_before"))
    overdue = StatusReport.objects.filter(
        donation=OuterRef("donation"),
        state=StatusReport.State.PAST_DUE,
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


def by_day(currency: str, since: datetime, until: datetime) -> dict[date, int]:
    """Minor units of each day on which money moved. One query."""
    days = (
        Payment.objects.live()
        .money()
        .filter(currency=currency, at__gte=since, at__lt=until)
        .order_by()
        .annotate(day=TruncDate("at"))
        .values("day")
        .annotate(total=Sum("minor"))
    )
    return dict(days.values_list("day", "total"))


def origins(what: str, currency: str, since: datetime, until: datetime) -> dict[str, tuple[int, int]]:
    """People and minor units by story, appeal or way."""
    begins = reverse("membership:campaign", args=["x"]).removesuffix("x/")
    by = {
        "story": F("donation__source"),
        "appeal": Coalesce(Cast("donation__appeal", CharField()), Value("")),
        "wording": Concat(Cast("donation__appeal", CharField()), F("donation__wording")),
        "way": Case(
            When(donation__provider=IMPORTED, then=Value("moved")),
            When(reference__startswith=BANK, then=Value("bank")),
            When(reference__regex=f"^({'|'.join(BY_HAND)})", then=Value("hand")),
            When(donation__back__startswith=begins, then=Value("campaign")),
            When(~Q(donation__source=""), then=Value("story")),
            default=Value("form"),
            output_field=CharField(),
        ),
    }
    lines = Payment.objects.live().money().filter(currency=currency, at__gte=since, at__lt=until).order_by()
    if what == "wording":
        lines = lines.filter(donation__appeal__isnull=False)
    rows = (
        lines.annotate(origin=by[what])
        .values("origin")
        .annotate(people=Count(PAYER, distinct=True, filter=Q(kind="payment")), total=Sum("minor"))
    )
    return {row["origin"]: (row["people"], row["total"]) for row in rows}
