"""Gift Aid: what may be claimed on the gifts of a span of time, as HMRC's schedule takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils import timezone

from membership import countries
from membership.countries import benefits, gift_aid
from membership.models import Payment
from membership.money import Money
from membership.receipts.parties import in_return


@dataclass(frozen=True)
class Claims:
    """`csv` is pasted into the schedule; `left_out`: gifts that cannot be claimed yet, and why."""

    csv: str
    total: Money
    count: int
    left_out: list[tuple[str, list[str]]]


def claims(since: date, until: date) -> Claims:
    """Gifts with a declaration received from `since` to `until` inclusive, less what went back on them."""
    lines, left_out, back = [], [], _gone_back()
    for payment in _declared():
        day = timezone.localdate(payment.at)
        if not since <= day <= until:
            continue
        claim = _claim(payment, day, back.get((payment.provider, payment.reference), 0))
        if wrong := gift_aid.problems(claim, today=timezone.localdate()):
            left_out.append((payment.donation.reference, wrong))
        else:
            lines.append(claim)
    total = Money(sum(line.amount.minor for line in lines), "GBP")
    return Claims(gift_aid.as_csv(lines), total, len(lines), left_out)


def _declared() -> list[Payment]:
    paid = (
        Payment.objects.live()
        .filter(kind=Payment.Kind.PAYMENT)
        .exclude(donation__declaration="")
        .select_related("donation__member")
        .order_by("at", "pk")
    )
    return [
        payment
        for payment in paid
        if payment.donation.declaration_ended_at is None or payment.at < payment.donation.declaration_ended_at
    ]


def _claim(payment: Payment, day: date, back: int) -> gift_aid.Claim:
    left = Money(payment.minor + back, payment.currency)
    worth = in_return(payment).value
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


def _gone_back() -> dict[tuple[str, str], int]:
    """What went back on each payment, in minor units below zero."""
    lines = Payment.objects.live().money().exclude(of="").order_by()
    sums = lines.values("provider", "of").annotate(total=Sum("minor"))
    return {(row["provider"], row["of"]): row["total"] for row in sums}
