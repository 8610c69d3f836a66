"""What providers tell us becomes rows: once, however often and in whatever order they tell it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from membership.giving.ledger import record
from membership.giving.refusals import Refused, Unfitting
from membership.giving.status_reports import report
from membership.models import Donation, Interval, Payment, StatusReport
from membership.providers.base import Fact, ReportedStatus, Told
from newsroom.models import User


def apply(told: Told, *, as_it_came_by: User | None = None) -> Payment | StatusReport:
    """Record what a provider tells us; what is recorded already stays as it is.

    Raises Refused, and records nothing, when it speaks of no gift of ours; Unfitting when it contradicts the
    promise. A person who has looked at an unfitting fact may have it recorded `as_it_came_by` them.
    """
    if isinstance(told, ReportedStatus):
        return _apply_status(told)
    return _apply_fact(told, as_it_came_by)


@transaction.atomic
def apply_all(told: Iterable[Told], *, as_it_came_by: User | None = None) -> list[Payment | StatusReport]:
    """All of it or nothing: payments first, then what goes back on them, in the order in which it did."""
    told = sorted(told, key=_place)
    _hold(told)
    return [apply(one, as_it_came_by=as_it_came_by) for one in told]


def _hold(told: list[Told]) -> None:
    """The gifts that it is about, the oldest first: whoever holds several takes them in this order."""
    named = {one.donation for one in told if one.donation}
    backs = {(one.provider, one.of) for one in told if isinstance(one, Fact) and not one.donation}
    if len(named) + len(backs) > 1:
        # Two questions by index: an OR across the two tables would read all gifts.
        gifts = set(Donation.objects.filter(public_id__in=named).values_list("pk", flat=True))
        for provider in {provider for provider, _of in backs}:
            of = [of for by, of in backs if by == provider]
            paid = Payment.objects.filter(provider=provider, kind=Payment.Kind.PAYMENT, reference__in=of)
            gifts |= set(paid.values_list("donation", flat=True))
        held = Donation.objects.filter(pk__in=gifts).select_for_update()
        list(held.order_by("pk").values_list("pk"))


def _place(told: Told) -> tuple[int, datetime, bool]:
    """A dispute that is won, then all given back: only in this order is there enough to go back."""
    if isinstance(told, ReportedStatus):
        return 3, told.asked_at, False
    first = {"payment": 0, "failed": 1}.get(told.kind, 2)
    return first, told.at, told.kind == "reinstated"


@transaction.atomic
def _apply_fact(fact: Fact, looked_at_by: User | None) -> Payment:
    donation = _locked(fact)
    known = Payment.objects.filter(provider=fact.provider, kind=fact.kind, reference=fact.reference).first()
    if known and known.donation_id != donation.pk:
        raise Refused(_("This payment is recorded for another gift."))
    if known:
        return known
    _fits(fact, donation, amount_too=looked_at_by is None)
    return record(
        Payment(
            donation=donation,
            kind=fact.kind,
            minor=fact.amount.minor,
            currency=fact.amount.currency,
            provider=fact.provider,
            reference=fact.reference,
            of=fact.of,
            at=fact.at,
            mend_url=fact.mend_url,
            again_at=fact.again_at,
            recorded_by=looked_at_by,
        )
    )


@transaction.atomic
def _apply_status(told: ReportedStatus) -> StatusReport:
    donation = Donation.objects.select_for_update().filter(public_id=told.donation).first()
    if donation is None:
        raise Refused(_("There is no such gift."))
    if told.provider != donation.provider or told.live != donation.live:
        raise Unfitting(_("The gift was begun through another provider."))
    if told.amount and told.amount.currency != donation.currency:
        raise Unfitting(_("The gift was promised in %(currency)s.") % {"currency": donation.currency})
    card = told.card
    return report(
        donation,
        StatusReport(
            donation=donation,
            state=told.state,
            asked_at=told.asked_at,
            minor=told.amount.minor if told.amount else None,
            subscription=told.subscription,
            customer=told.customer,
            next_at=told.next_at,
            ends_at=told.ends_at,
            card_brand=card.brand if card else "",
            card_last4=card.last4 if card else "",
            card_until=card.until if card else "",
            told_by=StatusReport.Told.PROVIDER,
        ),
    )


def _locked(fact: Fact) -> Donation:
    donations = Donation.objects.select_for_update()
    if fact.donation:
        donation = donations.filter(public_id=fact.donation).first()
    else:
        of = Payment.objects.filter(provider=fact.provider, kind=Payment.Kind.PAYMENT, reference=fact.of)
        donation = donations.filter(pk__in=of.values("donation")).first()
    if donation is None:
        raise Refused(_("There is no such gift."))
    return donation


def _fits(fact: Fact, donation: Donation, *, amount_too: bool) -> None:
    if fact.provider != donation.provider or fact.live != donation.live:
        raise Unfitting(_("The gift was begun through another provider."))
    if fact.amount.currency != donation.currency:
        raise Unfitting(_("The gift was promised in %(currency)s.") % {"currency": donation.currency})
    if amount_too and fact.kind == "payment" and fact.amount.minor not in _promised(donation):
        said = _("%(came)s came, but the gift was promised as %(amount)s.")
        raise Unfitting(said % {"came": fact.amount.exact, "amount": donation.amount.exact})
    if amount_too and fact.kind != "payment" and fact.of:
        _not_more_than_came(fact, donation)


def _promised(donation: Donation) -> set[int]:
    """A repeated gift may have been changed, and an instalment of before may come late."""
    if donation.interval == Interval.ONCE:
        return {donation.minor}
    changed = donation.status_reports.filter(minor__isnull=False).values_list("minor", flat=True)
    return {donation.minor, *(minor for minor in changed if minor)}


def _not_more_than_came(fact: Fact, donation: Donation) -> None:
    lines = Payment.objects.filter(donation=donation, provider=fact.provider).money()
    left = sum(line.minor for line in lines if fact.of in {line.reference, line.of})
    if left + fact.amount.minor < 0:
        raise Unfitting(
            _("%(amount)s would go back, but only %(left)s of that payment are left.")
            % {"amount": (-fact.amount).exact, "left": type(fact.amount)(left, fact.amount.currency).exact}
        )
