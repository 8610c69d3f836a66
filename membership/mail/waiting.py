"""Letters that wait in the outbox, for those who look after the site."""

from django.utils.translation import gettext as _

from membership.models import Letter
from newsroom import mail


def waiting() -> tuple[int, str]:
    """How many, and a sentence when some have waited for long. Those given up are discrepancies."""
    found = mail.waiting(Letter)
    told = _(
        "Letters to donors that have been waiting for over an hour: %(count)d. Is the mail server well?"
    ) % {"count": found.late}
    return found.all, told if found.late else ""
