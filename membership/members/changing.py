"""What members change about themselves: how we address them, and whether we may write."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from membership import giving
from membership.members.about import consent_sentence
from membership.models import Donation, Doubt, Member
from membership.models.member import CONSENT
from newsroom.models import User


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


@transaction.atomic
def change_as_staff(member: Member, by: User, *, consents: bool, was: str, was_same_as: int | None) -> Member:
    """Keep a member as staff have filled it in: the name, whether we may write, who is the same person.

    `was`, `was_same_as`: the name and the other row until now. Raises PermissionDenied.
    """
    if not by.has_perm("membership.change_member"):
        raise PermissionDenied(_("Only membership managers can change what is kept about members."))
    if consents:
        member.agree(consent_sentence(), Member.Where.DESK)
    else:
        member.withdraw()
    member.save()
    giving.rename(member, was)
    if member.same_as:
        # Figures look one step far: whoever was this person is whom this person is.
        Member.objects.filter(same_as=member).update(same_as=member.same_as)
    Doubt.about(Doubt.PERSON, {pk for pk in (member.pk, member.same_as_id, was_same_as) if pk})
    return member
