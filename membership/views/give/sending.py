"""The form that comes back: switched, worked out, shown once more, or the beginning of a gift."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from membership import giving
from membership.forms.gift_form.filled import as_typed
from membership.forms.gift_form.form import GiftForm
from membership.forms.gift_form.token import is_fast, new_token
from membership.giving import pledge_instructions
from membership.providers.base import ProviderError
from membership.views.answers import SeeOther
from membership.views.give.offered import offered
from membership.views.give.showing import show, show_sum
from newsroom.imprint import current_imprint
from newsroom.visitors import from_our_own_page, sent_from

log = logging.getLogger(__name__)
#: The buttons that ask for the same form in another currency, or by another way.
SWITCHES = {"to_currency", "to_way"}


def sent(request: HttpRequest) -> HttpResponse:
    form = GiftForm(request.POST, offer=offered(request, request.POST))
    if not from_our_own_page(request):
        return show(request, form, problem=_("Please send the form from this page."), status=403)
    if pledge_instructions.closed(current_imprint(request)):
        said = _("Gifts cannot be taken just now. Nothing was charged. Please come back in a few days.")
        return show(request, form, problem=said, status=503)
    if SWITCHES & request.POST.keys():
        return _switched(request)
    if not form.is_valid():
        return _worked_out(request, form) if "work" in request.POST else show(request, form, status=422)
    return _go_on(request, form)


def _go_on(request: HttpRequest, form: GiftForm) -> HttpResponse:
    """What was asked of a form in which nothing is wrong."""
    if "work" in request.POST:
        return _worked_out(request, form)
    if "change" in request.POST:
        return show(request, form)
    if not form.sum_was_shown:
        return show_sum(request, form)
    if "send_code" in request.POST:
        return _mail_code(request, form)
    return _start(request, form)


def _switched(request: HttpRequest) -> HttpResponse:
    """The same form in another currency or by another way, with all that was typed."""
    told = request.POST.copy()
    told["through"] = told.get("to_way", told.get("through", ""))
    wanted = told.copy()
    wanted["currency"] = told.get("to_currency", told.get("currency", ""))
    offer = offered(request, wanted)
    return show(request, GiftForm(initial=as_typed(told, offer), offer=offer))


def _worked_out(request: HttpRequest, form: GiftForm) -> HttpResponse:
    """The sum that would be charged, before anything else is asked: as a page, or for the page's script."""
    # The token of an old page is no matter of the sum; the page gets a new one all the same.
    more: dict[str, Any] = {"token": new_token()} if "token" in form.errors else {}
    form.forget_other_errors()
    if request.headers.get("Accept") == "application/json":
        wrong = " ".join(str(one) for some in form.errors.values() for one in some)
        told = {"shown": form.said, "sum": str(form.total)} if form.total else {"problem": wrong}
        return JsonResponse(told, headers={"Cache-Control": "no-store"})
    return show(request, form, status=422 if form.errors else 200, **more)


def _start(request: HttpRequest, form: GiftForm) -> HttpResponse:
    """Begin the gift, or the form again with what stands in the way."""
    provider = form.offer.provider
    try:
        donation = giving.start(form.wish(), provider=provider, evidence=_evidence(request))
    except giving.NeedsProof as error:
        return show(request, form, problem=str(error), status=422, prove=True)
    except giving.TooMany as error:
        by_card = provider.caps().hosted
        return show(request, form, problem=str(error), status=429, pledge_instead=by_card)
    except giving.Refused as error:
        return show(request, form, problem=str(error), status=422)
    except ProviderError as error:
        log.exception("A gift could not be begun")
        return show(request, form, problem=str(error), status=503, pledge_instead=True)
    return SeeOther(donation.next_url)


def _evidence(request: HttpRequest) -> giving.Evidence:
    told = request.POST
    return giving.Evidence(
        address=sent_from(request),
        answer=told.get("answer", "")[:20],
        code=told.get("code", "")[:20],
        fast=is_fast(told.get("token", "")),
    )


def _mail_code(request: HttpRequest, form: GiftForm) -> HttpResponse:
    """Where there is no script, a code comes by mail."""
    wish = form.wish()
    if giving.mail_code(token=wish.token, email=wish.email, address=sent_from(request)):
        said = _("A code is on its way to %(email)s. Type it in below the form.") % {"email": wish.email}
        return show(request, form, problem=said, status=422, prove=True)
    said = _(
        "No code can be mailed just now: several went to this address, to your network or from this form "
        "within the hour. Open the page anew, press the button again in an hour, or write to us."
    )
    return show(request, form, problem=said, status=429, prove=True, pledge_instead=True)
