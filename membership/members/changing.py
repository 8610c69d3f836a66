"""What members change about themselves: how we address them, and whether we may write."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from membership import giving
from membership.members.about import consent_sentence
from membership.models import Donation, Member
from membership.models.member import CONSENT


@dataclass(frozen=True)
class Details:
    name: str
    language: str
    consents: bool


@transaction.atomic
def change_details(member: Member, details: Details) -> Member:
    """Consent is kept with its day and the sentence that was agreed to; withdrawn, both are gone
    at once, and the day of that is kept."""
    # Gifts before members, as whoever records money takes them.
    theirs = Donation.objects.select_for_update(no_key=True).filter(member__in=member.rows())
    list(theirs.order_by("pk").values_list("pk"))
    member = Member.objects.select_for_update().get(pk=member.pk)
    was = member.name
    member.name, member.language = details.name.strip(), details.language
    if details.consents:
        member.agree(consent_sentence(), Member.Where.PAGE)
    else:
        member.withdraw()
    member.save(update_fields=["name", "language", *CONSENT])
    giving.rename(member, was)
    return member
