"""Letters that nobody's act brings about but a date: a card that ends, a yearly payment that is coming up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from membership.mail.outbox import write
from membership.models import Donation, Interval, Letter, Status

CARD_NOTICE = timedelta(days=30)
#: A yearly gift is announced within this span before it is due, once.
YEARLY_NOTICE = (timedelta(days=7), timedelta(days=30))


def write_due() -> None:
    """Write every letter whose day has come. Safe to run at any time: each is written once."""
    now = timezone.now()
    _write_missing(Letter.Kind.CARD_ENDS, dict(_cards_ending(now)))
    _write_missing(Letter.Kind.YEARLY, dict(_yearly_coming(now)))


def _write_missing(kind: Letter.Kind, days: dict[int, date]) -> None:
    """A letter for each of these gifts about its day, unless there is one."""
    there = Letter.objects.filter(kind=kind, donation__in=days, day__isnull=False)
    written = set(there.values_list("donation", "day"))
    missing = [pk for pk, day in days.items() if (pk, day) not in written]
    for donation in Donation.objects.filter(pk__in=missing):
        write(kind, donation=donation, day=days[donation.pk])


def _cards_ending(now: datetime) -> Iterator[tuple[int, date]]:
    """Gifts that go on and whose card ends soon, each with the day from which it is no longer good."""
    today = timezone.localdate(now)
    months = [f"{today + timedelta(days=ahead):%Y-%m}" for ahead in range(CARD_NOTICE.days + 1)]
    ending = _running(now).exclude(interval=Interval.ONCE).filter(summary__card_until__in=sorted(set(months)))
    for pk, until in ending.values_list("pk", "summary__card_until"):
        if timedelta(0) <= _ends(until) - today <= CARD_NOTICE:
            yield pk, _ends(until)


def _yearly_coming(now: datetime) -> Iterator[tuple[int, date]]:
    """Yearly gifts whose next payment is announced about now, each with its day."""
    soon = Q(summary__due_at__lte=now + YEARLY_NOTICE[1]) | Q(summary__next_at__lte=now + YEARLY_NOTICE[1])
    gifts = _running(now).filter(soon, summary__interval=Interval.YEARLY).select_related("summary")
    for gift in gifts.prefetch_related("payments", "standings").iterator(chunk_size=200):
        # The latest standing may be old: a day of it that has passed is no next one.
        told, due = gift.summary.next_at, gift.summary.due_at
        known = next((day for day in (told, due) if day and day > now), None)
        day = known or next(day for day in gift.due_days() if day > now)
        if YEARLY_NOTICE[0] <= day - now <= YEARLY_NOTICE[1]:
            yield gift.pk, timezone.localdate(day)


def _running(now: datetime) -> QuerySet[Donation]:
    """Repeated gifts that money is expected for, of members who can be written to."""
    going_on = Q(summary__status__in=[Status.ACTIVE, Status.PAST_DUE])
    ended = Q(summary__ends_at__lte=now)
    gifts = Donation.objects.live().exclude(email="").filter(going_on, member__isnull=False)
    return gifts.exclude(ended)


def _ends(until: str) -> date:
    """`until` is the month after the one printed on the card, as "2027-10": its first day."""
    year, month = (int(part) for part in until.split("-"))
    return date(year, month, 1)
