"""Giving money back: decided by a person with a reason, written down first, then asked of the provider."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import providers
from membership.giving.applying import apply_all
from membership.giving.ledger import record
from membership.giving.refusals import Refused
from membership.models import Donation, Payment, RefundAnswer, RefundOrder
from membership.money import Money
from membership.providers.base import Declined, Misconfigured, NotSupported
from newsroom.models import User


def require_refund(user: User) -> None:
    if not user.is_active or not user.has_perm("membership.refund_donation"):
        raise PermissionDenied(_("Giving money back needs the permission “Can give money back”."))


def refundable(payment: Payment) -> Money:
    """What is left of a payment: less what went back, and less what has been ordered and not yet answered."""
    ordered = sum(order.minor for order in _open(payment))
    return Money(max(payment.remains.minor - ordered, 0), payment.currency)


def refund(payment: Payment, *, amount: Money, reason: str, by: User | None, once: str = "") -> list[Payment]:
    """Give back (part of) a payment. `by` is None where the newsroom's terms decided (fraud warnings), or the
    donor, of a gift that they gave twice by accident (answering).

    `once` belongs to one showing of a form: sent twice with the same contents it is one order. Raises
    PermissionDenied, Refused, or the provider's ProviderError. What the provider refuses is written down, and
    its amount is free again; an order that it has not answered stays, and the same amount asked for again
    goes on with it under the same key.
    """
    if by is not None:
        require_refund(by)
    if not reason.strip():
        raise Refused(_("Say why the money goes back; it stands in the books."))
    return _carry_out(_order(payment, amount, reason, by, once))


def ask_again(order: RefundOrder, *, by: User | None) -> list[Payment]:
    """Repeat exactly this order, under its own key: what was carried out already is not carried out twice.

    `by` as in `refund`, and raises as that does; Refused where the provider has refused it.
    """
    if by is not None:
        require_refund(by)
    if answer := RefundAnswer.objects.filter(order=order).first():
        raise Refused(_("The provider has refused this order: %(said)s") % {"said": answer.said})
    return _carry_out(order)


def open_token(donation: Donation) -> str:
    """The token of the form whose order is not answered yet, so that a new showing goes on with it."""
    for payment in donation.payments.filter(refund_orders__once__isnull=False).distinct():
        for order in _open(payment):
            if order.once:
                return order.once.partition("/")[0]
    return ""


def _carry_out(order: RefundOrder) -> list[Payment]:
    payment = order.payment
    if line := _matched(payment).get(order.pk):
        return [line]
    through = providers.by_slug(payment.provider)
    if not through.caps().refunds:
        return [_sent_by_hand(order)]
    try:
        key = f"refund:{order.payment_id}:{order.number}"
        told = through.refund(payment.reference, Money(order.minor, payment.currency), key=key)
    except (Declined, NotSupported, Misconfigured) as error:
        _refused(order, str(error))
        raise
    return [line for line in apply_all(told) if isinstance(line, Payment) and line.kind == "refund"]


def _refused(order: RefundOrder, said: str) -> None:
    RefundAnswer.objects.get_or_create(
        order=order, defaults={"outcome": RefundAnswer.Outcome.REFUSED, "said": said[:300]}
    )


@transaction.atomic(durable=True)
def _order(payment: Payment, amount: Money, reason: str, by: User | None, once: str) -> RefundOrder:
    Donation.objects.select_for_update().get(pk=payment.donation_id)
    if payment.kind != Payment.Kind.PAYMENT:
        raise Refused(_("Only a payment can be given back."))
    if payment.provider not in providers.REGISTRY:
        raise Refused(_("This gift came through another system. Give it back there."))
    if amount.currency != payment.currency or amount.minor <= 0:
        raise Refused(_("Enter an amount above zero, in %(currency)s.") % {"currency": payment.currency})
    # A form changed and sent again is another order: its contents are part of its name.
    sent = f"{once[:60]}/{payment.pk}/{amount.minor}/" if once else ""
    before = list(payment.refund_orders.filter(once__startswith=sent).order_by("number")) if sent else []
    if before and not RefundAnswer.objects.filter(order=before[-1]).exists():
        return before[-1]
    if waiting := _unanswered(payment, amount, sent):
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
        once=f"{sent}{len(before) + 1}" if sent else None,
    )


def _unanswered(payment: Payment, amount: Money, sent: str) -> RefundOrder | None:
    """An order that the provider has not carried out is asked again, not written a second time.

    Not from another form: who has filled that in wants an order of their own.
    """
    waiting = [one for one in _open(payment) if one.minor == amount.minor and not (sent and one.once)]
    return waiting[-1] if waiting else None


def _open(payment: Payment) -> list[RefundOrder]:
    """Orders that were neither carried out nor refused."""
    done = _matched(payment)
    orders = payment.refund_orders.filter(answer__isnull=True).order_by("number")
    return [order for order in orders if order.pk not in done]


def _matched(payment: Payment) -> dict[int, Payment]:
    """Which line of the ledger is what came of which order: of its amount, recorded since, each for one."""
    lines = list(
        Payment.objects.filter(
            provider=payment.provider, of=payment.reference, kind=Payment.Kind.REFUND
        ).order_by("recorded_at", "pk")
    )
    found: dict[int, Payment] = {}
    for order in payment.refund_orders.filter(answer__isnull=True).order_by("number"):
        fits = (line for line in lines if line.minor == -order.minor and line.recorded_at >= order.at)
        if line := next(fits, None):
            found[order.pk] = line
            lines.remove(line)
    return found


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
