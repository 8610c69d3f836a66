"""Letters that nobody's act brings about but a date: a card that ends, a yearly payment that is coming up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from membership.mail.outbox import write
from membership.models import Donation, Interval, Letter, Standing

CARD_NOTICE = timedelta(days=30)
#: A yearly gift is announced within this span before it is due, once.
YEARLY_NOTICE = (timedelta(days=7), timedelta(days=30))


def write_due() -> None:
    """Write every letter whose day has come. Safe to run at any time: each is written once."""
    now = timezone.now()
    for donation, standing in _running(now):
        if standing and standing.card_until and _card_is_ending(standing.card_until, now):
            write(Letter.Kind.CARD_ENDS, donation=donation, day=_ends(standing.card_until))
        if donation.interval == Interval.YEARLY:
            # The latest standing may be old: a day of it that has passed is no next one.
            told = standing.next_at if standing else None
            due = told if told and told > now else next(day for day in donation.due_days() if day > now)
            if YEARLY_NOTICE[0] <= due - now <= YEARLY_NOTICE[1]:
                write(Letter.Kind.YEARLY, donation=donation, day=timezone.localdate(due))


def _running(now: datetime) -> Iterator[tuple[Donation, Standing | None]]:
    """Repeated gifts that money is expected for, and how each stands as far as anybody has told us."""
    latest = Standing.objects.filter(donation=OuterRef("pk")).order_by("-asked_at", "-pk")
    gifts = (
        Donation.objects.live()
        .exclude(interval=Interval.ONCE)
        .exclude(email="")
        .filter(member__isnull=False)
        .annotate(standing_pk=Subquery(latest.values("pk")[:1]))
    )
    latest_of = dict(gifts.values_list("pk", "standing_pk"))
    standings = Standing.objects.in_bulk([pk for pk in latest_of.values() if pk])
    for donation in gifts.prefetch_related("standings"):
        standing = standings.get(latest_of[donation.pk])
        if standing is None or (
            standing.state in {"active", "past_due"} and not (standing.ends_at and standing.ends_at <= now)
        ):
            yield donation, standing


def _card_is_ending(until: str, now: datetime) -> bool:
    return timedelta(0) <= _ends(until) - timezone.localdate(now) <= CARD_NOTICE


def _ends(until: str) -> date:
    """`until` is the month after the one printed on the card, as "2027-10": its first day."""
    year, month = (int(part) for part in until.split("-"))
    return date(year, month, 1)
