"""Where the links of the mail lead that asks whether two gifts are meant. It names nobody."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from membership import giving
from membership.models import Pair
from membership.providers import PLEDGE
from membership.providers.base import ProviderError
from membership.views.answers import SeeOther, page
from newsroom.methods import takes
from newsroom.visitors import from_our_own_page


# No cookie, so nothing to ride on: the link is the proof, and it is good for one answer.
@csrf_exempt
@takes("GET", "HEAD", "POST")
def pair(request: HttpRequest, token: str) -> HttpResponse:
    """GET says what one press does, or what has been done; POST does it."""
    asked = Pair.asked_by(token)
    if asked is None:
        return page(request, "membership/pair.html", {"pair": None}, status=404)
    one, what = asked
    if request.method != "POST":
        return _show(request, one, what)
    if not from_our_own_page(request):
        return _show(request, one, what, status=403)
    try:
        giving.answering.answer(one, what)
    except (giving.Refused, ProviderError) as error:
        return _show(request, one, what, problem=str(error), status=503)
    return SeeOther(request.path)


def _show(
    request: HttpRequest, one: Pair, what: Pair.Answer, *, problem: str = "", status: int = 200
) -> HttpResponse:
    ended = one.ended_by(one.answer or what)
    back = what == Pair.Answer.GIVEN_BACK
    only = back and not one.answer and giving.answering.only_one_left(one)
    told = {
        "pair": one,
        "what": what,
        # The one that the answer ended, or would end; and the one that it leaves as it is.
        "ended": ended,
        "other": one.first if ended == one.second else one.second,
        "over": only or (not giving.refundable(one.again).minor if back else bool(ended and not ended.runs)),
        # We ended what we ask for; the standing order is the donor's.
        "by_bank": ended is not None and ended.provider == PLEDGE,
        "only": only,
        "at_once": giving.answering.goes_back_at_once(one),
        "problem": problem,
    }
    return page(request, "membership/pair.html", told, status=status)
