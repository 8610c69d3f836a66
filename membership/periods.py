"""The same day a month or a year later, the last of the month where there is no such day; what falls due by
that, and which payment was for which.
"""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, count

from django.utils import timezone

#: A standing order that runs so long before its day is meant for that day.
EARLY = {"monthly": timedelta(days=7), "yearly": timedelta(days=30)}


def after(moment: datetime, interval: str, times: int = 1) -> datetime:
    """`times` intervals ("monthly", "yearly") after an aware moment, at the same local time of day."""
    months = times * (12 if interval == "yearly" else 1)
    local = timezone.localtime(moment)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    naive = local.replace(year=year, month=month + 1, day=day, tzinfo=None)
    return timezone.make_aware(naive)


def midnight(day: date) -> datetime:
    """With which the day begins, where the newsroom is."""
    return timezone.make_aware(datetime.combine(day, time()))


def noon(day: date) -> datetime:
    """A moment of the day that is on the same day in nearly every time zone."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def span(day: date, interval: str) -> tuple[date, date]:
    """The first day of its calendar month or year, and of the one after."""
    if interval == "yearly":
        return date(day.year, 1, 1), date(day.year + 1, 1, 1)
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def falls_due(
    first: datetime,
    interval: str,
    changes: Iterable[tuple[datetime, datetime]] = (),
    paid: Iterable[datetime] = (),
) -> Iterator[datetime]:
    """Every moment at which a payment falls due, without end: `first`, then each interval after it.

    `changes`: when another day was agreed on, and the first moment of it. What would have fallen due between
    the two does not, unless it had been paid ahead by then (`paid`: when each payment came): it is the next
    payment that was moved, never one that had come. From then on the new moment is what is counted from.
    """
    start, kept, came = first, list[datetime](), sorted(paid)
    for at, new in sorted(changes):
        known = _known(kept, start, interval, at, [one for one in came if one <= at])
        # A payment that was booked late must not make two of the month that was agreed on.
        before = span(timezone.localdate(new), interval)[0]
        kept = [due for due, met in known if due <= at or (met and timezone.localdate(due) < before)]
        start = new
    return chain(kept, _after(kept, start, interval))


def matched(paid: list[datetime], dues: list[datetime], early: timedelta) -> dict[int, datetime]:
    """Which payment is for which instalment, by its number: both in their order, and dues enough for all."""
    taken: dict[int, datetime] = {}
    for at in paid:
        own = max((number for number, due in enumerate(dues) if due <= at), default=0)
        free = [number for number in range(len(dues)) if number not in taken]
        before = [number for number in free if number < own]
        if own in free:
            number = own
        elif own + 1 in free and dues[own + 1] - at <= early:
            number = own + 1
        elif before:
            number = before[0]
        else:
            number = free[0]
        taken[number] = at
    return taken


def _known(
    kept: list[datetime], start: datetime, interval: str, at: datetime, came: list[datetime]
) -> list[tuple[datetime, bool]]:
    """What fell due until then and as far ahead as what came can reach, and whether it was paid."""
    dues, coming = [*kept], _after(kept, start, interval)
    ahead = sum(due > at for due in dues)
    while ahead <= len(came):
        dues.append(next(coming))
        ahead += dues[-1] > at
    for_due = matched(came, dues, EARLY[interval]) if came else {}
    return [(due, number in for_due) for number, due in enumerate(dues)]


def _after(kept: list[datetime], start: datetime, interval: str) -> Iterator[datetime]:
    """From `start` on, those later than all that was kept."""
    # Each from the first one: counted from one another, the 31st would become the 28th for good.
    days = (after(start, interval, times) if times else start for times in count())
    return (due for due in days if not kept or due > kept[-1])
