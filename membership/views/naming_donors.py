"""What the page of a gift tells whoever has its address, which stands in mails and in browsers' histories."""

from datetime import timedelta

from django.utils import timezone

from membership.models import Donation, StatusReport

#: For so long after the donor did something, the page speaks to them by name.
FRESH = timedelta(days=1)


def names_its_donor(donation: Donation) -> bool:
    """Whether the donor began or changed the gift within a day. After that, the page says how much, how often
    and how it stands; the rest is on the member's page, behind the sign-in."""
    changes = donation.status_reports.filter(told_by=StatusReport.Told.DONOR)
    latest = max([donation.promised_at, *changes.values_list("asked_at", flat=True)])
    return latest > timezone.now() - FRESH
