"""Numbers without gaps, for each organisation and year; each paper sealed onto the one before."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from membership.models import Donation, Issuer, Member, Payment, Receipt, ReceiptLine, Series
from membership.receipt_documents import Paper, seal
from newsroom.models import User

Composer = Callable[[str, datetime], Paper]


def hold(donation_id: int | None) -> None:
    """Nobody else records money of this gift, or answers its receipts, until the transaction ends.

    Always the gift first, then its series: two who take them the other way round wait for each other.
    """
    if donation_id is not None:
        Donation.objects.select_for_update(no_key=True).filter(pk=donation_id).values("pk").first()


def write(
    issuer: Issuer,
    compose: Composer,
    *,
    kind: Receipt.Kind,
    payment: Payment | None = None,
    lines: Sequence[Payment] = (),
    donation: Donation | None = None,
    member: Member | None = None,
    for_year: int | None = None,
    of: Receipt | None = None,
    by: User | None = None,
    reason: str = "",
    minor: int | None = None,
) -> Receipt:
    """Take the next number, compose the paper under it, seal and keep it: in the caller's transaction.

    For one `payment`, and so for its gift and member; for the `lines` of a year; or, where it is a void, for
    those that it takes back.
    The series stays locked until that transaction ends, so a number that is not used is given out again.
    """
    if payment is not None:
        lines, donation, member = [payment], payment.donation, payment.donation.member
    now = timezone.now()
    year = now.astimezone(ZoneInfo(settings.TIME_ZONE)).year
    Series.objects.get_or_create(issuer=issuer, year=year)
    series = Series.objects.select_for_update().get(issuer=issuer, year=year)
    number = series.last + 1
    name = f"{issuer.series}-{year}-{number:05d}"
    paper = compose(name, now)
    sealed = seal(paper, series.last_seal)
    receipt = Receipt.objects.create(
        issuer=issuer,
        year=year,
        number=number,
        name=name,
        kind=kind,
        payment=payment,
        for_year=for_year,
        times=1 if kind == Receipt.Kind.VOID else _times(payment, member, for_year, paper.currency),
        member=member,
        donation=donation,
        of=of,
        minor=paper.total if minor is None else minor,
        currency=paper.currency,
        paper=paper.as_json(),
        seal=sealed,
        issued_at=now,
        issued_by=by,
        reason=reason.strip()[:300],
    )
    ReceiptLine.objects.bulk_create(
        ReceiptLine(receipt=receipt, payment=payment, minor=payment.minor) for payment in lines
    )
    Series.objects.filter(pk=series.pk).update(last=number, last_seal=sealed)
    Payment.doubt(lines)
    return receipt


def _times(payment: Payment | None, member: Member | None, year: int | None, currency: str) -> int:
    before = Receipt.objects.filter(payment=payment)
    if payment is None:
        before = Receipt.objects.filter(member=member, for_year=year, currency=currency)
    return before.count() + 1
