"""Letters that wait in the outbox, for those who look after the site."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.mail.outbox import PAUSES
from membership.models import Letter

#: A letter that waits for longer, its next try included, has met something that does not go away by itself.
LATE = timedelta(hours=1)


def waiting() -> int:
    return _waiting().count()


def late() -> str:
    """A sentence when letters have been waiting for long. Those that were given up are findings."""
    count = _waiting().filter(written_at__lt=timezone.now() - LATE).count()
    if not count:
        return ""
    return _(
        "Letters to donors that have been waiting for over an hour: %(count)d. Is the mail server well?"
    ) % {"count": count}


def _waiting() -> QuerySet[Letter]:
    return Letter.objects.filter(tries__lte=len(PAUSES), sent_at__isnull=True)
