"""Mails that wait in the outbox, for those who look after the site."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from newsroom.mail.outbox import PAUSES
from newsroom.models import Outgoing

#: One that waits for longer, its next try included, has met something that does not go away by itself.
LATE = timedelta(hours=1)


class Waiting(NamedTuple):
    all: int
    late: int


def waiting(model: type[Outgoing]) -> Waiting:
    """How many of these, without those that were given up, and how many have for long. One query."""
    late = Q(written_at__lt=timezone.now() - LATE)
    rows = model._base_manager.filter(tries__lte=len(PAUSES), sent_at__isnull=True)
    return Waiting(**rows.aggregate(all=Count("pk"), late=Count("pk", filter=late)))
