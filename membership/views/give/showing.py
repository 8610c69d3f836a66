"""The form as a page, and the step that shows the sum."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from membership import periods
from membership.forms.gift_form.coins import coins
from membership.forms.gift_form.form import GiftForm
from membership.forms.gift_form.problems import how_many, problems_of
from membership.forms.gift_form.token import is_fast, new_token
from membership.forms.gift_form.where import where_it_goes
from membership.giving import pledge_instructions
from membership.models import Interval
from membership.paths import same_site_path
from membership.providers import PLEDGE
from membership.providers.practice import Practice
from membership.views.answers import page
from membership.views.give.offered import transfers_beside
from newsroom.imprint import current_imprint


def show(
    request: HttpRequest,
    form: GiftForm,
    *,
    problem: str = "",
    status: int = 200,
    prove: bool = False,
    pledge_instead: bool = False,
    **more: Any,
) -> HttpResponse:
    """`prove`: good faith has to be shown first; `pledge_instead`: the way by transfer is pointed out."""
    offer = form.offer
    caps = offer.provider.caps()
    token = form["token"].value() or ""
    if not token or "token" in form.errors:
        token = new_token()
    problems = problems_of(form, problem)
    # Whoever has to prove good faith because of others has made no mistake.
    blameless = prove and not is_fast(token)
    pledges = transfers_beside(request)
    return page(
        request,
        "membership/give.html",
        {
            "asking": offer.asking,
            "offer": offer,
            "form": form,
            "closed": not form.is_bound and pledge_instructions.closed(current_imprint(request)),
            "token": token,
            "problems": problems,
            "problems_head": _("One more step") if blameless else how_many(len(problems)),
            "blameless": blameless,
            "prove": prove,
            "pledge_instead": pledge_instead and pledges and not offer.through,
            "back": same_site_path(str(form["back"].value() or "")),
            "currencies": coins(offer),
            "other_way": ("card" if offer.through else PLEDGE) if pledges else "",
            "where": where_it_goes(offer.terms),
            "next": {each.value: periods.after(timezone.now(), each) for each in offer.intervals},
            "hosted": caps.hosted,
            "practice": not caps.live,
            "card_page": not caps.live and offer.provider.slug != Practice.slug,
            **more,
        },
        status=status,
        private=request.method == "POST" or bool(form["email"].value()),
    )


def show_sum(request: HttpRequest, form: GiftForm) -> HttpResponse:
    """The step between the form and the payment where the form could not show the sum; one press goes on."""
    along = (form.fields.keys() | {"answer", "code"}) - {"shown"}
    kept = [(name, text) for name, text in request.POST.items() if name in along]
    interval = Interval(form.cleaned_data["interval"])
    return page(
        request,
        "membership/confirm.html",
        {
            "form": form,
            "kept": [*kept, ("shown", form.said), ("through", form.offer.through)],
            "back": form.cleaned_data["back"],
            "interval": interval,
            "hosted": form.offer.provider.caps().hosted,
            "next_at": periods.after(timezone.now(), interval),
        },
    )
