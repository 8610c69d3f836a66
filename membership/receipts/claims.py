"""Gift Aid: what may be claimed on the gifts of a span of time, as HMRC's schedule takes it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from membership import countries
from membership.countries import benefits, gift_aid
from membership.models import Payment, Tier
from membership.money import Money
from membership.periods import midnight
from membership.receipts.grounds import went_back
from membership.receipts.parties import in_return, tiers


@dataclass(frozen=True)
class Claims:
    """`csv` is pasted into the schedule; `left_out`: gifts that cannot be claimed yet, and why."""

    csv: str
    total: Money
    count: int
    left_out: list[tuple[str, list[str]]]


def claims(since: date, until: date) -> Claims:
    """Gifts with a declaration received from `since` to `until` inclusive, less what went back on them."""
    lines, left_out, offered = [], [], tiers()
    paid = _declared(since, until)
    back = went_back(paid.order_by().values_list("reference", flat=True))
    for payment in paid.iterator(chunk_size=1000):
        day = timezone.localdate(payment.at)
        went = back.get((payment.provider, payment.reference), 0)
        claim = _claim(payment, day, went, offered)
        if wrong := gift_aid.problems(claim, today=timezone.localdate()):
            left_out.append((payment.donation.reference, wrong))
        else:
            lines.append(claim)
    total = Money(sum(line.amount.minor for line in lines), "GBP")
    return Claims(gift_aid.as_csv(lines), total, len(lines), left_out)


def _declared(since: date, until: date) -> QuerySet[Payment]:
    """Payments of these days that the declaration of their donor holds for."""
    first, after = (midnight(day) for day in (since, until + timedelta(days=1)))
    ended = F("donation__declaration_ended_at")
    return (
        Payment.objects.live()
        .filter(Q(donation__declaration_ended_at=None) | Q(at__lt=ended))
        .filter(kind=Payment.Kind.PAYMENT, at__gte=first, at__lt=after)
        .exclude(donation__declaration="")
        .select_related("donation__member")
        .order_by("at", "pk")
    )


def _claim(payment: Payment, day: date, back: int, offered: list[Tier]) -> gift_aid.Claim:
    left = Money(payment.minor + back, payment.currency)
    worth = in_return(payment, offered).value
    # A gift whose benefit passes the limit is no Gift Aid donation at all: nothing of it is claimed.
    counts = (
        benefits.eligible(countries.rule("uk_gift_aid"), left, worth, day.year) if left.minor > 0 else left
    )
    donation = payment.donation
    title, first, last = gift_aid.split_name(donation.for_receipt)
    return gift_aid.Claim(
        title=title,
        first=first,
        last=last,
        house=gift_aid.house(donation.street),
        postcode=donation.postcode,
        on=day,
        amount=counts,
    )
