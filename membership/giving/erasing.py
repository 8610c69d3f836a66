"""What names a person in promises: taken out, or named anew. What was promised and came stays as it is."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from membership.models import Donation, Doubt, Member
from membership.models.ledger import GIVING

_EMPTY = dict.fromkeys(
    (
        "name", "email", "language", "receipt_name", "street", "postcode", "town", "country", "tribute",
        "tribute_name", "message", "consent_text", "back", "next_url",
    ),
    "",
)  # fmt: skip


@transaction.atomic
@GIVING.writes
def adopt(donation: Donation, member: Member) -> Donation:
    """Let a promise that nobody has paid yet be this member's, who may then stop it."""
    donation = Donation.objects.select_for_update().get(pk=donation.pk)
    if donation.member_id is None:
        donation.member = member
        donation.save(update_fields=["member"])
    return donation


@transaction.atomic
@GIVING.writes
def rename(member: Member, was: str) -> int:
    """Let the promises that name this person as before name them as they are called now, so that mails and
    receipts to come do; how many there were. A name for the receipt alone stays, and so do papers."""
    if not was or not member.name or was == member.name:
        return 0
    return Donation.objects.filter(member__in=member.rows(), name=was).update(name=member.name)


@transaction.atomic
@GIVING.writes
def forget(donations: Iterable[int], *, email: str) -> int:
    """Empty the personal fields of these promises; how many there were. Called by the erasure of a member.

    A tax declaration no longer holds: whom it was made by is not known any more. `email` is left out of the
    provider's own number, should one hold it.
    """
    gifts = list(donations)
    rows = Donation.objects.filter(pk__in=gifts)
    rows.filter(declaration__gt="", declaration_ended_at__isnull=True).update(
        declaration_ended_at=timezone.now()
    )
    if email:
        rows.filter(provider_reference__icontains=email).update(provider_reference="")
    # It was made of what the donor told us; and the same form sent again is another gift.
    token = Concat(Value("erased:"), Cast("pk", CharField()))
    # Which way they came is not known any more.
    Doubt.about(Doubt.PERSON, [-pk for pk in gifts])
    return rows.update(**_EMPTY, anonymous=True, form_token=token)
