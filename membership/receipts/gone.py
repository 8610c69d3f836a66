"""What of a payment went back for good: each line that brought money back makes up for one that took it."""

from collections.abc import Callable, Iterator

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
    for alike in (_same_number, _same_dispute, _any):
        for again in list(brought):
            pair = next(_fitting(again, took, alike), None)
            if pair:
                took.remove(pair)
                brought.remove(again)
    return took


def _fitting(
    again: Payment, took: list[Payment], alike: Callable[[Payment, Payment], bool]
) -> Iterator[Payment]:
    return (line for line in took if line.minor == -again.minor and alike(line, again))


def _same_number(line: Payment, again: Payment) -> bool:
    return line.reference == again.reference


def _same_dispute(line: Payment, again: Payment) -> bool:
    """Stripe’s lines of one dispute are numbered `du_1/txn_2`."""
    return line.reference.partition("/")[0] == again.reference.partition("/")[0]


def _any(_line: Payment, _again: Payment) -> bool:
    return True
