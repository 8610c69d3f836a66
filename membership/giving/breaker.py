"""The fuse of the gift form: when far more gifts begin, or fail, than a newsroom ever sees, it trips.

While it is off every gift has to bring a piece of work or a mailed code; it goes back on by itself.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from membership.models import Donation
from membership.providers import PLEDGE

log = logging.getLogger(__name__)

#: More promises than this in a minute come from no story of ours.
MOST_A_MINUTE = 30
#: Of the last so many that were settled at a provider, at most this part may have been declined.
LAST, MOST_DECLINED = 50, 0.7
OFF_FOR = timedelta(minutes=30)
_KEY = "membership.breaker"


def tripped_at() -> datetime | None:
    """When it tripped; None while everything is as usual."""
    at: datetime | None = cache.get(_KEY)
    return at


def look() -> None:
    """Count; called after each promise. A trip is told once, where staff and their monitoring see it."""
    now = timezone.now()
    why = _why(now)
    if why and cache.add(_KEY, now, OFF_FOR.total_seconds()):
        log.error("The gift form now asks for proof of work: %s", why)


def _why(now: datetime) -> str:
    begun = Donation.objects.filter(promised_at__gt=now - timedelta(minutes=1)).count()
    if begun > MOST_A_MINUTE:
        return f"{begun} gifts began within a minute"
    lately = Donation.objects.filter(promised_at__gt=now - timedelta(hours=1)).exclude(provider=PLEDGE)
    settled = lately.with_standing().order_by("-promised_at")[: 4 * LAST]
    kinds = [gift.ledger_paid > 0 for gift in settled if gift.ledger_paid or gift.ledger_failed][:LAST]
    if len(kinds) >= LAST // 2 and kinds.count(False) > MOST_DECLINED * len(kinds):
        return f"{kinds.count(False)} of the last {len(kinds)} cards were declined"
    return ""
