"""Giving money back: decided by a person with a reason, written down first, then asked of the provider."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import providers
from membership.giving.applying import apply_all, record
from membership.giving.refusals import Refused
from membership.models import Donation, Payment, RefundOrder
from membership.money import Money
from newsroom.models import User


def may_refund(user: User) -> None:
    if not user.is_active or not user.has_perm("membership.refund_donation"):
        raise PermissionDenied(_("Giving money back needs the permission “Can give money back”."))


def refundable(payment: Payment) -> Money:
    """What is left of a payment: less what went back, and less what has been ordered and not yet answered."""
    lines = Payment.objects.filter(provider=payment.provider, of=payment.reference).money()
    moved = lines.aggregate(total=Sum("minor", default=0))["total"]
    ordered = payment.refund_orders.aggregate(total=Sum("minor", default=0))["total"]
    refunded = -lines.filter(kind=Payment.Kind.REFUND).aggregate(total=Sum("minor", default=0))["total"]
    return Money(max(payment.minor + moved - max(ordered - refunded, 0), 0), payment.currency)


def refund(payment: Payment, *, amount: Money, reason: str, by: User | None) -> list[Payment]:
    """Give back (part of) a payment. `by` is None only where the newsroom's terms decided (fraud warnings).

    Raises PermissionDenied, Refused, or the provider's ProviderError; the order stays written down, and the
    same amount asked for again goes on with it under the same key.
    """
    if by is not None:
        may_refund(by)
    if not reason.strip():
        raise Refused(_("Say why the money goes back; it stands in the books."))
    order = _order(payment, amount, reason, by)
    through = providers.by_slug(payment.provider)
    if not through.caps().refunds:
        return [_sent_by_hand(order)]
    told = through.refund(payment.reference, Money(order.minor, payment.currency), key=_key(order))
    return [line for line in apply_all(told) if isinstance(line, Payment) and line.kind == "refund"]


@transaction.atomic(durable=True)
def _order(payment: Payment, amount: Money, reason: str, by: User | None) -> RefundOrder:
    Donation.objects.select_for_update().get(pk=payment.donation_id)
    if payment.kind != Payment.Kind.PAYMENT:
        raise Refused(_("Only a payment can be given back."))
    if payment.provider not in providers.REGISTRY:
        raise Refused(_("This gift came through another system. Give it back there."))
    if amount.currency != payment.currency or amount.minor <= 0:
        raise Refused(_("Enter an amount above zero, in %(currency)s.") % {"currency": payment.currency})
    if waiting := _unanswered(payment, amount):
        return waiting
    left = refundable(payment)
    if amount.minor > left.minor:
        raise Refused(_("Of this payment, %(left)s can be given back.") % {"left": left.exact})
    return RefundOrder.objects.create(
        payment=payment,
        number=payment.refund_orders.count() + 1,
        minor=amount.minor,
        reason=reason.strip()[:300],
        by=by,
    )


def _unanswered(payment: Payment, amount: Money) -> RefundOrder | None:
    """The last order, if the provider has not carried it out: it is asked again, not a second time."""
    last = payment.refund_orders.order_by("-number").first()
    done = Payment.objects.filter(provider=payment.provider, of=payment.reference, kind=Payment.Kind.REFUND)
    if last and last.minor == amount.minor and done.count() < payment.refund_orders.count():
        return last
    return None


@transaction.atomic
def _sent_by_hand(order: RefundOrder) -> Payment:
    payment = order.payment
    donation = Donation.objects.select_for_update().get(pk=payment.donation_id)
    reference = f"{payment.reference}/back/{order.number}"[:120]
    known = Payment.objects.filter(
        provider=payment.provider, kind=Payment.Kind.REFUND, reference=reference
    ).first()
    return known or record(
        Payment(
            donation=donation,
            kind=Payment.Kind.REFUND,
            minor=-order.minor,
            currency=payment.currency,
            provider=payment.provider,
            reference=reference,
            of=payment.reference,
            at=timezone.now(),
            note=order.reason,
            recorded_by=order.by,
        )
    )


def _key(order: RefundOrder) -> str:
    return f"refund:{order.payment_id}:{order.number}"
