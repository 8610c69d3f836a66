"""The page that a payment provider would show, for the demo: you choose what becomes of the gift."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from membership import giving
from membership.models import Donation
from membership.providers.practice import Outcome, Practice
from membership.views.answers import SeeOther, from_our_own_page, page


# No cookie, so no csrftoken: the address cannot be guessed, and the browser says where the POST comes from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    donation = get_object_or_404(Donation, public_id=public_id, provider=Practice.slug)
    outcome = request.POST.get("outcome") if from_our_own_page(request) else None
    if outcome == "cancelled":
        return SeeOther(f"{reverse('membership:give')}?again={donation.public_id}")
    if outcome in {"succeeds", "declined"}:
        told = Practice().play(cast("Outcome", outcome), donation=donation.public_id, amount=donation.amount)
        giving.apply(told)
        return SeeOther(donation.get_absolute_url())
    return page(request, "membership/practice.html", {"donation": donation})
