"""A sign that somebody gives, which says nothing of who: the same for all supporters of a month."""

import calendar
from datetime import date

from django.core import signing
from django.utils import timezone

#: Whoever gives is not asked again for a year.
MONTHS = 12
_SALT = "membership.supporter"


def token() -> str:
    """Signed "2027-11": until the end of that month. Nothing in it differs between two people."""
    today = timezone.localdate()
    return signing.Signer(salt=_SALT).sign(f"{today.year + MONTHS // 12}-{today.month:02d}")


def holds_until(told: str) -> date | None:
    """The last day of its month; None for what we have not signed, or what has run out."""
    try:
        month = date.fromisoformat(f"{signing.Signer(salt=_SALT).unsign(told)}-01")
    except (signing.BadSignature, ValueError):
        return None
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    return last if last >= timezone.localdate() else None
