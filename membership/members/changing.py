"""What members change about themselves: how we address them, and whether we may write."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from membership.members.about import consent_sentence
from membership.models import Member


@dataclass(frozen=True)
class Details:
    name: str
    language: str
    consents: bool


@transaction.atomic
def change_details(member: Member, details: Details) -> Member:
    """Consent is kept with its day and the sentence that was agreed to; withdrawn, both are gone at once."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    member.name, member.language = details.name.strip(), details.language
    if details.consents and not member.consented_at:
        member.consented_at, member.consent_text = timezone.now(), consent_sentence()
    elif not details.consents:
        member.consented_at, member.consent_text = None, ""
    member.save(update_fields=["name", "language", "consented_at", "consent_text"])
    return member
