"""A donor's own page: how to pay, thanks, or what went wrong, as the ledger has it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from membership.models import Donation, Payment, Status
from membership.views.answers import page

TEMPLATES = {
    Status.PROMISED: "membership/waiting.html",
    Status.PROCESSING: "membership/waiting.html",
    Status.FAILED: "membership/declined.html",
    Status.RECEIVED: "membership/thanks.html",
    Status.ACTIVE: "membership/thanks.html",
    Status.PAST_DUE: "membership/thanks.html",
    Status.PAUSED: "membership/thanks.html",
    Status.ENDED: "membership/thanks.html",
    Status.GIVEN_BACK: "membership/given_back.html",
}


@require_safe
def gift(request: HttpRequest, public_id: UUID) -> HttpResponse:
    donation = get_object_or_404(Donation.objects.with_standing(), public_id=public_id)
    template = TEMPLATES[donation.status]
    if donation.status == Status.PROMISED and donation.provider == "pledge":
        template = "membership/instructions.html"
    payment = donation.payments.filter(kind=Payment.Kind.PAYMENT).order_by("-at").first()
    return page(request, template, {"donation": donation, "payment": payment})
