"""What no event brought to us: events that were never delivered, and gifts of which nothing was heard."""

import logging
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from membership import giving, providers
from membership.books.reconciling.incoming_events import store
from membership.books.reconciling.working import work_one
from membership.models import Cursor, Donation, Event, Status
from membership.providers.base import Envelope, Provider, ProviderError, TemporarilyUnavailable
from membership.refusals import on_its_own

log = logging.getLogger(__name__)

#: Clocks differ, and an event may be listed later than it happened.
OVERLAP = timedelta(hours=1)
#: How far back we listen to a provider for the first time.
FIRST = timedelta(days=30)
#: A gift of which nothing was heard for this long is asked after; later than the second, it is left.
STUCK_AFTER = timedelta(minutes=30)
STUCK_UNTIL = timedelta(days=30)


def in_use() -> list[Provider]:
    """The providers that have events and an account of ours: those that are not set up are not asked."""
    return [
        provider
        for provider in providers.REGISTRY.values()
        if provider.caps().events and not any(found.is_serious() for found in provider.check())
    ]


def listen(provider: Provider, *, since: datetime | None = None) -> int:
    """Ask which events the provider has made, store and work those that never came; returns how many.

    From where the last call ended, or from `since` if that is earlier: nothing in between is passed over.
    Raises ProviderError; what was found before stays, and the next call begins where this one did.
    """
    asked_at = timezone.now()
    cursor, _new = Cursor.objects.get_or_create(
        provider=provider.slug, live=provider.caps().live, defaults={"until": asked_at - FIRST + OVERLAP}
    )
    heard = cursor.until - OVERLAP
    try:
        found = sum(
            _first_heard_of(provider, envelope)
            for envelope in provider.events(min(since, heard) if since else heard)
        )
    except ProviderError as error:
        Cursor.objects.filter(pk=cursor.pk).update(asked_at=asked_at, problem=str(error)[:300])
        raise
    Cursor.objects.filter(pk=cursor.pk).update(until=asked_at, asked_at=asked_at, problem="")
    return found


def settle_stuck(most: int = giving.in_turn.A_MINUTE) -> int:
    """Ask after promised gifts of which nothing was heard, the next few of each provider; how many were
    asked after."""
    now = timezone.now()
    return sum(_settle_next(provider, now, most) for provider in in_use())


def settle(donation: Donation) -> None:
    """Ask the provider about one gift and apply what it tells. Raises ProviderError or giving.Refused."""
    if told := providers.by_slug(donation.provider).fetch(donation.provider_reference):
        giving.apply_all(told)


def _first_heard_of(provider: Provider, envelope: Envelope) -> int:
    if Event.objects.filter(provider=provider.slug, event_id=envelope.id).exists():
        return 0
    event = store(provider, envelope, pushed=False)
    if event is None:
        return 0
    work_one.enqueue(event.pk)
    return 1


def _settle_next(provider: Provider, now: datetime, most: int) -> int:
    asked: list[Donation] = []
    try:
        for donation in giving.in_turn.next_ones(_stuck(provider, now), now, most):
            asked.append(donation)
            with on_its_own(donation.pk, ends=TemporarilyUnavailable):
                settle(donation)
    except TemporarilyUnavailable:
        log.warning("%s is away; its other gifts wait for the next round.", provider.slug)
    finally:
        giving.in_turn.asked_after(asked, now)
    return len(asked)


def _stuck(provider: Provider, now: datetime) -> QuerySet[Donation]:
    unpaid = [Status.PROMISED, Status.PROCESSING, Status.FAILED]
    return Donation.objects.filter(
        summary__status__in=unpaid,
        summary__promised_at__gte=now - STUCK_UNTIL,
        summary__promised_at__lte=now - STUCK_AFTER,
        summary__state__in=["", "processing"],
        provider=provider.slug,
    ).exclude(provider_reference="")
