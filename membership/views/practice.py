"""The page that a payment provider would show, for the demo: you choose what becomes of the gift."""

from contextlib import suppress
from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from membership import giving
from membership.models import Donation, Payment, Status, StatusReport
from membership.providers.base import Declined
from membership.providers.practice import OUTCOMES, Outcome, Practice
from membership.views.answers import SeeOther, page
from newsroom.methods import takes
from newsroom.visitors import from_our_own_page

_FIRST = [
    ("succeeds", _("The payment succeeds")),
    ("declined", _("The card is declined")),
    ("confirm", _("The bank asks the donor to confirm")),
    ("processing", _("A bank debit is on its way")),
    ("expires", _("The donor leaves the page open until it closes")),
    ("cancelled", _("The donor turns back")),
]
_CONFIRM = [("succeeds", _("Yes, it is me")), ("declined", _("No, this is not me"))]
_ON_ITS_WAY = [("arrives", _("The bank debit arrives")), ("fails", _("The bank debit comes back"))]
_NEXT_TIME = [
    ("renews", _("The next payment succeeds")),
    ("renewal-fails", _("The next payment fails")),
    ("ends", _("The provider gives up, and the gift ends")),
]
_OVERDUE = [
    ("recovers", _("The payment is mended")),
    ("renewal-fails", _("It fails again")),
    ("ends", _("The provider gives up, and the gift ends")),
]
_PAID = [
    ("refunded", _("The payment is given back at the provider")),
    ("disputed", _("The donor’s bank takes it back")),
]
_DISPUTED = [("dispute-won", _("The dispute is won"))]
#: After these the donor is led back to their own page, as from a provider's.
_LEADS_BACK = {"succeeds", "declined", "processing", "arrives", "fails", "expires"}


# No cookie, so no csrftoken: the address cannot be guessed, and the browser says where the POST comes from.
@csrf_exempt
@takes("GET", "HEAD", "POST")
def practice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    donation = get_object_or_404(Donation.objects.with_summary(), public_id=public_id, provider=Practice.slug)
    outcome = request.POST.get("outcome") if from_our_own_page(request) else None
    if outcome == "cancelled":
        return SeeOther(f"{reverse('membership:give')}?again={donation.public_id}")
    if outcome == "confirm":
        return SeeOther(f"{request.path}?ask=bank")
    if outcome in OUTCOMES:
        # What cannot happen any more, such as a second click, changes nothing.
        with suppress(Declined):
            giving.practise(donation, cast("Outcome", outcome))
        return SeeOther(donation.get_absolute_url() if outcome in _LEADS_BACK else request.path)
    asked = request.GET.get("ask") == "bank" and not donation.summary.payments
    told = {"donation": donation, "asked": asked, "choices": _CONFIRM if asked else _choices(donation)}
    return page(request, "membership/practice.html", told)


def _choices(donation: Donation) -> list[tuple[str, object]]:
    """What may happen to the gift as it stands now."""
    if donation.status == Status.PROCESSING:
        return [*_ON_ITS_WAY]
    if not donation.summary.payments:
        return [*_FIRST]
    found: list[tuple[str, object]] = []
    if donation.repeats and donation.summary.state != StatusReport.State.ENDED:
        found += _OVERDUE if donation.summary.state == StatusReport.State.PAST_DUE else _NEXT_TIME
    lines = donation.payments.order_by("at", "pk")
    won = {line.reference for line in lines if line.kind == Payment.Kind.REINSTATED}
    disputed = [line for line in lines if line.kind == Payment.Kind.DISPUTE and line.reference not in won]
    if disputed:
        return [*found, *_DISPUTED]
    return [*found, *(_PAID if donation.summary.ledger_minor > 0 else [])]
