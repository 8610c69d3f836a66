"""What becomes of the question whether two gifts are meant: the donor answers it, or somebody at the desk."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import providers
from membership.giving.refunding import refund, refundable
from membership.giving.refusals import Refused
from membership.giving.steering import Hand, stop
from membership.models import Donation, Pair
from newsroom.models import User

Answer = Pair.Answer
#: For so long after the second payment its donor has it back by one press; later somebody looks at it first.
WHILE_FRESH = timedelta(days=1)
#: Seconds; no provider takes longer to answer.
CLAIMED_FOR = 120


def answer(pair: Pair, what: Answer, *, by: User | None = None) -> Pair:
    """Do what is asked, then write it down. The first answer holds, and the same once more is once; `by` is
    None where the donor answers, whose wish to have money back may still be granted at the desk.

    A gift that has ended meanwhile needs no stop, a payment that went back meanwhile no giving back. Raises
    Refused, PermissionDenied or the provider's ProviderError; then nothing is written down.
    """
    # Claimed before anything is done: a provider may be asked, so no transaction can hold it.
    claim = f"membership.pair:{pair.pk}"
    if not cache.add(claim, 1, CLAIMED_FOR):
        raise Refused(_("This is being answered at this moment. Load the page again."))
    try:
        pair.refresh_from_db()
        if not pair.answer or (by and pair.answer == Answer.BACK_ASKED):
            pair.answer, pair.answered_at = _done(pair, what, by), timezone.now()
            pair.save(update_fields=["answer", "answered_at"])
    finally:
        cache.delete(claim)
    return pair


def goes_back_at_once(pair: Pair) -> bool:
    """Whether the donor alone has the second back: by the way it came, while the accident is fresh."""
    through = providers.REGISTRY.get(pair.again.provider)
    fresh = pair.again.at > timezone.now() - WHILE_FRESH
    return fresh and through is not None and through.caps().refunds


def _done(pair: Pair, what: Answer, by: User | None) -> Answer:
    if what is Answer.FIRST_STOPPED:
        _stop(pair.first, by)
    elif what is Answer.SECOND_STOPPED:
        _stop(pair.second, by)
    elif what is Answer.GIVEN_BACK:
        if pair.ends_second:
            _stop(pair.second, by)
        if not by and not goes_back_at_once(pair):
            return Answer.BACK_ASKED
        left = refundable(pair.again)
        if left.minor:
            # The name of the order makes it one, however often the button is pressed.
            refund(pair.again, amount=left, reason=_reason(), by=by, once=f"pair:{pair.pk}")
    return what


def _stop(gift: Donation, by: User | None) -> None:
    if gift.runs:
        stop(gift, Hand(staff=by) if by else Hand(donor=gift.member_id), reason=_reason())


def _reason() -> str:
    return _("Given twice by accident.")
