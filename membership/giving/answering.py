"""What a donor answers who was asked whether two gifts are meant: nothing else can be done by it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from membership import providers
from membership.giving.refunding import refund, refundable
from membership.giving.steering import Hand, stop
from membership.models import Donation, Pair

Answer = Pair.Answer


def answer(pair: Pair, what: Answer) -> Pair:
    """Do what the donor asks, then write it down. The first answer holds; the same once more is once.

    A gift that has ended meanwhile needs no stop, a payment that went back meanwhile no giving back. Money
    goes back by the provider that it came through; where none can do that, staff are asked to. Raises Refused
    or the provider's ProviderError; then nothing is written down.
    """
    pair.refresh_from_db()
    if pair.answer:
        return pair
    if what in {Answer.FIRST_STOPPED, Answer.SECOND_STOPPED}:
        _stop(pair.first if what is Answer.FIRST_STOPPED else pair.second)
    elif what is Answer.GIVEN_BACK:
        what = _give_back(pair)
    return settle(pair, what)


def settle(pair: Pair, what: Answer) -> Pair:
    """Write down what was decided, by the donor or at the desk; what stands already stays."""
    still = Pair.objects.open().filter(pk=pair.pk)
    still.update(answer=what, answered_at=timezone.now())
    pair.refresh_from_db()
    return pair


def _stop(gift: Donation) -> None:
    if gift.runs:
        stop(gift, Hand(donor=gift.member_id))


def _give_back(pair: Pair) -> Answer:
    payment = pair.again
    through = providers.REGISTRY.get(payment.provider)
    if through is None or not through.caps().refunds:
        return Answer.BACK_ASKED
    left = refundable(payment)
    if left.minor:
        # The name of the order makes it one, however often the button is pressed.
        refund(payment, amount=left, reason=_("Given twice by accident."), by=None, once=f"pair:{pair.pk}")
    return Answer.GIVEN_BACK
