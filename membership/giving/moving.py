"""Gifts of the past, from another system's list: they come into the books, and nothing is sent for them."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.giving.ledger import record
from membership.giving.new_reference import under_new_reference
from membership.giving.refusals import Refused
from membership.giving.status_reports import report
from membership.models import Donation, Interval, Member, Payment, StatusReport
from membership.models.ledger import GIVING
from membership.money import Money
from membership.periods import noon
from membership.providers import IMPORTED
from newsroom.models import User


@dataclass(frozen=True)
class Past:
    """One payment that another system recorded. `reference` is that system's own number of it."""

    reference: str
    amount: Money
    on: date
    interval: Interval = Interval.ONCE


def moved_in(reference: str) -> Payment | None:
    """The payment that was moved in under this reference, if it was."""
    found: Payment | None = Payment.objects.filter(
        provider=IMPORTED, kind=Payment.Kind.PAYMENT, reference=reference[:120]
    ).first()
    return found


@GIVING.writes
def move_in(past: Past, member: Member, *, by: User) -> Payment:
    """Record a past payment of this member; told twice, it is recorded once.

    No thanks and no receipt: the other system has sent them. A gift that was repeated there has ended here,
    as nobody takes money for it through us. Raises PermissionDenied or Refused.
    """
    if not by.is_active or not by.has_perm("membership.export_member"):
        raise PermissionDenied(
            _("Taking in lists needs the permission “Can export and import lists of donors”.")
        )
    if past.on > timezone.localdate():
        raise Refused(_("That day has not come yet."))
    try:
        with transaction.atomic():
            return _known(past, member) or _written(past, member, by)
    except IntegrityError:
        # Somebody else was taking in the same list at this moment.
        if known := _known(past, member):
            return known
        raise


def _known(past: Past, member: Member) -> Payment | None:
    """What has been moved in before. Raises Refused if that was another member's."""
    payment = moved_in(past.reference)
    if payment and payment.donation.member_id != member.pk:
        raise Refused(_("This reference was taken in for somebody else."))
    return payment


def _written(past: Past, member: Member, by: User) -> Payment:
    key = hashlib.sha256(f"import:{past.reference}".encode()).hexdigest()
    donation = under_new_reference(partial(_write_promise, past, member, key), form_token=key)
    at = noon(past.on)
    Donation.objects.filter(pk=donation.pk).update(promised_at=at)
    if donation.repeats:
        report(
            donation,
            StatusReport(
                donation=donation,
                state=StatusReport.State.ENDED,
                asked_at=timezone.now(),
                ends_at=at,
                told_by=StatusReport.Told.STAFF,
                by=by,
                what=StatusReport.What.MOVED_IN,
            ),
        )
    return record(
        Payment(
            donation=donation,
            kind=Payment.Kind.PAYMENT,
            minor=past.amount.minor,
            currency=past.amount.currency,
            provider=IMPORTED,
            reference=past.reference[:120],
            at=min(at, timezone.now()),
            note=_("Moved in from another system"),
            recorded_by=by,
        ),
        elsewhere=True,
    )


@transaction.atomic
def _write_promise(past: Past, member: Member, key: str, reference: str) -> Donation:
    return Donation.objects.create(
        reference=reference,
        provider=IMPORTED,
        provider_reference=past.reference[:120],
        minor=past.amount.minor,
        currency=past.amount.currency,
        interval=past.interval,
        member=member,
        name=member.name,
        email=member.email,
        language=member.language,
        form_token=key,
        live=True,
    )
