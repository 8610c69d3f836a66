"""The one door to how a promise stands: each status report is written here, in whatever order we are told."""

from datetime import datetime

from django.utils import timezone

from membership import letters
from membership.giving import debits
from membership.giving.summing_up import sum_up
from membership.models import Donation, Letter, Payment, StatusReport
from membership.models.ledger import GIVING, STATUS_REPORTS

#: What makes one report differ from another.
REPORTED = (
    "state", "minor", "subscription", "customer", "next_at", "ends_at",
    "card_brand", "card_last4", "card_until",
)  # fmt: skip


@STATUS_REPORTS.writes
def report(donation: Donation, told: StatusReport) -> StatusReport:
    """Write down how a promise stands, unless it stood so already. The caller holds the donation's lock.

    In whatever order observations come, the one of the latest moment holds: that the provider said the same
    again is no row of its own, but the moment is kept (`confirmed_until`), and what another moment before it
    brings late does not outrank it.
    """
    by_provider = told.told_by == StatusReport.Told.PROVIDER
    was, until = donation.latest_report, _confirmed_until(donation)
    if until and not by_provider:
        # A decision of ours comes after all that was said before it.
        told.asked_at = max(told.asked_at, until)
    before = donation.status_reports.filter(asked_at__lte=told.asked_at).order_by("-asked_at", "-pk").first()
    if before and by_provider and all(getattr(before, name) == getattr(told, name) for name in REPORTED):
        if was == before and (until is None or told.asked_at > until):
            _keep(donation, told.asked_at)
        return before
    late = was is not None and until is not None and was.asked_at < told.asked_at < until
    overtaken = was is not None and (
        was.state == StatusReport.State.ENDED or was.asked_at > told.asked_at or late
    )
    told.save()
    if late and was is not None and until is not None:
        _again(was, until)
    elif was is None or told.asked_at >= was.asked_at:
        _keep(donation, told.asked_at)
    sum_up(donation)
    # What the calendar ends is a pledge that lapsed: that has a letter of its own. What moved in is over.
    silent = told.told_by == StatusReport.Told.CALENDAR or told.what == StatusReport.What.MOVED_IN
    ended = told.state == StatusReport.State.ENDED and not silent
    if told.state == StatusReport.State.PROCESSING and by_provider and not overtaken:
        _say_under_way(donation, told)
    if ended and donation.member_id and not overtaken:
        letters.write(Letter.Kind.ENDED, donation=donation, day=timezone.localdate(told.asked_at))
    return told


def _say_under_way(donation: Donation, told: StatusReport) -> None:
    """Nobody has paid yet, and the mailbox may be a stranger's: so within the budget of such mails."""
    if donation.email and not donation.payments.filter(kind=Payment.Kind.PAYMENT).exists():
        letters.write_sparingly(Letter.Kind.UNDER_WAY, donation=donation, day=debits.known_by(told))


def _confirmed_until(donation: Donation) -> datetime | None:
    kept: datetime | None = donation.confirmed_until
    return kept


@GIVING.writes
def _keep(donation: Donation, until: datetime) -> None:
    donation.confirmed_until = until
    Donation.objects.filter(pk=donation.pk).update(confirmed_until=until)


def _again(was: StatusReport, at: datetime) -> None:
    """It stood so at that moment too, whatever it was in between."""
    StatusReport.objects.create(
        donation=was.donation,
        asked_at=at,
        told_by=StatusReport.Told.PROVIDER,
        **{name: getattr(was, name) for name in REPORTED},
    )
