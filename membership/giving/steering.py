"""What a donor, or staff in their name, does to a repeated gift: another amount or day, a pause, an end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import letters, providers
from membership.giving.applying import apply_all
from membership.giving.refusals import Refused
from membership.giving.status_reports import report
from membership.models import Donation, Letter, Payment, StatusReport
from membership.models.instalments import day_window, next_due
from membership.money import Money, locales
from membership.money.limits import limits_for
from membership.periods import midnight, noon
from membership.providers.base import Provider, Told
from newsroom.models import User

What = StatusReport.What
_ENDS = {What.STOP, What.ERASED}


@dataclass(frozen=True)
class Actor:
    """Who asks: a donor who is signed in as the gift's member, staff with the permission it `needs`, or the
    newsroom's terms, where a bank has `warned` of fraud."""

    donor: int | None = None
    staff: User | None = None
    warned: bool = False
    needs: str = "steer_donation"

    def require_for(self, donation: Donation) -> None:
        if self.staff is not None:
            if not self.staff.is_active or not self.staff.has_perm(f"membership.{self.needs}"):
                raise PermissionDenied(_("Changing gifts needs the permission “Can change repeated gifts”."))
        elif not self.warned and (
            self.donor is None or not donation.member or self.donor not in donation.member.rows()
        ):
            raise PermissionDenied(_("This gift belongs to somebody else."))


def steer(donation: Donation, what: str, actor: Actor, typed: Mapping[str, Any]) -> StatusReport:
    """What a form asks, the member's or the desk's: `what` is "amount", "day", "pause", "skip", "resume" or
    "stop"; `typed` has the amount, the day, the day `until` which to pause (None: on and on), the reason."""
    match what:
        case "amount":
            return change_amount(donation, typed["amount"], actor)
        case "day":
            return change_day(donation, typed["day"], actor)
        case "pause":
            day = typed["until"]
            return pause(donation, actor, until=noon(day) if day else None)
        case "skip":
            return skip(donation, actor)
        case "resume":
            return resume(donation, actor)
        case "stop":
            return stop(donation, actor, reason=typed.get("reason", ""))
    raise ValueError(what)


def change_amount(donation: Donation, amount: Money, actor: Actor) -> StatusReport:
    """Promise another amount from the next payment on."""
    donation = _steerable(donation, actor)
    least, most = limits_for(donation.currency)
    if amount.currency != donation.currency or not least.minor <= amount.minor <= most.minor:
        raise Refused(_("Enter an amount from %(least)s to %(most)s.") % {"least": least, "most": most})
    return _steer(
        donation,
        actor,
        lambda through, key: through.change_amount(_subscription(donation), amount, key=key),
        what=What.AMOUNT,
        more=str(amount.minor),
        here={"minor": amount.minor},
    )


def change_day(donation: Donation, day: date, actor: Actor) -> StatusReport:
    """Have the next payment fall due on this day, and the later ones on the same day of each month or year;
    where there is no such day, on the last of the month. Told twice, it is told once."""
    donation = _steerable(donation, actor)
    latest = donation.latest_report
    _refuse_unmovable(donation, latest)
    if day == timezone.localdate(next_due(donation)):
        if latest and latest.what == What.DAY:
            return latest
        raise Refused(_("The next payment is due on that day already."))
    first, last = day_window(donation)
    if not first <= day <= last:
        said = _("Choose a day from %(first)s to %(last)s, so that no payment is made twice.")
        raise Refused(said % {"first": locales.day(first, short=True), "last": locales.day(last, short=True)})
    moment = _within(day)
    return _steer(
        donation,
        actor,
        lambda through, key: through.change_day(_subscription(donation), moment, key=key),
        what=What.DAY,
        more=f"{day:%Y-%m-%d}",
        here={"next_at": moment},
    )


def pause(donation: Donation, actor: Actor, *, until: datetime | None = None) -> StatusReport:
    """No payments until then, or until `resume`. Those that fall due meanwhile are let go."""
    donation = _steerable(donation, actor)
    if until is not None and until <= timezone.now():
        raise Refused(_("Choose a day that is still to come."))
    return _steer(
        donation,
        actor,
        lambda through, key: through.pause(_subscription(donation), until=until, key=key),
        what=What.PAUSE,
        more=f"{until:%Y-%m-%d}" if until else "",
        here={"state": StatusReport.State.PAUSED, "next_at": until},
    )


def skip(donation: Donation, actor: Actor) -> StatusReport:
    """Let one payment go: the pause that ends a day after it would have fallen due, before the one after."""
    donation = _steerable(donation, actor)
    latest = donation.latest_report
    if latest and latest.state == StatusReport.State.PAUSED:
        raise Refused(_("The gift is paused already. Let it go on first, then leave a payment out."))
    return pause(donation, actor, until=next_due(donation) + timedelta(days=1))


