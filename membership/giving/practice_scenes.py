"""Practice in the demo: what the practice page chose, told through the door that facts come by."""

from typing import cast

from django.db.models import Sum

from membership.giving.applying import apply_all
from membership.models import Donation, Payment, StatusReport
from membership.money import Money
from membership.providers import base
from membership.providers.practice import Outcome, Practice, Scene


def practise(donation: Donation, outcome: Outcome) -> list[Payment | StatusReport]:
    """Let the practice provider tell what a real one would. Raises ProviderError if it cannot be now."""
    return apply_all(Practice().play(outcome, scene_of(donation)))


def scene_of(donation: Donation) -> Scene:
    """How the gift stands in our books, as plain values."""
    lines = list(donation.payments.order_by("at", "pk"))
    payments = [line for line in lines if line.kind == Payment.Kind.PAYMENT]
    latest = payments[-1] if payments else None
    back = [line for line in lines if latest and line.of == latest.reference]
    won = {line.reference for line in back if line.kind == Payment.Kind.REINSTATED}
    dispute = next(
        (line for line in back if line.kind == Payment.Kind.DISPUTE and line.reference not in won), None
    )
    return Scene(
        donation=donation.public_id,
        amount=donation.amount,
        interval=cast("base.Interval", donation.interval),
        paid=len(payments),
        failed=sum(line.kind == Payment.Kind.FAILED for line in lines),
        payment=latest.reference if latest else "",
        left=_left(latest) if latest else None,
        back=len(back),
        dispute=dispute.reference if dispute else "",
        disputed=-dispute.amount if dispute else None,
    )


def _left(payment: Payment) -> Money:
    moved = Payment.objects.filter(provider=payment.provider, of=payment.reference).money()
    return Money(payment.minor + moved.aggregate(total=Sum("minor", default=0))["total"], payment.currency)
