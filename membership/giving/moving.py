"""Gifts of the past, from another system's list: they come into the books, and nothing is sent for them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import references
from membership.giving.refusals import Refused
from membership.models import Donation, Interval, Member, Payment, Standing
from membership.models.ledger import GIVING
from membership.money import Money
from membership.providers import IMPORTED
from newsroom.models import Imprint, User


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


@transaction.atomic
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
    if payment := moved_in(past.reference):
        if payment.donation.member_id != member.pk:
            raise Refused(_("This reference was taken in for somebody else."))
        return payment
    donation = _promise(past, member)
    at = timezone.make_aware(datetime.combine(past.on, time(12)))
    Donation.objects.filter(pk=donation.pk).update(promised_at=at)
    if donation.repeats:
        Standing.objects.create(
            donation=donation,
            state=Standing.State.ENDED,
            asked_at=timezone.now(),
            ends_at=at,
            told_by=Standing.Told.STAFF,
            by=by,
            reason="moved in",
        )
    payment = Payment(
        donation=donation,
        kind=Payment.Kind.PAYMENT,
        minor=past.amount.minor,
        currency=past.amount.currency,
        provider=IMPORTED,
        reference=past.reference[:120],
        at=min(at, timezone.now()),
        note=_("Moved in from another system"),
        recorded_by=by,
    )
    payment.save()
    return payment


def _promise(past: Past, member: Member) -> Donation:
    prefix = references.prefix_of(Imprint.current().name)
    for attempt in range(20):
        try:
            with transaction.atomic():
                return Donation.objects.create(
                    reference=references.make(prefix, length=4 + attempt // 5),
                    provider=IMPORTED,
                    provider_reference=past.reference[:120],
                    minor=past.amount.minor,
                    currency=past.amount.currency,
                    interval=past.interval,
                    member=member,
                    name=member.name,
                    email=member.email,
                    language=member.language,
                    form_token=hashlib.sha256(f"import:{past.reference}".encode()).hexdigest(),
                    live=True,
                )
        except IntegrityError:
            continue  # the reference is taken
    raise Refused(_("The gift could not be written down. Try again in a minute."))
