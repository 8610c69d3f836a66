"""A letter is put into the outbox, in the transaction of what it tells of."""

from typing import Any, Unpack

from membership.letters import wording
from membership.models import About, Donation, Letter, Member
from membership.models.letter import NOTHING
from newsroom.mail import has_place, post


def write(
    kind: Letter.Kind,
    *,
    donation: Donation | None = None,
    member: Member | None = None,
    address: str = "",
    **about: Unpack[About],
) -> None:
    """Once, however often it is asked for."""
    letter, new = Letter.objects.get_or_create(
        donation=donation, member=member, address=address, kind=kind, **{**NOTHING, **about}
    )
    if new:
        if own := wording.current(kind, letter.language):
            Letter.objects.filter(pk=letter.pk).update(words=own)
        post(letter)


def write_sparingly(
    kind: Letter.Kind,
    *,
    donation: Donation | None = None,
    member: Member | None = None,
    address: str = "",
    **about: Unpack[About],
) -> bool:
    """Write to somebody who has paid nothing and shown nothing: each mailbox has a budget of such letters.

    Whether it was written; beyond the budget the promise stands all the same, and its page says all.
    """
    told: dict[str, Any] = {"donation": donation, "member": member, "address": address}
    if Letter.objects.filter(kind=kind, **told, **{**NOTHING, **about}).exists():
        return True
    if not has_place(Letter(kind=kind, **told).to, lets_in=kind == Letter.Kind.CODE):
        return False
    write(kind, **told, **about)
    return True
