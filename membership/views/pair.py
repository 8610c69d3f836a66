"""Where the links of the mail lead that asks whether two gifts are meant. It names nobody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from membership import giving
from membership.models import Pair
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
    stopped = one.first if what == Pair.Answer.FIRST_STOPPED else one.second
    over = what in {Pair.Answer.FIRST_STOPPED, Pair.Answer.SECOND_STOPPED} and not stopped.runs
    gone = what == Pair.Answer.GIVEN_BACK and not one.answer and not giving.refundable(one.again).minor
    at_once = giving.answering.goes_back_at_once(one)
    told = {
        "pair": one, "what": what, "stopped": stopped, "over": over or gone, "at_once": at_once,
        "problem": problem,
    }  # fmt: skip
    return page(request, "membership/pair.html", told, status=status)
