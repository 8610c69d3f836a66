"""What a repeated pledge expects: when each instalment is due, and which payment was for which."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from membership.models import Donation, Payment, StatusReport
from membership.models.due import days_of, enough, let_go
from membership.periods import EARLY, after, matched, span
from membership.providers import PLEDGE

#: No payment is moved further: providers take two years at most (Stripe: `trial_end`).
MOVED_AT_MOST = timedelta(days=729)


@dataclass(frozen=True)
class Instalment:
    due: datetime
    #: When the payment for it came; None: it has not.
    paid_at: datetime | None = None
    #: It fell due while the gift was paused or had ended: nobody expects it.
    let_go: bool = False

    @property
    def open(self) -> bool:
        return self.paid_at is None and not self.let_go


def instalments(donation: Donation, now: datetime | None = None) -> list[Instalment]:
    """All that have fallen due, those that were paid ahead, and the next one to come; the oldest first.

    A payment is for the instalment of its own span of time; where that is paid, for the next one if that is
    due within days, else for the oldest one missed, else for the next one. Its amount does not matter: what
    comes is taken as it comes. A transfer that the bank took back has not paid for anything. Reads `payments`
    and `status_reports`, prefetched or not.
    """
    now = now or timezone.now()
    paid = sorted(_paid(donation))
    # What was paid ahead is no reason to expect less than the next one.
    dues = enough(days_of(donation), now, spare=len(paid) + 1)
    for_due = matched(paid, dues, EARLY[donation.interval])
    told = sorted(donation.status_reports.all(), key=lambda one: (one.asked_at, one.pk))
    found = [
        Instalment(due=due, paid_at=for_due.get(number), let_go=let_go(told, due))
        for number, due in enumerate(dues)
    ]
    ahead = [number for number, one in enumerate(found) if one.due > now and one.paid_at is None]
    return found[: ahead[0] + 1]


def _paid(donation: Donation) -> list[datetime]:
    lines = list(donation.payments.all())
    returned: Counter[str] = Counter()
    for line in lines:
        returned[line.of] += line.minor if line.returned else 0
    paid = (line for line in lines if line.kind == Payment.Kind.PAYMENT)
    return [line.at for line in paid if line.minor + returned[line.reference] > 0]


def next_due(donation: Donation, now: datetime | None = None) -> datetime:
    """When the next payment is expected: the provider's word, else the first day to come that nothing has
    been paid for. For a gift that is paused until a day, the first from then on."""
    now = now or timezone.now()
    told = max(donation.status_reports.all(), key=lambda one: (one.asked_at, one.pk), default=None)
    paused = told is not None and told.state == StatusReport.State.PAUSED
    word = told.next_at if told and told.next_at and told.next_at > now else None
    if paused:
        return instalments(donation, word or now)[-1].due
    # What is pledged may come ahead of the day that was agreed on; nobody has said so then.
    if word and donation.provider != PLEDGE:
        return word
    return instalments(donation, now)[-1].due


def day_window(donation: Donation, now: datetime | None = None) -> tuple[date, date]:
    """The first and the last day that the next payment can be moved to.

    No month (of a yearly gift: no year) is paid for twice, and no more than one payment is passed over.
    """
    now = now or timezone.now()
    due = next_due(donation, now)
    first = max(
        timezone.localdate(now) + timedelta(days=1),
        span(timezone.localdate(due), donation.interval)[0],
        *(span(timezone.localdate(at), donation.interval)[1] for at in _paid(donation)),
    )
    last = min(timezone.localdate(after(due, donation.interval)), timezone.localdate(now) + MOVED_AT_MOST)
    return first, max(first, last)


def missed_in_a_row(found: Iterable[Instalment], by: datetime) -> list[Instalment]:
    """The open ones at the end of those due by then. Whoever pays a later one has made up for them."""
    row: list[Instalment] = []
    for one in found:
        if one.paid_at is not None:
            row = []
        elif one.open and one.due <= by:
            row.append(one)
    return row
