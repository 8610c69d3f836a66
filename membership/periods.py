"""The same day a month or a year later; the last of the month where there is no such day."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone


def after(moment: datetime, interval: str, times: int = 1) -> datetime:
    """`times` intervals ("monthly", "yearly") after an aware moment, at the same local time of day."""
    months = times * (12 if interval == "yearly" else 1)
    local = timezone.localtime(moment)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    naive = local.replace(year=year, month=month + 1, day=day, tzinfo=None)
    return timezone.make_aware(naive)


def falls_due(
    first: datetime, interval: str, changes: Iterable[tuple[datetime, datetime]] = ()
) -> Iterator[datetime]:
    """Every moment at which a payment falls due, without end: `first`, then each interval after it.

    `changes`: when another day was agreed on, and the first moment of it. What would have fallen due between
    the two does not; from then on the new moment is what is counted from.
    """
    agreed = sorted(changes)
    starts = [first, *(new for _at, new in agreed)]
    ends = [*(at for at, _new in agreed), None]
    latest = None
    for start, end in zip(starts, ends, strict=True):
        times, due = 0, start
        while end is None or due <= end:
            if latest is None or due > latest:
                latest = due
                yield due
            times += 1
            # Each from the first one: counted from one another, the 31st would become the 28th for good.
            due = after(start, interval, times)
