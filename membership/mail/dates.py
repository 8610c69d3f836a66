"""Letters that nobody's act brings about but a date: a card that ends, a yearly payment that is coming up."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from membership.letters import write
from membership.models import Donation, Interval, Letter, Status
from membership.models.due import days_of
from membership.refusals import on_its_own

CARD_NOTICE = timedelta(days=30)
#: A yearly gift is announced within this span before it is due, once.
YEARLY_NOTICE = (timedelta(days=7), timedelta(days=30))


def write_due() -> None:
    """Write every letter whose day has come. Safe to run at any time: each is written once."""
    now = timezone.now()
    for donation, day in _cards_ending(now):
        with on_its_own(donation.pk):
            write(Letter.Kind.CARD_ENDS, donation=donation, day=day)
    days = dict(_yearly_coming(now))
    there = Letter.objects.filter(kind=Letter.Kind.YEARLY, donation__in=days, day__isnull=False)
    written = set(there.order_by().values_list("donation", "day"))
    for donation in Donation.objects.filter(pk__in=[pk for pk in days if (pk, days[pk]) not in written]):
        with on_its_own(donation.pk):
            write(Letter.Kind.YEARLY, donation=donation, day=days[donation.pk])


def _cards_ending(now: datetime) -> Iterator[tuple[Donation, date]]:
    """Gifts that go on, whose card ends soon and whose donor was not told, each with the day from which it is
    no longer good."""
    ahead = (timezone.localdate(now) + timedelta(days=days) for days in range(CARD_NOTICE.days + 1))
    for day in [day for day in ahead if day.day == 1]:
        told = Letter.objects.filter(donation=OuterRef("pk"), kind=Letter.Kind.CARD_ENDS, day=day)
        # The empty one is named for the sake of the index, which leaves it out.
        some = _running(now).exclude(interval=Interval.ONCE).exclude(summary__card_until="")
        ending = some.filter(summary__card_until=f"{day:%Y-%m}")
        yield from ((gift, day) for gift in ending.filter(~Exists(told)))


def _yearly_coming(now: datetime) -> Iterator[tuple[int, date]]:
    """Yearly gifts whose next payment is announced about now, each with its day."""
    until = now + YEARLY_NOTICE[1]
    soon = Q(summary__due_at__lte=until) | Q(summary__next_at__gt=now, summary__next_at__lte=until)
    yearly = _running(now).filter(soon, summary__interval=Interval.YEARLY).order_by()
    # The latest report says when; it may be old, and a day of it that has passed is no next one.
    days = {
        pk: day
        for pk, told, due in yearly.values_list("pk", "summary__next_at", "summary__due_at")
        if (day := told if told and told > now else due)
    }
    # What has not come for longer is passed over.
    late = Donation.objects.filter(pk__in=[pk for pk, day in days.items() if day <= now])
    for gift in late.prefetch_related("payments", "status_reports"):
        days[gift.pk] = next(day for day in days_of(gift) if day > now)
    for pk, day in days.items():
        if YEARLY_NOTICE[0] <= day - now <= YEARLY_NOTICE[1]:
            yield pk, timezone.localdate(day)


def _running(now: datetime) -> QuerySet[Donation]:
    """Repeated gifts that money is expected for, of members who can be written to."""
    going_on = Q(summary__status__in=[Status.ACTIVE, Status.PAST_DUE])
    ended = Q(summary__ends_at__lte=now)
    gifts = Donation.objects.live().exclude(email="").filter(going_on, member__isnull=False)
    return gifts.exclude(ended)
