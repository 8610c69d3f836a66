"""Everything that is held about a member, as plain data (GDPR, articles 15 and 20)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from membership.models import Donation, Letter, Member, MemberSession, Note, Payment, Receipt, StatusReport
from membership.models.donation import DonationQuerySet

#: What is no data about this person but the works of the machine, or names a member of staff.
_OURS = {
    "id", "form_token", "member", "donation", "payment", "receipt", "status_report", "code", "form",
    "by", "recorded_by", "taken_at",
}  # fmt: skip


def gifts_of(member: Member) -> DonationQuerySet:
    """All promises under this person's name, those included that no money has come for."""
    unpaid = Q(pk__in=[])
    for email in (
        Member.objects.filter(pk__in=member.rows()).exclude(email="").values_list("email", flat=True)
    ):
        unpaid |= Q(member__isnull=True, email__iexact=email)
    found: DonationQuerySet = Donation.objects.filter(Q(member__in=member.rows()) | unpaid)
    return found


def _letters_to(member: Member) -> QuerySet[Letter]:
    """Those too that asked whether the address is theirs."""
    asked = Q(address__iexact=member.email) if member.email else Q(pk__in=[])
    return Letter.objects.filter(Q(member__in=member.rows()) | Q(donation__in=gifts_of(member)) | asked)


def everything_about(member: Member) -> dict[str, Any]:
    """JSON types only; times in ISO 8601, money in minor units with its currency."""
    return {
        "member": {
            "number": str(member.public_id),
            "email": member.email,
            "name": member.name,
            "language": member.language,
            "since": _plain(member.since),
            "consented_at": _plain(member.consented_at),
            "consent_text": member.consent_text,
            "consented_where": member.consented_where,
            "withdrawn_at": _plain(member.withdrawn_at),
        },
        "gifts": [_gift(gift) for gift in _whole(gifts_of(member)).order_by("promised_at", "pk")],
        "receipts": [
            {"number": one.name, "issued_at": _plain(one.issued_at), "kind": one.kind, "paper": one.paper}
            for one in Receipt.objects.filter(member__in=member.rows()).order_by("issued_at", "pk")
        ],
        "letters": [_row(letter) for letter in _letters_to(member).order_by("written_at", "pk")],
        "signed_in": [
            {"since": _plain(session.made_at), "until": _plain(session.expires_at)}
            for session in MemberSession.objects.filter(member__in=member.rows()).order_by("made_at")
        ],
    }


def _whole(gifts: DonationQuerySet) -> DonationQuerySet:
    """With all that belongs to each, the oldest first."""
    return gifts.with_summary().prefetch_related(
        Prefetch("payments", Payment.objects.order_by("at", "pk")),
        Prefetch("status_reports", StatusReport.objects.order_by("asked_at", "pk")),
        Prefetch("notes", Note.objects.order_by("at", "pk")),
    )


def _gift(gift: Donation) -> dict[str, Any]:
    return {
        **_row(gift),
        "status": gift.status.value,
        "payments": [_row(line) for line in gift.payments.all()],
        "status_reports": [_row(one) for one in gift.status_reports.all()],
        "notes": [_row(one) for one in gift.notes.all()],
    }


def _row(row: Any) -> dict[str, Any]:
    """Every column of a row but ours, empty ones left out."""
    columns = {column.name: getattr(row, column.attname) for column in row._meta.concrete_fields}
    told = {name: value for name, value in columns.items() if name not in _OURS and value not in ("", None)}
    return {name: _plain(value) for name, value in told.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
