"""The form before anything is sent: plain, filled in by a link, or with a gift that was not completed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import get_language

from membership import providers
from membership.forms.gift_form.filled import amount_of, initial_of, with_amount
from membership.forms.gift_form.form import GiftForm
from membership.forms.gift_form.offer import Offer
from membership.forms.gift_form.token import new_token
from membership.models import Appeal, Donation, Payment, Status
from membership.models.appeal import named
from membership.paths import same_site_path
from membership.providers import PLEDGE
from membership.views.answers import SeeOther
from membership.views.give.offered import offered
from membership.views.give.showing import show
from membership.views.naming_donors import names_its_donor
from newsroom.pagestore import hold

#: Where the token goes in a form that is held; no text of the desk has this sign.
MARK = "\x00"


def plain_form(request: HttpRequest) -> HttpResponse:
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
    offer = offered(request, asked)
    same = again is not None and again.currency == offer.currency
    initial = _once_more(again) if again and same else _asked_for(asked, offer)
    form = GiftForm(initial=with_amount(initial, initial["net"], offer), offer=offer)
    # Back from the provider's page, or trying a declined gift again.
    unpaid = again and again.provider != PLEDGE and again.status in {Status.PROMISED, Status.FAILED}
    return show(request, form, unpaid=again if unpaid else None, **more)


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
