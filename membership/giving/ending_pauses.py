"""Pauses that have run out, where no provider ends them itself."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from membership import providers
from membership.giving.applying import stand
from membership.isolation import on_its_own
from membership.models import Donation, Standing


def end_pauses() -> int:
    """Write down that gifts whose pause was until now go on; how many. Safe to run at any time."""
    steered = [slug for slug, provider in providers.REGISTRY.items() if provider.caps().steers]
    paused = Donation.objects.exclude(interval="once").filter(summary__state=Standing.State.PAUSED)
    due = paused.filter(summary__next_at__lte=timezone.now()).exclude(provider__in=steered)
    ended = 0
    for pk in list(due.values_list("pk", flat=True)):
        with on_its_own(pk):
            ended += _end(pk)
    return ended


@transaction.atomic
def _end(pk: int) -> bool:
    donation = Donation.objects.select_for_update().get(pk=pk)
    was, now = donation.standing, timezone.now()
    if was is None or was.state != Standing.State.PAUSED or not was.next_at or was.next_at > now:
        return False  # somebody was faster
    stand(
        donation,
        Standing(
            donation=donation,
            state=Standing.State.ACTIVE,
            asked_at=max(now, was.asked_at),
            minor=was.minor,
            told_by=Standing.Told.CALENDAR,
            what=Standing.What.PAUSE_ENDED,
        ),
    )
    return True
