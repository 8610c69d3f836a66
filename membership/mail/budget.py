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
from newsroom.limits import take_place

#: Mails to one mailbox in an hour; of these the last is kept for the code that lets its owner in.
MAILS_AN_HOUR, OTHERS_AN_HOUR = 3, 2
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
    of = f"mails-to:{limits.one_mailbox(email)}"
    if kind == Letter.Kind.CODE:
        return take_place(of, MAILS_AN_HOUR, HOUR) is not None
    if take_place(f"{of}:others", OTHERS_AN_HOUR, HOUR) is None:
        return False
    # They leave fewer to the codes, and codes none fewer to them: codes go to members alone, and whoever
    # types in an address would see by what no longer goes out whether it is a member's.
    take_place(of, MAILS_AN_HOUR, HOUR)
    return True
