"""Gifts of which nothing comes are looked at again and again: a few each minute, the longest unasked first.

So a round of the clock is short however many there are, and each has its turn: once an hour, of more than
180 gifts accordingly later. What was never looked at is unasked since its promise: no flood of new ones goes
before all that wait already.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from membership.models import Donation
from membership.models.ledger import GIVING

EVERY = timedelta(hours=1)
A_MINUTE = 3


def next_ones(gifts: QuerySet[Donation], now: datetime, most: int = A_MINUTE) -> QuerySet[Donation]:
    """The next of these whose turn it is; `asked_after` puts them last."""
    waiting = gifts.filter(Q(asked_after_at=None) | Q(asked_after_at__lte=now - EVERY))
    promised = "summary__promised_at"
    return waiting.order_by(Coalesce("asked_after_at", promised), promised, "pk")[:most]


@GIVING.writes
def asked_after(gifts: Iterable[Donation], now: datetime) -> None:
    if pks := [gift.pk for gift in gifts]:
        Donation.objects.filter(pk__in=pks).update(asked_after_at=now)
