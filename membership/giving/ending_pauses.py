"""Pauses that have run out, where no provider ends them itself."""

from django.db import transaction
from django.utils import timezone

from membership import providers
from membership.giving.status_reports import report
from membership.models import Donation, StatusReport
from membership.refusals import on_its_own


def end_pauses() -> int:
    """Write down that gifts whose pause was until now go on; how many. Safe to run at any time."""
    steered = [slug for slug, provider in providers.REGISTRY.items() if provider.caps().steers]
    paused = Donation.objects.exclude(interval="once").filter(summary__state=StatusReport.State.PAUSED)
    due = paused.filter(summary__next_at__lte=timezone.now()).exclude(provider__in=steered)
    ended = 0
    for pk in list(due.values_list("pk", flat=True)):
        with on_its_own(pk):
            ended += _end(pk)
    return ended


@transaction.atomic
def _end(pk: int) -> bool:
    donation = Donation.objects.select_for_update().get(pk=pk)
    was, now = donation.latest_report, timezone.now()
    if was is None or was.state != StatusReport.State.PAUSED or not was.next_at or was.next_at > now:
        return False  # somebody was faster
    report(
        donation,
        StatusReport(
            donation=donation,
            state=StatusReport.State.ACTIVE,
            asked_at=max(now, was.asked_at),
            minor=was.minor,
            told_by=StatusReport.Told.CALENDAR,
            what=StatusReport.What.PAUSE_ENDED,
        ),
    )
    return True
