"""Given twice by accident: the same sum once more within a day, a repeated gift beside one that failed.

Noticed by a job of the transaction in which money came, once that is over, in whatever order the provider
tells it. What is plainly meant is left alone: for somebody else, in another name, promised and not paid,
moved in from elsewhere, or given by somebody who was told on their own page that they give already.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from membership import letters
from membership.models import Donation, Letter, Member, Pair, Payment, StatusReport
from membership.models.donation import DonationQuerySet
from membership.models.status import RUNS
from membership.providers import IMPORTED

#: Gifts that are given once; beside a payment of a repeated one, a shorter time tells an accident.
WITHIN_A_DAY, WITHIN_MINUTES = timedelta(days=1), timedelta(minutes=5)
#: Repeated gifts of the same sum that were begun within this.
ALIKE_WITHIN = timedelta(days=31)
#: Nobody is written to about what came in with old events.
STILL_NEWS = timedelta(days=7)
#: What is begun so near to being told that they give already is meant; a debit of it may come so much later.
MEANT_FOR, COMES_WITHIN = timedelta(days=3), timedelta(days=31)
_LINES = (Payment.Kind.PAYMENT, Payment.Kind.FAILED)


def gives_as_well(member: Member) -> None:
    """They were shown what they give already, and chose to give as well."""
    cache.set(_meant(member), timezone.now(), int((MEANT_FOR + COMES_WITHIN).total_seconds()))


def notice_later(payment: Payment) -> None:
    """The job is a row of the payment's own transaction: it is done once that is kept, whatever dies until
    then, and of two that come at once the later one sees the other."""
    if payment.kind in _LINES and payment.donation.provider != IMPORTED and payment.donation.member_id:
        notice.enqueue(payment.pk)


@task
def notice(line: int) -> None:
    """Keep the pairs that this payment, or failed try, makes; those noticed before are left as they are."""
    payment = Payment.objects.select_related("donation__member").get(pk=line)
    gift = payment.donation
    member = gift.member
    if member is None or member.erased_at or not gift.email:
        return
    theirs = Donation.objects.filter(
        member__in=member.rows(), currency=gift.currency, live=gift.live
    ).exclude(Q(pk=gift.pk) | Q(provider=IMPORTED) | Q(email=""))
    found = [*_running(gift, theirs), *_paid_twice(payment, theirs)]
    as_well = cache.get(_meant(member)) if found else None
    for pair in found:
        begun = max(pair.first.promised_at, pair.second.promised_at)
        meant = as_well is not None and abs(begun - as_well) <= MEANT_FOR
        if not meant and not _plainly_meant(pair) and not _asked_about(pair):
            _keep(pair)


def _running(gift: Donation, theirs: DonationQuerySet) -> list[Pair]:
    """Two that go on: the second begun while a payment of the first was missing, or of the same sum."""
    if not gift.repeats:
        return []
    others = theirs.exclude(interval="once").filter(summary__state__in=[*RUNS, ""], summary__payments__gt=0)
    pairs = []
    for other in others.with_summary().order_by("-promised_at"):
        first, second = sorted((gift, other), key=lambda one: (one.promised_at, one.pk))
        again = second.payments.filter(kind=Payment.Kind.PAYMENT).order_by("at", "pk").first()
        if again and first.runs and second.runs and (_was_missing(first, second) or _alike(first, second)):
            pairs.append(Pair(first=first, second=second, again=again))
    return pairs


def _alike(first: Donation, second: Donation) -> bool:
    """The charge that somebody adds to one of two gifts makes it no other gift."""
    first_sum, second_sum = (one.amount - one.cover for one in (first, second))
    return (
        first.interval == second.interval
        and first_sum == second_sum
        and second.promised_at - first.promised_at <= ALIKE_WITHIN
    )


def _was_missing(first: Donation, second: Donation) -> bool:
    """Whether a payment of the first was missing when the second was promised."""
    lines = first.payments.filter(kind__in=_LINES, at__lte=second.promised_at).order_by("-at", "-pk")
    told = first.status_reports.filter(asked_at__lte=second.promised_at).order_by("-asked_at", "-pk").first()
    last = lines.first()
    failed = last is not None and last.kind == Payment.Kind.FAILED
    return failed or (told is not None and told.state == "past_due")


def _paid_twice(payment: Payment, theirs: DonationQuerySet) -> list[Pair]:
    """The same sum twice, whatever was added for the charge: of gifts given once within a day, of a repeated
    gift within minutes. Of what went back nothing is too much."""
    around = WITHIN_A_DAY + COMES_WITHIN
    if payment.kind != Payment.Kind.PAYMENT:
        return []
    lines = Payment.objects.filter(
        kind=Payment.Kind.PAYMENT,
        minor=F("donation__cover_minor") + payment.minor - payment.donation.cover_minor,
        at__gte=payment.at - around,
        at__lte=payment.at + around,
    ).filter(Q(donation__in=theirs) | Q(donation=payment.donation_id))
    pairs = []
    for other in lines.exclude(pk=payment.pk).select_related("donation").order_by("-at", "-pk"):
        before, again = sorted((payment, other), key=lambda one: (one.at, one.pk))
        repeats = [one.donation.repeats for one in (before, again)]
        within = WITHIN_MINUTES if any(repeats) else WITHIN_A_DAY
        one_gift = before.donation_id == again.donation_id
        near = (one_gift or not all(repeats)) and abs(_given_at(again) - _given_at(before)) <= within
        if near and before.remains.minor > 0 and again.remains.minor > 0:
            pairs.append(Pair(first=before.donation, second=again.donation, before=before, again=again))
    return pairs


def _given_at(payment: Payment) -> datetime:
    """When its donor gave it; a debit comes days later."""
    gift = payment.donation
    by_debit = not gift.repeats and gift.status_reports.filter(state=StatusReport.State.PROCESSING).exists()
    return gift.promised_at if by_debit else payment.at


def _plainly_meant(pair: Pair) -> bool:
    """For somebody else, or in another name."""
    first, second = pair.first, pair.second
    dedicated = [(one.tribute, one.tribute_name.casefold()) for one in (first, second)]
    names = {one.name.strip().casefold() for one in (first, second)} - {""}
    receipts = {one.for_receipt.strip().casefold() for one in (first, second)} - {""}
    return dedicated[0] != dedicated[1] or len(names) > 1 or len(receipts) > 1


def _asked_about(pair: Pair) -> bool:
    """Whether that payment is known as one too many; or those two, or the second and another, were asked
    about and it is open still."""
    if not pair.runs:
        return Pair.objects.filter(again=pair.again, before__isnull=False).exists()
    beside = Pair.objects.filter(second=pair.second, before=None)
    return beside.filter(Q(first=pair.first) | Q(answer="")).exists()


def _keep(pair: Pair) -> None:
    """Write it down and ask the donor; another hand may be faster."""
    with suppress(IntegrityError), transaction.atomic():
        pair.save()
        # What staff wrote down or booked, they have looked at.
        if pair.again.recorded_by_id is None and pair.again.at > timezone.now() - STILL_NEWS:
            letters.write(Letter.Kind.TWICE, donation=pair.second, pair=pair)


def _meant(member: Member) -> str:
    """The same for all rows of one person."""
    first = member
    while first.same_as:
        first = first.same_as
    return f"membership.gives-as-well:{first.pk}"
