"""The membership page: the form, and what becomes of it."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from membership import giving, periods, providers
from membership.appeals.due_appeals import membership_page
from membership.forms.gift import GiftForm
from membership.forms.gift_coins import coins
from membership.forms.gift_filled import amount_of, as_typed, initial_of, with_amount
from membership.forms.gift_offer import Offer, currencies_of, currency_of
from membership.forms.gift_problems import how_many, problems_of
from membership.forms.gift_token import is_fast, new_token
from membership.forms.gift_where import where_it_goes
from membership.giving import pledge_instructions
from membership.models import Appeal, Donation, Interval, Issuer, Payment, Status, Terms
from membership.models.appeal import named
from membership.paths import same_site_path
from membership.providers import PLEDGE
from membership.providers.base import Provider, ProviderError
from membership.providers.practice import Practice
from membership.views.answers import SeeOther, page
from membership.views.strangers import names_its_donor
from newsroom.imprint import current_imprint
from newsroom.methods import takes
from newsroom.pagestore import hold
from newsroom.visitors import from_our_own_page, sent_from

log = logging.getLogger(__name__)
#: Where the token goes in a form that is held; no text of the desk has this sign.
MARK = "\x00"
#: The buttons that ask for the same form in another currency, or by another way.
SWITCHES = {"to_currency", "to_way"}


# Reader pages set no cookie, so there is no csrftoken to compare and no session to ride on. The POST is
# guarded by the signed form token and by where the browser says that it comes from.
@csrf_exempt
@takes("GET", "HEAD", "POST")
def give(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return open_form(request) if request.GET else _plain_form(request)
    through = _through(request, request.POST)
    provider = providers.by_slug(through) if through else providers.chosen()
    offer = _offer(request, request.POST, provider)
    form = GiftForm(request.POST, offer=offer, through=through)
    if not from_our_own_page(request):
        return _show(request, form, problem=_("Please send the form from this page."), status=403)
    if pledge_instructions.closed(current_imprint(request)):
        said = _("Gifts cannot be taken just now. Nothing was charged. Please come back in a few days.")
        return _show(request, form, problem=said, status=503)
    if SWITCHES & request.POST.keys():
        return _switched(request)
    if not form.is_valid():
        return _worked_out(request, form) if "work" in request.POST else _show(request, form, status=422)
    return _go_on(request, form, provider)


def _go_on(request: HttpRequest, form: GiftForm, provider: Provider) -> HttpResponse:
    """What was asked of a form in which nothing is wrong."""
    if "work" in request.POST:
        return _worked_out(request, form)
    if "change" in request.POST:
        return _show(request, form)
    if not form.sum_was_shown:
        return _show_sum(request, form)
    if "send_code" in request.POST:
        return _mail_code(request, form)
    return _start(request, form, provider)


def _switched(request: HttpRequest) -> HttpResponse:
    """The same form in another currency or by another way, with all that was typed."""
    told = request.POST.copy()
    told["through"] = told.get("to_way", told.get("through", ""))
    through = _through(request, told)
    wanted = {"currency": told.get("to_currency", told.get("currency", "")), "appeal": told.get("appeal", "")}
    asked = QueryDict(mutable=True)
    asked.update(wanted)
    offer = _offer(request, asked, providers.by_slug(through) if through else providers.chosen())
    return _show(request, GiftForm(initial=as_typed(told, offer), offer=offer, through=through))


def _worked_out(request: HttpRequest, form: GiftForm) -> HttpResponse:
    """The sum that would be charged, before anything else is asked: as a page, or for the page's script."""
    # The token of an old page is no matter of the sum; the page gets a new one all the same.
    more: dict[str, Any] = {"token": new_token()} if "token" in form.errors else {}
    form.forget_other_errors()
    if request.headers.get("Accept") == "application/json":
        wrong = " ".join(str(one) for some in form.errors.values() for one in some)
        told = {"shown": form.said, "sum": str(form.total)} if form.total else {"problem": wrong}
        return JsonResponse(told, headers={"Cache-Control": "no-store"})
    return _show(request, form, status=422 if form.errors else 200, **more)


def _show_sum(request: HttpRequest, form: GiftForm) -> HttpResponse:
    """The step between the form and the payment where the form could not show the sum; one press goes on."""
    along = (form.fields.keys() | {"answer", "code"}) - {"shown"}
    kept = [(name, text) for name, text in request.POST.items() if name in along]
    interval = Interval(form.cleaned_data["interval"])
    return page(
        request,
        "membership/confirm.html",
        {
            "form": form,
            "kept": [*kept, ("shown", form.said), ("through", form.through)],
            "back": form.cleaned_data["back"],
            "interval": interval,
            "hosted": form.offer.provider.caps().hosted,
            "next_at": periods.after(timezone.now(), interval),
        },
    )


def _start(request: HttpRequest, form: GiftForm, provider: Provider) -> HttpResponse:
    """Begin the gift, or the form again with what stands in the way."""
    try:
        donation = giving.start(form.wish(), provider=provider, evidence=_evidence(request))
    except giving.NeedsProof as error:
        return _show(request, form, problem=str(error), status=422, prove=True)
    except giving.TooMany as error:
        by_card = provider.caps().hosted
        return _show(request, form, problem=str(error), status=429, pledge_instead=by_card)
    except giving.Refused as error:
        return _show(request, form, problem=str(error), status=422)
    except ProviderError as error:
        log.exception("A gift could not be begun")
        return _show(request, form, problem=str(error), status=503, pledge_instead=True)
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
        return _show(request, form, problem=said, status=422, prove=True)
    said = _(
        "No code can be mailed just now: several went to this address, to your network or from this form "
        "within the hour. Open the page anew, press the button again in an hour, or write to us."
    )
    return _show(request, form, problem=said, status=429, prove=True, pledge_instead=True)


