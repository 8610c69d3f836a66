"""Pledges of which nothing comes: one reminder, then they lapse. Money that comes late is taken all the same.

A pledge is no debt, and nobody is nagged: one reminder for a single pledge, one for each instalment that is
missed, none for what is long past.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from membership import limits, mail
from membership.giving.applying import stand
from membership.instalments import instalments, missed_in_a_row
from membership.models import Donation, Interval, Letter, Payment, Standing, Terms
from membership.providers import PLEDGE
from newsroom.limits import take_place

#: Two instalments missed in a row, and a repeated pledge has lapsed.
MISSED = 2
#: What has been due for longer than this is not written about: the server stood still, or the rows are old.
FRESH = timedelta(days=14)
DAY = timedelta(days=1)
_OVER = [Standing.State.EXPIRED, Standing.State.ENDED]


def remind(now: datetime | None = None) -> int:
    """Remind donors of pledges, and let lapse what nobody pays; how many gifts were written to or changed.

    Safe to run at any time: each letter is written once, each standing only where it is another.
    """
    now, terms = now or timezone.now(), Terms.current()
    done = sum(_promise(donation, terms, now) for donation in list(_never_begun(terms, now)))
    return done + sum(_repeated(donation, terms, now) for donation in list(_begun()))


def remind_hourly() -> None:
    """For the clock that ticks each minute."""
    if cache.add("membership.giving.remind", 1, 60 * 60):
        remind()


def _pledges() -> QuerySet[Donation]:
    latest = Standing.objects.filter(donation=OuterRef("pk")).order_by("-asked_at", "-pk")
    return Donation.objects.filter(provider=PLEDGE).annotate(
        now_stands=Coalesce(Subquery(latest.values("state")[:1]), Value("")),
        now_told_by=Coalesce(Subquery(latest.values("told_by")[:1]), Value("")),
    )


def _paid() -> Exists:
    return Exists(Payment.objects.filter(donation=OuterRef("pk"), kind=Payment.Kind.PAYMENT))


def _never_begun(terms: Terms, now: datetime) -> QuerySet[Donation]:
    """Pledges old enough to be reminded of, single or repeated, of which nothing ever came."""
    since = now - timedelta(days=terms.remind_after_days)
    open_ones = _pledges().filter(~_paid(), promised_at__lte=since)
    return open_ones.exclude(Q(now_stands__in=[*_OVER, Standing.State.PAUSED])).order_by("promised_at", "pk")


def _begun() -> Iterator[Donation]:
    """Repeated pledges that have been paid at least once, unless a person has ended them."""
    rows = _pledges().exclude(interval=Interval.ONCE).filter(_paid())
    for donation in rows.prefetch_related("payments", "standings"):
        by_hand = donation.now_told_by != Standing.Told.CALENDAR  # type: ignore[attr-defined]
        if not (donation.now_stands == Standing.State.ENDED and by_hand):  # type: ignore[attr-defined]
            yield donation


def _promise(donation: Donation, terms: Terms, now: datetime) -> bool:
    """A promise of which nothing came: reminded of once, then let go."""
    if donation.promised_at <= (lapses := now - timedelta(days=terms.lapse_after_days)):
        fresh = donation.promised_at > lapses - FRESH
        return _stands(donation, Standing.State.EXPIRED, now, "lapsed", letter=fresh)
    return _remind(donation, None, donation.promised_at + timedelta(days=terms.remind_after_days), now)


def _repeated(donation: Donation, terms: Terms, now: datetime) -> bool:
    """One that was begun: reminded of each instalment, lapsed after two, alive again when money comes."""
    found = instalments(donation, now)
    was = donation.now_stands  # type: ignore[attr-defined]
    if was in _OVER:
        ended_at = max(one.asked_at for one in donation.standings.all())
        came = any(line.recorded_at > ended_at for line in donation.payments.all() if line.minor > 0)
        return came and _stands(donation, Standing.State.ACTIVE, now, "paid again")
    if was == Standing.State.PAUSED:
        return False
    missed = missed_in_a_row(found, now - timedelta(days=terms.remind_after_days))
    given_up = missed_in_a_row(found, now - timedelta(days=terms.lapse_after_days))
    if len(given_up) >= MISSED:
        fresh = given_up[MISSED - 1].due > now - timedelta(days=terms.lapse_after_days) - FRESH
        return _stands(donation, Standing.State.ENDED, now, "lapsed", letter=fresh)
    if not missed:
        return was == Standing.State.PAST_DUE and _stands(donation, Standing.State.ACTIVE, now, "paid")
    changed = was != Standing.State.PAST_DUE and _stands(donation, Standing.State.PAST_DUE, now, "missed")
    latest = missed[-1].due
    if latest <= now - timedelta(days=terms.remind_after_days) - FRESH:
        return changed
    since = latest + timedelta(days=terms.remind_after_days)
    return _remind(donation, timezone.localdate(latest), since, now) or changed


@transaction.atomic
def _stands(
    donation: Donation, state: Standing.State, now: datetime, reason: str, *, letter: bool = False
) -> bool:
    locked = Donation.objects.select_for_update().get(pk=donation.pk)
    was = locked.standing
    if (was.state if was else "") != donation.now_stands:  # type: ignore[attr-defined]
        return False  # somebody was faster
    if not locked.repeats and locked.payments.filter(kind=Payment.Kind.PAYMENT).exists():
        return False
    stand(
        locked,
        Standing(
            donation=locked,
            state=state,
            asked_at=max(now, was.asked_at) if was else now,
            minor=was.minor if was else None,
            told_by=Standing.Told.CALENDAR,
            reason=reason,
        ),
    )
    if letter:
        _write(Letter.Kind.LAPSED, locked, timezone.localdate(now))
    return True


def _remind(donation: Donation, due: date | None, since: datetime, now: datetime) -> bool:
    """One reminder a day to a mailbox, of its oldest pledge; what falls due with that is not written of
    again. `due`: the instalment's day, None for the promise itself; `since`: when it was this one's turn."""
    reminded = Letter.objects.filter(kind=Letter.Kind.REMINDER)
    others = reminded.filter(donation__email__iexact=donation.email, written_at__gte=since - DAY)
    if not donation.email or reminded.filter(donation=donation, day=due).exists() or others.exists():
        return False
    place = f"reminder-to:{limits.one_mailbox(donation.email)}:{timezone.localdate(now)}"
    if take_place(place, 1, int(DAY.total_seconds())) is None:
        return False
    return _write(Letter.Kind.REMINDER, donation, due)


def _write(kind: Letter.Kind, donation: Donation, day: date | None) -> bool:
    """Whether it was written now; whoever left no address gets none."""
    if not donation.email or donation.letters.filter(kind=kind, day=day).exists():
        return False
    with transaction.atomic():
        return mail.write_sparingly(kind, donation=donation, day=day)
