"""The membership page: the form, and what becomes of it."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from membership import giving, providers
from membership.asking import membership_page
from membership.forms.gift import OTHER, GiftForm, new_token
from membership.models import Donation, Interval, Preset
from membership.money import SIGNS
from membership.paths import same_site_path
from membership.providers.base import ProviderError
from membership.views.answers import SeeOther, from_our_own_page, page, sent_from

log = logging.getLogger(__name__)


# Reader pages set no cookie, so there is no csrftoken to compare and no session to ride on. The POST is
# guarded by the signed form token and by where the browser says that it comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    asking = membership_page(request)
    if request.method != "POST":
        return _form(request, GiftForm(presets=asking.presets, initial=_asked_for(request, asking.presets)))
    form = GiftForm(request.POST, presets=asking.presets)
    if not from_our_own_page(request):
        return _form(request, form, problem=_("Please send the form from this page."), status=403)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        donation = giving.start(form.wish(), address=sent_from(request))
    except giving.TooMany as error:
        return _form(request, form, problem=str(error), status=429)
    except giving.Refused as error:
        return _form(request, form, problem=str(error), status=422)
    except ProviderError as error:
        log.exception("A gift could not be begun")
        return _form(request, form, problem=str(error), status=503)
    return SeeOther(donation.next_url)


def _form(request: HttpRequest, form: GiftForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    asking = membership_page(request)
    token = form["token"].value() or ""
    if not form.is_bound or ("token" in form.errors and not form.has_error("token", code="fast")):
        token = new_token()
    problems = _problems(form, problem)
    chosen = form["amount"].value() or ""
    if chosen not in {preset.amount.figure for preset in form.presets}:
        chosen = OTHER if form["own"].value() else ""
    return page(
        request,
        "membership/give.html",
        {
            "asking": asking,
            "form": form,
            "token": token,
            "chosen": chosen,
            "problems": problems,
            "problems_head": _how_many(len(problems)),
            "back": same_site_path(str(form["back"].value() or "")),
            "sign": SIGNS.get(form.currency, form.currency),
            "hosted": providers.chosen().caps().hosted,
            "practice": not providers.chosen().caps().live,
        },
        status=status,
        private=form.is_bound or bool(form["email"].value()),
    )


def _problems(form: GiftForm, problem: str) -> list[tuple[str, str]]:
    """Sentences for the summary, each with the field to go to; an empty one where there is no field."""
    found = [("", problem)] if problem else []
    if not form.is_bound:
        return found
    places = {"interval": "id_interval_0", "own": "id_own"}
    hidden = {"token", "reason", "source", "back", "__all__"}
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


def _asked_for(request: HttpRequest, presets: list[Preset]) -> dict[str, Any]:
    """What the link that brought the reader here has chosen already. Nonsense in it is left out."""
    asked = request.GET
    if again := _gift_again(asked.get("again", ""), presets):
        return again
    wanted = asked.get("amount", "").strip()[:20]
    preset = next((preset for preset in presets if preset.amount.figure == wanted), None)
    return {
        "interval": asked.get("interval") if asked.get("interval") in Interval.values else Interval.MONTHLY,
        "amount": wanted if preset else "",
        "own": "" if preset or not wanted[:1].isdecimal() else wanted,
        "source": asked.get("from", "")[:40],
        "back": same_site_path(asked.get("back", "")),
    }


def _gift_again(public_id: str, presets: list[Preset]) -> dict[str, Any]:
    """A gift that was not completed, to be changed or tried again. Whoever has its address may see it."""
    try:
        donation = Donation.objects.filter(public_id=public_id, currency=settings.MEMBERSHIP_CURRENCY).first()
    except (ValidationError, ValueError):
        return {}
    if not public_id or donation is None:
        return {}
    offered = donation.amount in [preset.amount for preset in presets]
    return {
        "interval": donation.interval,
        "amount": donation.amount.figure if offered else "",
        "own": "" if offered else donation.amount.figure,
        "name": donation.name,
        "receipt_name": donation.receipt_name,
        "email": donation.email,
        "source": donation.source,
        "back": donation.back,
    }
