"""Appeals and pages that may show one, for the tests of asking."""

from __future__ import annotations

from django.template import Context, Template
from django.test import RequestFactory

from membership.models import Appeal, Donation, Payment
from tests.builders.by_hand import by_hand
from tests.builders.gifts import make_donation


def appeal(**told) -> Appeal:
    return Appeal.objects.create(
        **{
            "heading": "This story took five months",
            "text": "Readers paid for it.",
            "amounts": "4 a meeting\n8 a request\n15 an hour\n30 a day",
            **told,
        }
    )


def shown(arguments: str = 'place="story"', **context) -> str:
    """What the tag prints with these arguments."""
    source = "{% load membership_tags %}{% donation_appeal ARGUMENTS %}".replace("ARGUMENTS", arguments)
    request = RequestFactory().get("/harbour/outfall/")
    return Template(source).render(Context({"request": request, **context})).strip()


def paid(asked_by: Appeal | None, minor: int = 800, *, back: int = 0, **told) -> Donation:
    """A gift that this appeal led to, by its `wording`, with what came of it and what went back."""
    donation = make_donation(appeal=asked_by or None, minor=minor, **told)
    lines = [("payment", minor), *([("refund", -back)] if back else [])]
    for kind, amount in lines:
        with by_hand():
            Payment.objects.create(
                donation=donation,
                kind=kind,
                minor=amount,
                currency=donation.currency,
                provider=donation.provider,
                reference=f"{donation.reference}-{kind}",
                of=f"{donation.reference}-payment" if kind == "refund" else "",
                at=told.get("promised_at", donation.promised_at),
            )
    return donation
