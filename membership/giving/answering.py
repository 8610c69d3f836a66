"""What becomes of the question whether two gifts are meant: the donor answers it, or somebody at the desk."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from membership import providers
from membership.giving.claiming import claimed
from membership.giving.refunding import refund, refundable, require_refund
from membership.giving.refusals import Refused
from membership.giving.steering import Actor, stop
from membership.models import Pair
from newsroom.models import User

Answer = Pair.Answer
#: For so long after the second payment its donor has it back by one press; later somebody looks at it first.
WHILE_FRESH = timedelta(days=1)


def answer(pair: Pair, what: Answer, *, by: User | None = None) -> Pair:
    """Do what is asked, then write it down. The first answer holds, and the same once more is once; `by` is
    None where the donor answers, whose wish to have money back may still be granted at the desk.

    A gift that has ended meanwhile needs no stop, a payment that went back meanwhile no giving back. Raises
    Refused, PermissionDenied or the provider's ProviderError; then nothing is written down.
    """
    busy = _("This is being answered at this moment. Load the page again.")
    with claimed(f"membership.pair:{pair.pk}", busy):
        pair.refresh_from_db()
        if not pair.answer or (by and pair.answer == Answer.BACK_ASKED):
            pair.answer, pair.answered_at = _done(pair, what, by), timezone.now()
            pair.save(update_fields=["answer", "answered_at"])
    return pair


def goes_back_at_once(pair: Pair) -> bool:
    """Whether the donor alone has the second back: by the way it came, while the accident is fresh."""
    through = providers.REGISTRY.get(pair.again.provider)
    fresh = pair.again.at > timezone.now() - WHILE_FRESH
    return fresh and through is not None and through.caps().refunds


def only_one_left(pair: Pair) -> bool:
    """Whether the first went back already, or is about to: the second is then not too much."""
    return pair.before is not None and not refundable(pair.before).minor


def _done(pair: Pair, what: Answer, by: User | None) -> Answer:
    back = what is Answer.GIVEN_BACK
    if back and by:
        require_refund(by)
    if back and not by and only_one_left(pair):
        raise Refused(_("The first gift went back already, so this one stays. Write to us if it should not."))
    ended = pair.ended_by(what)
    if ended and ended.runs:
        # Who may give back a payment may end what it began.
        needs = "refund_donation" if back else "steer_donation"
        actor = Actor(staff=by, needs=needs) if by else Actor(donor=ended.member_id)
        stop(ended, actor, reason=_reason())
    if back:
        if not by and not goes_back_at_once(pair):
            return Answer.BACK_ASKED
        left = refundable(pair.again)
        if left.minor:
            # The name of the order makes it one, however often the button is pressed.
            refund(pair.again, amount=left, reason=_reason(), by=by, once=f"pair:{pair.pk}")
    return what


def _reason() -> str:
    return _("Given twice by accident.")
