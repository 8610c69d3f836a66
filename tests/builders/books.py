"""Gifts with a past, for the tests of figures: rows as the verbs write them, at moments of the test's choice."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.utils import timezone

from membership.models import Donation, Member, Payment, StatusReport
from tests.builders.by_hand import by_hand
from tests.builders.gifts import make_donation


def day(text: str, hour: int = 12) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{text}T{hour:02}:00"))


def member(name: str) -> Member:
    return Member.objects.get_or_create(email=f"{name}@reader.example", defaults={"name": name.title()})[0]


def pay(
    gift: Donation, at: str | datetime, minor: int | None = None, kind: str = "payment", **told
) -> Payment:
    with by_hand():
        return Payment.objects.create(
            **{
                "donation": gift,
                "kind": kind,
                "minor": gift.minor if minor is None else minor,
                "currency": gift.currency,
                "provider": gift.provider,
                "reference": uuid4().hex,
                "at": day(at) if isinstance(at, str) else at,
                **told,
            }
        )


def gift(who: str, *paid: str, **told) -> Donation:
    """A gift of this person with a payment on each of these days."""
    donation = make_donation(**{"interval": "monthly", "member": member(who) if who else None, **told})
    for at in paid:
        pay(donation, at)
    return donation


def report(donation: Donation, at: str, state: str, **told) -> StatusReport:
    with by_hand():
        return StatusReport.objects.create(
            donation=donation, state=state, asked_at=day(at), **{"told_by": "provider", **told}
        )
