"""Bank debits that are under way: begun, and neither come nor failed for some days."""

from datetime import date, timedelta

from django.utils import timezone

from membership import providers
from membership.models import StatusReport


def known_by(since: StatusReport) -> date:
    """The day by which the debit has come or failed. `since`: the report that told of it."""
    days = timedelta(days=providers.by_slug(since.donation.provider).debit_days)
    return timezone.localdate(since.asked_at) + days
