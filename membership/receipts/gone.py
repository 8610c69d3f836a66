"""What of a payment went back for good: each line that brought money back makes up for one that took it."""

from membership.models import Payment

_TOOK = {Payment.Kind.REFUND, Payment.Kind.DISPUTE}


def gone(payment: Payment) -> list[Payment]:
    """Refunds and disputes of this payment that nothing makes up for, oldest first.

    A line that came back in part counts as gone whole: papers may certify less than is left, which then needs
    a hand, and never more.
    """
    about = Payment.objects.filter(provider=payment.provider, of=payment.reference)
    lines = list(about.select_related("donation__member").order_by("pk"))
    took = [line for line in lines if line.kind in _TOOK]
    brought = [line for line in lines if line.kind == Payment.Kind.REINSTATED]
    # Stripe’s lines of one dispute are numbered `du_1/txn_2`.
    for name in (str, lambda reference: reference.partition("/")[0], lambda _reference: ""):
        for again in list(brought):
            alike = (each for each in took if each.minor == -again.minor)
            pair = next((each for each in alike if name(each.reference) == name(again.reference)), None)
            if pair:
                took.remove(pair)
                brought.remove(again)
    return took
