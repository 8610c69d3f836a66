"""Pledges of which nothing comes: one reminder, then they lapse. Money that comes late is taken all the same.

A pledge is no debt, and nobody is nagged: one reminder for a single pledge, one for each instalment that is
missed, none for what is long past.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from membership import letters
from membership.giving import in_turn
from membership.giving.status_reports import report
from membership.models import Donation, Interval, Letter, Payment, Status, StatusReport, Summary, Terms
from membership.models.instalments import instalments, missed_in_a_row
from membership.providers import PLEDGE
from membership.refusals import on_its_own
from newsroom.limits import take_place
from newsroom.mail import one_mailbox

#: Two instalments missed in a row, and a repeated pledge has lapsed.
MISSED = 2
#: What has been due for longer than this is not written about: the server stood still, or the rows are old.
FRESH = timedelta(days=14)
DAY = timedelta(days=1)
#: The clock has long looked at money that was written down before this.
NEWS = timedelta(days=62)
_OVER = [StatusReport.State.EXPIRED, StatusReport.State.ENDED]
What = StatusReport.What


def remind(now: datetime | None = None) -> int:
    """Remind donors of pledges, and let lapse what nobody pays, a few of each in a round; how many gifts were
    written to or changed.

    Safe to run at any time: each letter is written once, each report only where it is another.
    """
    now, terms = now or timezone.now(), Terms.current()
    promised = list(in_turn.next_ones(_never_begun(terms, now), now))
    begun = list(in_turn.next_ones(_begun(terms, now), now).prefetch_related("payments", "status_reports"))
    in_turn.asked_after([*promised, *begun], now)
    done = 0
    for look, donations in ((_promise, promised), (_repeated, begun)):
        for donation in donations:
            with on_its_own(donation.pk):
                done += look(donation, terms, now)
    return done


def _never_begun(terms: Terms, now: datetime) -> QuerySet[Donation]:
    """Pledges old enough to be reminded of, single or repeated, of which nothing ever came."""
    since = now - timedelta(days=terms.remind_after_days)
    promised = Donation.objects.filter(provider=PLEDGE, summary__status=Status.PROMISED)
    open_ones = promised.filter(summary__promised_at__lte=since).exclude(
        summary__state=StatusReport.State.PAUSED
    )
    return open_ones.select_related("summary")


def _begun(terms: Terms, now: datetime) -> QuerySet[Donation]:
    """Repeated pledges that have been paid at least once, and now miss an instalment, or missed one, or were
    let go, unless a person has ended them, and have been paid since."""
    # Three questions by index of the summaries; asked as one, all pledges would be read.
    repeated = Summary.objects.filter(interval__in=[Interval.MONTHLY, Interval.YEARLY])
    missed = repeated.filter(due_at__lte=now - timedelta(days=terms.remind_after_days), payments__gt=0)
    overdue = repeated.filter(status=Status.PAST_DUE)
    lapsed = repeated.filter(
        told_by=StatusReport.Told.CALENDAR,
        state__in=_OVER,
        recorded_at__gte=now - NEWS,
        recorded_at__gt=F("asked_at"),
    )
    any_of_them = missed.values("pk").union(overdue.values("pk"), lapsed.values("pk"))
    return Donation.objects.filter(provider=PLEDGE, pk__in=any_of_them).select_related("summary")


def _promise(donation: Donation, terms: Terms, now: datetime) -> bool:
    """A promise of which nothing came: reminded of once, then let go."""
    if donation.promised_at <= (lapses := now - timedelta(days=terms.lapse_after_days)):
        fresh = donation.promised_at > lapses - FRESH
        return _report(donation, StatusReport.State.EXPIRED, now, What.LAPSED, letter=fresh)
    return _remind(donation, None, donation.promised_at + timedelta(days=terms.remind_after_days), now)


def _repeated(donation: Donation, terms: Terms, now: datetime) -> bool:
    """One that was begun: reminded of each instalment, lapsed after two, alive again when money comes."""
    found = instalments(donation, now)
    was = donation.summary.state
    if was in _OVER:
        ended_at = max(one.asked_at for one in donation.status_reports.all())
        came = any(line.recorded_at > ended_at for line in donation.payments.all() if line.minor > 0)
        return came and _report(donation, StatusReport.State.ACTIVE, now, What.PAID_AGAIN)
    if was == StatusReport.State.PAUSED:
        return False
    missed = missed_in_a_row(found, now - timedelta(days=terms.remind_after_days))
    given_up = missed_in_a_row(found, now - timedelta(days=terms.lapse_after_days))
    if len(given_up) >= MISSED:
        fresh = given_up[MISSED - 1].due > now - timedelta(days=terms.lapse_after_days) - FRESH
        return _report(donation, StatusReport.State.ENDED, now, What.LAPSED, letter=fresh)
    if not missed:
        return was == StatusReport.State.PAST_DUE and _report(
            donation, StatusReport.State.ACTIVE, now, What.PAID
        )
    changed = was != StatusReport.State.PAST_DUE and _report(
        donation, StatusReport.State.PAST_DUE, now, What.MISSED
    )
    latest = missed[-1].due
    if latest <= now - timedelta(days=terms.remind_after_days) - FRESH:
        return changed
    since = latest + timedelta(days=terms.remind_after_days)
    return _remind(donation, timezone.localdate(latest), since, now) or changed


@transaction.atomic
def _report(
    donation: Donation, state: StatusReport.State, now: datetime, what: What, *, letter: bool = False
) -> bool:
    locked = Donation.objects.select_for_update().get(pk=donation.pk)
    was = locked.latest_report
    if (was.state if was else "") != donation.summary.state:
        return False  # somebody was faster
    if not locked.repeats and locked.payments.filter(kind=Payment.Kind.PAYMENT).exists():
        return False
    report(
        locked,
        StatusReport(
            donation=locked,
            state=state,
            asked_at=max(now, was.asked_at) if was else now,
            minor=was.minor if was else None,
            told_by=StatusReport.Told.CALENDAR,
            what=what,
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
    place = f"reminder-to:{one_mailbox(donation.email)}:{timezone.localdate(now)}"
    if take_place(place, 1, int(DAY.total_seconds())) is None:
        return False
    return _write(Letter.Kind.REMINDER, donation, due)


def _write(kind: Letter.Kind, donation: Donation, day: date | None) -> bool:
    """Whether it was written now; whoever left no address gets none."""
    if not donation.email or donation.letters.filter(kind=kind, day=day).exists():
        return False
    with transaction.atomic():
        return letters.write_sparingly(kind, donation=donation, day=day)
