"""An event is verified, stored once, and only then worked."""

from collections.abc import Mapping

from django.db import transaction

from membership.books.reconciling.working import work_one
from membership.models import Event
from membership.providers.base import Envelope, Provider


def take_in(provider: Provider, body: bytes, headers: Mapping[str, str]) -> Event | None:
    """Take what came to the webhook. None: it was here before, and nothing is done.

    Raises BadSignature, or Misconfigured without a secret. The row is committed before it is worked: whatever
    happens to the work, the next round finds the row. Call it with no transaction open.
    """
    event = store(provider, provider.read_event(body, headers), pushed=True)
    if event is not None:
        work_one.enqueue(event.pk)
    return event


def store(provider: Provider, envelope: Envelope, *, pushed: bool) -> Event | None:
    """Write an event down; None if it stands there already."""
    with transaction.atomic():
        event, new = Event.objects.get_or_create(
            provider=provider.slug,
            event_id=envelope.id,
            defaults={
                "kind": envelope.kind[:80],
                "about": envelope.about,
                "created": envelope.created,
                "api_version": envelope.api_version[:40],
                "body": envelope.body,
                "pushed": pushed,
            },
        )
    return event if new else None
