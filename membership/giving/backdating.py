"""Promises that were made on paper: they count from the day on which they were made."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.giving.receiving import require_receive
from membership.giving.refusals import Refused
from membership.giving.summing_up import sum_up
from membership.models import Donation
from membership.models.ledger import GIVING
from membership.providers import PLEDGE
from newsroom.models import User


@transaction.atomic
@GIVING.writes
def promised_on(donation: Donation, day: date, *, by: User) -> Donation:
    """Say that a pledge was made on an earlier day, as its paper has it, before any money has come of it.

    Raises PermissionDenied or Refused; told twice, it stays as it is.
    """
    require_receive(by)
    donation = Donation.objects.select_for_update().get(pk=donation.pk)
    if donation.provider != PLEDGE:
        raise Refused(_("Only a pledge can have been made on paper."))
    if day > timezone.localdate():
        raise Refused(_("That day has not come yet."))
    if timezone.localdate(donation.promised_at) == day:
        return donation
    if donation.payments.exists():
        raise Refused(_("Money has come of this gift; the day of its promise stands."))
    at = timezone.make_aware(datetime.combine(day, time(9)))
    Donation.objects.filter(pk=donation.pk).update(promised_at=at)
    donation.promised_at = at
    sum_up(donation)
    return donation
