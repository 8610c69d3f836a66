"""The membership page: the form, and what becomes of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from membership import challenges, giving, paying, periods, providers
from membership.asking import membership_page
from membership.forms.gift import GiftForm, amount_of, initial_of, new_token, with_amount
from membership.forms.gift_coins import COINS
from membership.forms.gift_offer import Offer, currencies_of, currency_of
from membership.forms.gift_where import where_it_goes
from membership.models import Appeal, Donation, Issuer, Payment, Terms
from membership.models.appeal import named
from membership.money import EXPONENTS, SIGNS
from membership.paths import same_site_path
from membership.providers import PLEDGE
from membership.providers.base import Provider, ProviderError
from membership.providers.practice import Practice
from membership.views.answers import SeeOther, page
from newsroom.imprint import current_imprint
from newsroom.methods import takes
from newsroom.pagestore import hold
from newsroom.visitors import from_our_own_page, sent_from

log = logging.getLogger(__name__)
#: For how long a form that was not completed comes back as it was filled in.
FRESH = timedelta(days=1)
#: Where the token goes in a form that is held; no text of the desk has this sign.
MARK = "\x00"


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
    if not form.is_valid():
        return _show(request, form, status=422)
    if "send_code" in request.POST:
        return _mail_code(request, form)
    return _start(request, form, provider)


def _start(request: HttpRequest, form: GiftForm, provider: Provider) -> HttpResponse:
    """Begin the gift, or the form again with what stands in the way."""
    try:
        donation = giving.start(form.wish(), provider=provider, evidence=_evidence(request))
    except giving.NeedsProof as error:
        return _show(request, form, problem=str(error), status=422, challenge=challenges.make())
    except giving.TooMany as error:
        return _show(request, form, problem=str(error), status=429)
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
        challenge=told.get("challenge", "")[:200],
        answer=told.get("answer", "")[:20],
        code=told.get("code", "")[:20],
    )


def _mail_code(request: HttpRequest, form: GiftForm) -> HttpResponse:
    """Where there is no script, a code comes by mail. The page says the same whether one went out or not."""
    wish = form.wish()
    giving.mail_code(token=wish.token, email=wish.email, address=sent_from(request))
    said = _("We are mailing a code to %(email)s. Type it in below the form.") % {"email": wish.email}
    return _show(request, form, problem=said, status=422, challenge=challenges.make())


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
    if again:
        asked["currency"] = again.currency
    through = _through(request, asked)
    offer = _offer(request, asked, providers.by_slug(through) if through else providers.chosen())
    same = again is not None and again.currency == offer.currency
    initial = _once_more(again) if again and same else _asked_for(asked, offer)
    form = GiftForm(initial=with_amount(initial, initial["net"], offer), offer=offer, through=through)
    return _show(request, form, **more)


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
    return PLEDGE if wanted and paying.ways(current_imprint(request)) else ""


def _show(
    request: HttpRequest,
    form: GiftForm,
    *,
    problem: str = "",
    status: int = 200,
    pledge_instead: bool = False,
    **more: Any,
) -> HttpResponse:
    token = form["token"].value() or ""
    if not form.is_bound or ("token" in form.errors and not form.has_error("token", code="fast")):
        token = new_token()
    problems = _problems(form, problem)
    caps = form.offer.provider.caps()
    hosted_at_all = providers.chosen().slug != PLEDGE
    pledges = hosted_at_all and bool(paying.ways(current_imprint(request)))
    return page(
        request,
        "membership/give.html",
        {
            "asking": form.offer.asking,
            "offer": form.offer,
            "form": form,
            "token": token,
            "problems": problems,
            "problems_head": _how_many(len(problems)),
            "pledge_instead": pledge_instead and pledges and not form.through,
            "back": same_site_path(str(form["back"].value() or "")),
            "currencies": _switch(form),
            "other_way": _other_way(form) if pledges else "",
            "where": where_it_goes(form.offer.terms),
            "next": {each.value: periods.after(timezone.now(), each) for each in form.offer.intervals},
            "hosted": caps.hosted,
            "practice": not caps.live,
            "card_page": not caps.live and form.offer.provider.slug != Practice.slug,
            **more,
        },
        status=status,
        private=form.is_bound or bool(form["email"].value()),
    )


def _link(form: GiftForm, **asked: str) -> str:
    """The form with something else chosen, and with where the donor came from."""
    kept = {name: str(form[name].value() or "") for name in ("interval", "source", "back", "appeal")}
    kept["from"] = kept.pop("source")
    told = {"through": form.through, "currency": form.offer.currency, **kept, **asked}
    if told["currency"] == settings.MEMBERSHIP_CURRENCY:
        del told["currency"]
    query = urlencode({name: value for name, value in told.items() if value})
    return f"{reverse('membership:give')}?{query}"


@dataclass(frozen=True)
class Coin:
    """A currency to give in; no link for the one that is shown."""

    code: str
    sign: str
    name: str
    link: str = ""
    #: What of the amount goes along: "typed" where a figure means much the same, else "none".
    keeps: str = "none"


def _switch(form: GiftForm) -> list[Coin]:
    """Each currency; nothing if there is one alone."""
    known = currencies_of(form.offer.provider)
    return [_coin(form, code) for code in known] if len(known) > 1 else []


def _coin(form: GiftForm, code: str) -> Coin:
    shown = form.offer.currency
    names = {"code": code, "sign": SIGNS.get(code, code), "name": COINS.get(code, code)}
    if code == shown:
        return Coin(**names)
    # Twelve euros may become twelve pounds. They do not become twelve yen.
    alike = EXPONENTS[code] == EXPONENTS[shown]
    link = _link(form, currency=code, amount=form.typed if alike else "")
    return Coin(**names, link=link, keeps="typed" if alike else "none")


def _other_way(form: GiftForm) -> str:
    return _link(form, through="" if form.through else PLEDGE, amount=form.typed or form.picked)


def _problems(form: GiftForm, problem: str) -> list[tuple[str, str]]:
    """Sentences for the summary, each with the field to go to; an empty one where there is no field."""
    found = [("", problem)] if problem else []
    if not form.is_bound:
        return found
    places = {"interval": "id_interval_0", "tribute": "id_tribute_0"}
    hidden = {"token", "reason", "source", "back", "appeal", "currency", "__all__"}
    for field in (*form.fields, "__all__"):
        place = "" if field in hidden else places.get(field, f"id_{field}")
        found.extend((place, str(sentence)) for sentence in form.errors.get(field, []))
    return found


def _how_many(number: int) -> str:
    words = {
        1: _("One thing needs your attention"),
        2: _("Two things need your attention"),
        3: _("Three things need your attention"),
    }
    return words.get(number) or _("%(number)s things need your attention") % {"number": number}


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
    if paid or donation.promised_at <= timezone.now() - FRESH:
        return amount_of(donation)
    return initial_of(donation)
