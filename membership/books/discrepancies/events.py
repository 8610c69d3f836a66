"""Discrepancies that the provider gives: events that could not be worked, an account that says otherwise."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice, starmap
from typing import Any

from django.db.models import Count, F, Q, Value, Window
from django.db.models.functions import RowNumber
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from membership import providers
from membership.books.discrepancies.discrepancy import Discrepancy
from membership.books.discrepancies.ledger import MOST
from membership.books.discrepancies.undecided import undecided
from membership.books.reconciling.agreement import Differing, still_differing
from membership.models import Comparison, Event, Payment
from membership.money import Money

#: Comparisons that are looked through: two months of nightly ones.
LOOKED_BACK = 60


def waiting(until: datetime | None = None, first: int | None = None) -> Iterator[Discrepancy]:
    open_ones = Event.objects.filter(outcome__in=[Event.Outcome.HELD, Event.Outcome.DEAD])
    if until:
        # Those of fraud keep no month open.
        open_ones = open_ones.exclude(outcome=Event.Outcome.HELD, payment_reference__gt="")
    # Those of one kind hide none of another.
    each: list[Any] = ["outcome", Exact(F("payment_reference"), Value(""))]
    place = Window(RowNumber(), partition_by=each, order_by=[F("received_at").desc(), F("pk").desc()])
    open_ones = open_ones.annotate(of_kind=Window(Count("*"), partition_by=each), place=place)
    rows = list(open_ones.filter(Q(created__lt=until) if until else Q(place__lte=first or MOST)))
    warned = [event.payment_reference for event in rows if warns(event)]
    paid = {
        (payment.provider, payment.reference): payment
        for payment in Payment.objects.filter(kind=Payment.Kind.PAYMENT, reference__in=warned)
    }
    for event in rows:
        if warns(event):
            yield _warning(event, paid.get((event.provider, event.payment_reference)))
        else:
            yield _event(event)


def warns(event: Event) -> bool:
    return event.outcome == Event.Outcome.HELD and bool(event.payment_reference)


def about(event: Event) -> str:
    """A further failure of the same event is another discrepancy."""
    return f"{event.pk}:{event.tries}"


def differing(until: datetime | None = None, _first: int | None = None) -> Iterator[Discrepancy]:
    """What differs in the latest comparison of each provider and currency, and before its span in the one
    before it."""
    covered: dict[tuple[str, str, bool], datetime] = {}
    # What differed in a provider's test mode is over once it takes real money.
    real = [slug for slug, through in providers.REGISTRY.items() if through.caps().live]
    made = Comparison.objects.exclude(live=False, provider__in=real)
    if until:
        made = made.filter(since__lt=until)
    rows = list(made.order_by("-pk")[: None if until else LOOKED_BACK])
    found: list[Differing] = []
    for comparison in rows:
        key = (comparison.provider, comparison.currency, comparison.live)
        since = covered.get(key)
        found += [
            (comparison, one)
            for one in comparison.differences
            if since is None or datetime.fromisoformat(str(one["at"])) < since
        ]
        covered[key] = min(since or comparison.since, comparison.since)
    open_ones = still_differing(undecided("difference", found, lambda told: _name(*told)))
    yield from starmap(_difference, islice(open_ones, None if until else MOST))


def _event(event: Any) -> Discrepancy:
    held = event.outcome == Event.Outcome.HELD
    return Discrepancy(
        kind=event.outcome,
        about=about(event),
        title=_("What the provider tells does not fit") if held else _("An event could not be worked"),
        text=_("%(kind)s, %(about)s: %(problem)s")
        % {"kind": event.kind, "about": event.about, "problem": event.problem or "–"},
        when=event.created,
        of_kind=event.of_kind,
    )


def _warning(event: Any, payment: Payment | None) -> Discrepancy:
    return Discrepancy(
        kind="fraud",
        about=about(event),
        title=_("A bank warns of fraud"),
        text=_(
            "The owner of the card says that they did not make this payment: %(payment)s. "
            "Given back now, it is not disputed."
        )
        % {"payment": event.payment_reference},
        when=event.created,
        amount=payment.amount if payment else None,
        donation=payment.donation_id if payment else None,
        of_kind=event.of_kind,
    )


def _name(comparison: Comparison, one: dict[str, object]) -> str:
    # A dispute and what it brought back may go under one number.
    return f"{comparison.provider}:{one['kind']}:{one['reference']}"[:150]


def _difference(comparison: Comparison, one: dict[str, object]) -> Discrepancy:
    ours, theirs = (
        Money(int(str(one[side])), comparison.currency) if one[side] is not None else None
        for side in ("ours", "theirs")
    )
    if ours is None:
        title, text = (
            _("Unknown to our books"),
            _("%(provider)s has %(theirs)s under %(reference)s; we do not."),
        )
    elif theirs is None:
        title, text = (
            _("Unknown to the provider"),
            _("We have %(ours)s under %(reference)s; %(provider)s does not."),
        )
    elif one["kind"] == "payout":
        title = _("A payout does not add up")
        text = _("%(reference)s paid out %(theirs)s, but its lines come to %(ours)s.")
    else:
        title = _("Another amount at the provider")
        text = _("%(reference)s: %(ours)s in our books, %(theirs)s at %(provider)s.")
    return Discrepancy(
        kind="difference",
        about=_name(comparison, one),
        title=title,
        text=text
        % {
            "provider": comparison.provider,
            "reference": one["reference"],
            "ours": ours.exact if ours else "",
            "theirs": theirs.exact if theirs else "",
        },
        when=datetime.fromisoformat(str(one["at"])),
        amount=theirs or ours,
    )