def _plain_form(request: HttpRequest) -> HttpResponse:
    """The form that no link has filled in: made once for each change and day, all but its token."""
    key = f"gift form:{providers.chosen().slug}:{timezone.localdate()}:{get_language()}"
    held = hold(request, key, lambda: open_form(request, token=MARK))
    return HttpResponse(held.text.replace(MARK, new_token()), headers=held.headers)


def open_form(request: HttpRequest, campaign: Appeal | None = None, **more: Any) -> HttpResponse:
    """The form as a link opened it. A campaign's own page is the same form under the campaign's words."""
    asked = request.GET.copy()
    if campaign:
        asked["appeal"] = str(campaign.pk)
    again = _gift_again(asked.get("again", ""))
    if again and again.status == Status.PROCESSING:
        # It is paid already as far as the donor can.
        return SeeOther(again.get_absolute_url())
    if again:
        asked["currency"] = again.currency
    through = _through(request, asked)
    offer = _offer(request, asked, providers.by_slug(through) if through else providers.chosen())
    same = again is not None and again.currency == offer.currency
    initial = _once_more(again) if again and same else _asked_for(asked, offer)
    form = GiftForm(initial=with_amount(initial, initial["net"], offer), offer=offer, through=through)
    # Back from the provider's page, or trying a declined gift again.
    unpaid = again and again.provider != PLEDGE and again.status in {Status.PROMISED, Status.FAILED}
    return _show(request, form, unpaid=again if unpaid else None, **more)


def _offer(request: HttpRequest, told: QueryDict, provider: Provider) -> Offer:
    return Offer(
        asking=membership_page(request, told.get("appeal", "")),
        currency=currency_of(told.get("currency", ""), currencies_of(provider)),
        provider=provider,
        terms=Terms.current(),
        issuer=Issuer.current(),
    )


def _through(request: HttpRequest, told: QueryDict) -> str:
    """A gift may go by bank transfer although there is a provider, if there is an account to send it to."""
    wanted = told.get("through") == PLEDGE and providers.chosen().slug != PLEDGE
    return PLEDGE if wanted and pledge_instructions.ways(current_imprint(request)) else ""


def _show(
    request: HttpRequest,
    form: GiftForm,
    *,
    problem: str = "",
    status: int = 200,
    prove: bool = False,
    pledge_instead: bool = False,
    **more: Any,
) -> HttpResponse:
    token = form["token"].value() or ""
    if not token or "token" in form.errors:
        token = new_token()
    problems = problems_of(form, problem)
    # Whoever has to prove good faith because of others has made no mistake.
    blameless = prove and not is_fast(token)
    caps = form.offer.provider.caps()
    hosted_at_all = providers.chosen().slug != PLEDGE
    pledges = hosted_at_all and bool(pledge_instructions.ways(current_imprint(request)))
    return page(
        request,
        "membership/give.html",
        {
            "asking": form.offer.asking,
            "offer": form.offer,
            "form": form,
            "closed": not form.is_bound and pledge_instructions.closed(current_imprint(request)),
            "token": token,
            "problems": problems,
            "problems_head": _("One more step") if blameless else how_many(len(problems)),
            "blameless": blameless,
            "prove": prove,
            "pledge_instead": pledge_instead and pledges and not form.through,
            "back": same_site_path(str(form["back"].value() or "")),
            "currencies": coins(form.offer),
            "other_way": ("card" if form.through else PLEDGE) if pledges else "",
            "where": where_it_goes(form.offer.terms),
            "next": {each.value: periods.after(timezone.now(), each) for each in form.offer.intervals},
            "hosted": caps.hosted,
            "practice": not caps.live,
            "card_page": not caps.live and form.offer.provider.slug != Practice.slug,
            **more,
        },
        status=status,
        private=request.method == "POST" or bool(form["email"].value()),
    )


def _asked_for(asked: QueryDict, offer: Offer) -> dict[str, Any]:
    """What the link that brought the reader here has chosen already. Nonsense in it is left out."""
    wanted = asked.get("amount", "").strip()[:20]
    interval = asked.get("interval", "")
    return {
        "interval": interval if interval in offer.intervals else offer.default_interval,
        "net": wanted if wanted[:1].isdecimal() else "",
        "source": asked.get("from", "")[:40],
        "appeal": link if named(link := asked.get("appeal", "")) else "",
        "back": same_site_path(asked.get("back", "")),
    }


def _gift_again(public_id: str) -> Donation | None:
    """The gift that is to be changed or tried again; what of it may be seen, `_once_more` says."""
    if not public_id:
        return None
    try:
        return Donation.objects.filter(public_id=public_id).first()
    except (ValidationError, ValueError):
        return None


def _once_more(donation: Donation) -> dict[str, Any]:
    """Names only for as long as somebody is still at it: the link stands in mails and browsers' histories.

    Once money has come, or a day has gone by, the form has the amount and how often, and is empty else.
    """
    paid = donation.payments.filter(kind=Payment.Kind.PAYMENT).exists()
    if paid or not names_its_donor(donation):
        return amount_of(donation)
    return initial_of(donation)
