"""One event: the provider is asked about its object, and what it tells is applied. As often as it takes."""

import logging
import traceback
from collections.abc import Iterable
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from membership import giving, providers
from membership.models import Donation, Event, Payment, Terms
from membership.providers.base import DoesNotFit, Fact, FraudWarning, Provider, ProviderError, Told

log = logging.getLogger(__name__)

#: Minutes until the next try; after the last one the event waits for a person.
PAUSES = (1, 5, 30, 120, 600, 1440)
#: So often an event is tried that speaks of a gift we do not know: our own row may be on its way.
UNKNOWN_TRIES = 3
#: A worker that has had an event for longer than this is gone.
TAKEN_FOR = timedelta(minutes=10)
#: An event that nobody has touched for this long has lost its task.
LEFT_FOR = timedelta(minutes=2)
#: Nothing is left to look up in the copy of what came; it may name a donor.
_WORKED = {Event.Outcome.DONE, Event.Outcome.IGNORED}


@task
def work_one(pk: int) -> None:
    event = Event.objects.filter(pk=pk).first()
    if event is not None:
        work(event)


def work(event: Event) -> Event:
    """Ask and apply, unless another worker is at it or nothing is left to do. Safe to call at any time.

    No transaction and no lock is held while the provider is asked: the row is taken by one update, and for
    a while only, so that a worker which dies gives it back.
    """
    if not _take(event):
        event.refresh_from_db()
        return event
    event.refresh_from_db()
    try:
        outcome, problem = _ask_and_apply(providers.by_slug(event.provider), event)
    except (giving.Unfitting, DoesNotFit) as error:
        outcome, problem = Event.Outcome.HELD, str(error)
    except (ProviderError, giving.Refused) as error:
        outcome, problem = _later(event), str(error)
    except DatabaseError as error:
        outcome, problem = _later(event), type(error).__name__
    except Exception as error:
        # Whatever it is, the other events must go on; what it said may hold a donor's words.
        where = traceback.extract_tb(error.__traceback__)[-1]
        log.error("Event %s: %s in %s:%s", event.pk, type(error).__name__, where.filename, where.lineno)
        outcome, problem = _later(event), type(error).__name__
    _conclude(event, outcome, problem)
    return event


def again(event: Event) -> Event:
    """By hand: as if it had just come."""
    Event.objects.filter(pk=event.pk).update(outcome=Event.Outcome.NEW, next_try_at=None)
    event.refresh_from_db()
    return work(event)


def done(event: Event, outcome: Event.Outcome = Event.Outcome.DONE) -> None:
    Event.objects.filter(pk=event.pk).update(outcome=outcome, next_try_at=None, body="")
    event.refresh_from_db()


def work_due(most: int = 500) -> int:
    """Work what is due, the oldest first; returns how many were tried."""
    now = timezone.now()
    due = Q(next_try_at__lte=now) | Q(next_try_at__isnull=True, received_at__lte=now - LEFT_FOR)
    waiting = Event.objects.filter(due, outcome=Event.Outcome.NEW).order_by("created", "pk")[:most]
    for event in list(waiting):
        work(event)
    return len(waiting)


def _take(event: Event) -> bool:
    now = timezone.now()
    free = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
    waiting = Event.objects.filter(free, pk=event.pk, outcome=Event.Outcome.NEW)
    return bool(waiting.update(tries=F("tries") + 1, next_try_at=now + TAKEN_FOR))


def _ask_and_apply(provider: Provider, event: Event) -> tuple[Event.Outcome, str]:
    told = provider.told_by(event.kind, event.about)
    warnings = provider.warnings(event.kind, event.about)
    if not told and not warnings:
        return Event.Outcome.IGNORED, ""
    try:
        giving.apply_all(told)
    except giving.Unfitting:
        raise
    except giving.Refused as error:
        if not _unknown(told):
            # It is ours, but recorded otherwise: another try would say the same.
            return Event.Outcome.HELD, str(error)
        if event.tries >= UNKNOWN_TRIES:
            return Event.Outcome.IGNORED, str(error)
        raise
    return _warned(provider, event, warnings), ""


def _unknown(told: Iterable[Told]) -> bool:
    """Whether some of it speaks of a gift or a payment that we do not know."""
    told = list(told)
    gifts = {one.donation for one in told if one.donation}
    if Donation.objects.filter(public_id__in=gifts).count() < len(gifts):
        return True
    paid = {one.of for one in told if isinstance(one, Fact) and not one.donation}
    known = Payment.objects.filter(kind=Payment.Kind.PAYMENT, reference__in=paid)
    return len(set(known.values_list("reference", flat=True))) < len(paid)


def _warned(provider: Provider, event: Event, warnings: list[FraudWarning]) -> Event.Outcome:
    """A refund now spares a dispute, if the newsroom has said so; else somebody has to decide."""
    outcome, event.payment_reference = Event.Outcome.DONE, ""
    for warning in warnings:
        payment = Payment.objects.filter(
            provider=provider.slug, kind=Payment.Kind.PAYMENT, reference=warning.payment
        ).first()
        if payment is None or not warning.avoidable:
            continue
        # What was ordered for an earlier warning and never answered is asked for again, under its own key.
        for order in payment.refund_orders.filter(by=None, answer__isnull=True):
            giving.ask_again(order, by=None)
        if Terms.current().refund_warned:
            giving.give_back_warned(payment, by=None)
        elif giving.refundable(payment).minor:
            outcome, event.payment_reference = Event.Outcome.HELD, warning.payment
    return outcome


def _later(event: Event) -> Event.Outcome:
    return Event.Outcome.DEAD if event.tries > len(PAUSES) else Event.Outcome.NEW


def _conclude(event: Event, outcome: Event.Outcome, problem: str) -> None:
    event.outcome, event.problem, event.next_try_at = outcome, problem[:300], None
    if outcome == Event.Outcome.NEW:
        event.next_try_at = timezone.now() + timedelta(minutes=PAUSES[event.tries - 1])
    if outcome in _WORKED:
        event.body = ""
    event.save(update_fields=["outcome", "problem", "payment_reference", "next_try_at", "body"])
    if outcome in {Event.Outcome.NEW, Event.Outcome.DEAD}:
        log.warning("Event %s of %s, try %s: %s", event.pk, event.provider, event.tries, outcome)
