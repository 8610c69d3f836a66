"""Letters to somebody who has paid nothing and shown nothing: each mailbox has a budget of them.

Beyond it the promise stands all the same, and its page says all.
"""

from __future__ import annotations

from typing import Any, Unpack

from membership.mail.outbox import write
from membership.models import About, Donation, Letter, Member
from membership.models.letter import NOTHING
from newsroom.mail import has_place


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
    if not has_place(Letter(kind=kind, **told).to, lets_in=kind == Letter.Kind.CODE):
        return False
    write(kind, **told, **about)
    return True
