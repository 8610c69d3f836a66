"""A bank warns that a card was used by a thief: what it paid goes back, and it pays nothing more."""

from django.utils.translation import gettext as _

from membership.giving.refunding import refund, refundable
from membership.giving.steering import Actor, stop
from membership.models import Payment
from newsroom.models import User


def give_back_warned(payment: Payment, *, by: User | None) -> None:
    """All that is left of the payment goes back, and its gift ends if it repeats: the next payment would be
    disputed too. `by` is None where the newsroom's terms decide. Raises as `refund` and `stop` do."""
    reason, left = _("The bank warned of fraud."), refundable(payment)
    if left.minor:
        refund(payment, amount=left, reason=reason, by=by)
    if payment.donation.runs:
        stop(payment.donation, Actor(staff=by, warned=by is None, needs="refund_donation"), reason=reason)