def resume(donation: Donation, actor: Actor) -> StatusReport:
    donation = _steerable(donation, actor)
    return _steer(
        donation,
        actor,
        lambda through, key: through.resume(_subscription(donation), key=key),
        what=What.RESUME,
        here={"state": StatusReport.State.ACTIVE, "next_at": None},
    )


def stop(donation: Donation, actor: Actor, *, reason: str = "", erased: bool = False) -> StatusReport:
    """End a repeated gift now. Stopping what has ended already is no mistake."""
    actor.require_for(donation)
    latest = donation.latest_report
    if donation.repeats and latest and latest.state == StatusReport.State.ENDED:
        return latest
    donation = _steerable(donation, actor)
    return _steer(
        donation,
        actor,
        lambda through, key: through.cancel(_subscription(donation), at_period_end=False, key=key),
        what=What.ERASED if erased else What.STOP,
        here={"state": StatusReport.State.ENDED, "next_at": None, "ends_at": timezone.now()},
        reason=reason,
    )


def _steerable(donation: Donation, actor: Actor) -> Donation:
    actor.require_for(donation)
    if not donation.repeats:
        raise Refused(_("This gift is made once; there is nothing to change."))
    latest = donation.latest_report
    if latest and latest.state == StatusReport.State.ENDED:
        raise Refused(_("This gift has ended. Start a new one on the membership page."))
    return donation


def _refuse_unmovable(donation: Donation, latest: StatusReport | None) -> None:
    if not donation.payments.filter(kind=Payment.Kind.PAYMENT).exists():
        raise Refused(_("The first payment has not come yet. Change the day once it has."))
    if latest and latest.state == StatusReport.State.PAUSED:
        raise Refused(_("The gift is paused. Let it go on first, then change the day."))
    if latest and latest.ends_at:
        raise Refused(_("This gift is about to end, so there is no next payment to move."))
    overdue = latest is not None and latest.state == StatusReport.State.PAST_DUE
    if overdue and providers.by_slug(donation.provider).caps().steers:
        raise Refused(_("The latest payment is not settled. Change the day once it is."))


def _within(day: date) -> datetime:
    """A moment of that day both where the newsroom is and by UTC, which providers count days by."""
    ours, utc = midnight(day), datetime.combine(day, time(), UTC)
    begins, ends = max(ours, utc), min(ours, utc) + timedelta(days=1)
    return (begins + (ends - begins) / 2).replace(microsecond=0)


def _steer(
    donation: Donation,
    actor: Actor,
    ask: Callable[[Provider, str], list[Told]],
    *,
    what: StatusReport.What,
    more: str = "",
    here: dict[str, object],
    reason: str = "",
) -> StatusReport:
    """Ask the provider with no transaction open, then write down both its answer and who wanted it."""
    through = providers.by_slug(donation.provider)
    if through.caps().steers:
        # The number of reports is part of the key: changing to and fro is no repetition.
        wanted = ":".join(filter(None, (what, more)))
        key = f"steer:{donation.public_id}:{donation.status_reports.count()}:{wanted}"
        apply_all(ask(through, key))
    with transaction.atomic():
        locked = Donation.objects.select_for_update().get(pk=donation.pk)
        if not through.caps().steers and what not in _ENDS:
            _still_so(locked, actor, what)
        told = _as_before(locked, here, by_provider=through.caps().steers)
        told.told_by = StatusReport.Told.DONOR if actor.donor else StatusReport.Told.STAFF
        told.by, told.what, told.reason = actor.staff, what, reason[:300]
        report(locked, told)
        if told.state != StatusReport.State.ENDED:
            letters.write(Letter.Kind.CHANGED, donation=locked, status_report=told)
    return told


def _still_so(locked: Donation, actor: Actor, what: StatusReport.What) -> None:
    """Another hand, or another window, may have ended or paused it between the look and the lock: what has
    ended is not brought back to life by whoever comes second."""
    _steerable(locked, actor)
    if what == What.DAY:
        _refuse_unmovable(locked, locked.latest_report)


def _as_before(donation: Donation, here: dict[str, object], *, by_provider: bool) -> StatusReport:
    """The latest report again, changed by what was asked; a provider's answer is taken as it is."""
    now, was = timezone.now(), donation.latest_report
    told = StatusReport(donation=donation, state=StatusReport.State.ACTIVE, asked_at=now)
    if was:
        kept = ("state", "minor", "subscription", "customer", "next_at", "ends_at")
        for name in (*kept, "card_brand", "card_last4", "card_until"):
            setattr(told, name, getattr(was, name))
        told.asked_at = max(now, was.asked_at)
    if not by_provider:
        if told.next_at and told.next_at <= now and told.state != StatusReport.State.PAUSED:
            told.next_at = None  # a day that has passed is no next one
        for name, value in here.items():
            setattr(told, name, value)
    return told


def _subscription(donation: Donation) -> str:
    known = donation.status_reports.exclude(subscription="").order_by("-asked_at", "-pk").first()
    if known is None:
        raise Refused(_("The first payment is still on its way. Try again tomorrow, or write to us."))
    return known.subscription
