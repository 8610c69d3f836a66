"""One gift of a member's: change it, pause it, stop it. Two clicks, and nobody is talked round."""

from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from membership import giving, providers
from membership.forms.member import OwnAmountForm, OwnDayForm, OwnPauseForm
from membership.giving import debits
from membership.models import Donation, MemberSession, Payment, Status, StatusReport
from membership.providers.base import ProviderError
from membership.views.answers import SeeOther
from membership.views.me_frame import gift_done, me_page, signed_in
from newsroom.methods import takes

ACTS = {"amount", "day", "pause", "skip", "resume", "stop", "card"}


@signed_in
def my_gift(request: HttpRequest, session: MemberSession, public_id: UUID) -> HttpResponse:
    return _show(request, session, _own(session, public_id))


@signed_in
@takes("GET", "HEAD", "POST")
def my_gift_do(request: HttpRequest, session: MemberSession, public_id: UUID, what: str) -> HttpResponse:
    """POST does it. GET asks once more where it is about to stop, and leads back to the gift otherwise."""
    donation = _own(session, public_id)
    if what not in ACTS:
        raise Http404
    here = reverse("membership:my_gift", args=[donation.public_id])
    if request.method != "POST":
        stoppable = what == "stop" and donation.runs
        return me_page(request, session, "stop", {"donation": donation}) if stoppable else SeeOther(here)
    form = _form(what, donation, request)
    typed = {what: form} if form is not None else None
    if form is not None and not form.is_valid():
        return _show(request, session, donation, forms=typed, status=422)
    try:
        if what == "card":
            return SeeOther(_card_page(donation))
        actor = giving.Actor(donor=session.member_id)
        giving.steer(donation, what, actor, form.cleaned_data if form else {})
    except giving.Refused as error:
        return _show(request, session, donation, problem=str(error), forms=typed, status=422)
    except ProviderError as error:
        return _show(request, session, donation, problem=str(error), forms=typed, status=503)
    return SeeOther(f"{here}?done={what}")


def _own(session: MemberSession, public_id: UUID) -> Donation:
    """Looked up among the member's own: somebody else's is not there."""
    return get_object_or_404(
        Donation.objects.with_summary().filter(member__in=session.member.rows()), public_id=public_id
    )


def _show(
    request: HttpRequest,
    session: MemberSession,
    donation: Donation,
    *,
    problem: str = "",
    forms: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    prefetch_related_objects([donation], "payments", "status_reports")
    latest = donation.latest_report
    steered = donation.runs
    running = steered and donation.status != Status.PAUSED
    told = {
        "amount": OwnAmountForm(donation),
        "day": OwnDayForm(donation),
        "pause": OwnPauseForm(),
        **(forms or {}),
    }
    return me_page(
        request,
        session,
        "gift",
        {
            "donation": donation,
            "latest_report": latest,
            "known_by": debits.known_by(latest) if latest and donation.status == Status.PROCESSING else None,
            "steered": steered,
            "running": running,
            "next": giving.next_due(donation) if running else None,
            "card_page": steered and bool(_customer(donation)) and _has_portal(donation),
            "lines": donation.payments.all(),
            "form": told["amount"],
            "dating": told["day"],
            "begun": any(line.kind == Payment.Kind.PAYMENT for line in donation.payments.all()),
            "pausing": told["pause"],
            "problem": problem,
            "done": _done(request.GET.get("done", ""), donation),
        },
        status=status,
    )


def _done(what: str, donation: Donation) -> str:
    """What the address says has been done, if the gift agrees."""
    runs, paused = donation.runs, donation.summary.state == StatusReport.State.PAUSED
    going = runs and not paused
    so = {"stop": not runs, "pause": paused, "skip": paused, "resume": going, "amount": runs, "day": going}
    return gift_done()[what] if donation.repeats and so.get(what) else ""


def _form(
    what: str, donation: Donation, request: HttpRequest
) -> OwnAmountForm | OwnDayForm | OwnPauseForm | None:
    if what in {"amount", "day"}:
        return (OwnAmountForm if what == "amount" else OwnDayForm)(donation, request.POST)
    return OwnPauseForm(request.POST) if what == "pause" else None


def _card_page(donation: Donation) -> str:
    """The provider's own page: a card never comes to us."""
    customer = _customer(donation)
    if not customer or not _has_portal(donation):
        raise Http404
    back = reverse("membership:my_gift", args=[donation.public_id])
    return providers.by_slug(donation.provider).portal_url(customer, back)


def _customer(donation: Donation) -> str:
    return next((told.customer for told in donation.status_reports.all() if told.customer), "")


def _has_portal(donation: Donation) -> bool:
    return donation.provider in providers.REGISTRY and providers.by_slug(donation.provider).caps().portal
