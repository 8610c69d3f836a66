"""The circuit breaker of the gift form: it trips when far more gifts begin, or fail, than any newsroom sees.

While it is tripped every gift by that way has to be proved; it resets by itself. Only the gate asks it.
"""

import logging
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from membership.models import Donation, Payment
from membership.providers import PLEDGE

log = logging.getLogger(__name__)

#: More promises than this in a minute come from no story of ours; no thief of cards wants a pledge.
MOST_A_MINUTE, PLEDGES_A_MINUTE = 30, 300
#: Of the last so many gifts that were settled at a provider, at most this part may have been declined.
LAST, MOST_DECLINED = 50, 0.7
TRIPPED_FOR = timedelta(minutes=30)


def tripped_at(*, card: bool) -> datetime | None:
    """When it tripped for gifts by card, or for pledges; None while everything is as usual."""
    at: datetime | None = cache.get(_key(card=card))
    return at


def look(*, card: bool) -> None:
    """Count, after each promise. That it tripped is told once, where staff and their monitoring see it."""
    if tripped_at(card=card):
        return
    now = timezone.now()
    why = _why(now, card=card)
    if why and cache.add(_key(card=card), now, TRIPPED_FOR.total_seconds()):
        log.error("The gift form now asks for proof of work: %s", why)


def _key(*, card: bool) -> str:
    return f"membership.circuit_breaker:{'card' if card else 'pledge'}"


def _why(now: datetime, *, card: bool) -> str:
    lately = Donation.objects.filter(promised_at__gt=now - timedelta(minutes=1))
    by_this_way = lately.exclude(provider=PLEDGE) if card else lately.filter(provider=PLEDGE)
    begun = by_this_way.count()
    if begun > (MOST_A_MINUTE if card else PLEDGES_A_MINUTE):
        return f"{begun} gifts began within a minute"
    return _declined(now - timedelta(hours=1)) if card else ""


def _declined(since: datetime) -> str:
    """Renewals are left out: on the first of a month many of them fail at once."""
    lines = Payment.objects.filter(
        kind__in=[Payment.Kind.PAYMENT, Payment.Kind.FAILED], at__gt=since, donation__promised_at__gt=since
    ).exclude(provider=PLEDGE)
    paid: dict[int, bool] = {}
    for gift, kind in lines.order_by("-at").values_list("donation", "kind")[: 4 * LAST]:
        paid[gift] = paid.get(gift, False) or kind == Payment.Kind.PAYMENT
    last = list(paid.values())[:LAST]
    if len(last) < LAST // 2 or last.count(False) <= MOST_DECLINED * len(last):
        return ""
    return f"{last.count(False)} of the last {len(last)} cards were declined"
