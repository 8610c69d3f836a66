"""Letters that wait in the outbox, for those who look after the site."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.mail.outbox import PAUSES
from membership.models import Letter

#: A letter that waits for longer, its next try included, has met something that does not go away by itself.
LATE = timedelta(hours=1)


def waiting() -> tuple[int, str]:
    """How many, and a sentence when some have been waiting for long. Those that were given up are
    discrepancies. One query."""
    late = Q(written_at__lt=timezone.now() - LATE)
    letters = Letter.objects.filter(tries__lte=len(PAUSES), sent_at__isnull=True)
    found = letters.aggregate(all=Count("pk"), late=Count("pk", filter=late))
    told = _(
        "Letters to donors that have been waiting for over an hour: %(count)d. Is the mail server well?"
    ) % {"count": found["late"]}
    return found["all"], told if found["late"] else ""
