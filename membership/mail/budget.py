"""How many mails somebody can have sent to a mailbox who has paid nothing and shown nothing.

Whoever types in an address may do it to flood its owner. So all that such a wish leads to (how to pay, codes,
reminders) has one budget for each mailbox. Beyond it the promise stands all the same, and its page says all.
"""

from __future__ import annotations

from typing import Any, Unpack

from membership import limits
from membership.mail.outbox import write
from membership.models import About, Donation, Letter, Member
from membership.models.letter import NOTHING
from newsroom.limits import give_back, take_place

#: Mails to one mailbox in an hour; the last place is kept for the code that lets its owner in.
MAILS_AN_HOUR, KEPT_FOR_CODES = 3, 1
HOUR = 60 * 60


def write_sparingly(
    kind: Letter.Kind,
    *,
    donation: Donation | None = None,
    member: Member | None = None,
    address: str = "",
    **about: Unpack[About],
) -> bool:
    """Write the letter if its mailbox has a place left; whether it was. Written twice is once."""
    told: dict[str, Any] = {"donation": donation, "member": member, "address": address}
    if Letter.objects.filter(kind=kind, **told, **{**NOTHING, **about}).exists():
        return True
    if not _has_place(kind, Letter(kind=kind, **told).to):
        return False
    write(kind, **told, **about)
    return True


def _has_place(kind: Letter.Kind, email: str) -> bool:
    if not email:
        return False
    of, taken = f"mails-to:{limits.one_mailbox(email)}", []
    if kind != Letter.Kind.CODE:
        place = take_place(f"{of}:others", MAILS_AN_HOUR - KEPT_FOR_CODES, HOUR)
        if place is None:
            return False
        taken.append(place)
    if take_place(of, MAILS_AN_HOUR, HOUR) is None:
        give_back(taken)
        return False
    return True
