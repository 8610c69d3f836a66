"""When the payments of a gift fall due, from rows that are at hand: its promise, payments and reports."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from membership.models.donation import Donation
from membership.models.payment import Payment
from membership.models.status_report import StatusReport
from membership.periods import EARLY, falls_due, matched
from membership.providers import PLEDGE


def due_days(
    donation: Donation, payments: Iterable[Payment], reports: Iterable[StatusReport]
) -> Iterator[datetime]:
    """Every moment at which a payment of a repeated gift falls due, without end: from its promise on, and by
    the new day from where one was agreed on."""
    changes = [
        (told.asked_at, told.next_at)
        for told in reports
        if told.next_at and told.told_by in {"donor", "staff"} and told.state in {"active", "past_due"}
    ]
    return falls_due(donation.promised_at, donation.interval, changes, paid_at(payments) if changes else [])


def paid_at(payments: Iterable[Payment]) -> list[datetime]:
    return sorted(line.at for line in payments if line.kind == "payment")


def enough(days: Iterator[datetime], moment: datetime, *, spare: int) -> list[datetime]:
    """Those up to that moment, and so many more."""
    dues: list[datetime] = []
    ahead = 0
    while ahead < spare:
        dues.append(next(days))
        ahead += dues[-1] > moment
    return dues


def let_go(reports: Sequence[StatusReport], due: datetime) -> bool:
    """Whether nobody expects what fell due then: as the gift stood on that day, by its reports, the oldest
    first. A pause may have run out by then."""
    stood = next((one for one in reversed(reports) if one.asked_at <= due), None)
    if stood is None:
        return False
    if stood.state == "paused":
        return stood.next_at is None or stood.next_at > due
    return stood.state in {"ended", "expired"}


def first_open(
    donation: Donation, payments: Sequence[Payment], reports: Sequence[StatusReport]
) -> datetime | None:
    """When the first payment that has not come falls due, or fell, after the last one that came; None while
    none is waited for. `reports` with the oldest first. Whatever time it is, the answer is the same."""
    now = reports[-1] if reports else None
    if now and now.state in {"ended", "expired", "paused"}:
        return None
    paid = paid_at(payments)
    if donation.interval == "once":
        return None if paid else donation.promised_at
    if now and now.next_at and donation.provider != PLEDGE:
        return now.next_at  # what is pledged may come ahead of the day that was agreed on
    days = due_days(donation, payments, reports)
    dues = enough(days, paid[-1] if paid else donation.promised_at, spare=len(paid) + 1)
    last = max(matched(paid, dues, EARLY[donation.interval]), default=-1)
    return next(due for due in chain(dues[last + 1 :], days) if not let_go(reports, due))


def days_of(donation: Donation) -> Iterator[datetime]:
    """`due_days` of a gift. Asks nothing where `status_reports` and `payments` are prefetched."""
    return due_days(donation, donation.payments.all(), donation.status_reports.all())
