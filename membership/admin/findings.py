"""The page “Needs a hand”: what is open, and the ways to settle each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from membership import findings, giving
from membership.findings import Finding
from membership.looking import look
from membership.models import Resolution
from membership.providers.base import ProviderError, for_staff
from newsroom import desk_pages
from newsroom.models import User

#: What the page calls what was decided, in the order in which it was; the rest stands in its own table.
LATEST = 10


@desk_pages.page("membership/findings/", "membership_findings", "membership.view_donation")
def page(request: HttpRequest, user: User) -> HttpResponse:
    """GET shows what is open; POST (`kind`, `about`, `how`, `note`) settles one."""
    if request.method != "POST":
        return _shown(request, user)
    asked = {name: request.POST.get(name, "")[:300] for name in ("kind", "about", "how", "note")}
    try:
        findings.resolve(asked["kind"], asked["about"], asked["how"], by=user, note=asked["note"])
    except (giving.Refused, ProviderError) as error:
        return _shown(request, user, asked=asked, problem=for_staff(error))
    messages.success(request, _("Settled. It stands in the books who decided it."))
    return HttpResponseRedirect(reverse("admin:membership_findings"))


def _shown(
    request: HttpRequest, user: User, *, asked: dict[str, str] | None = None, problem: str = ""
) -> HttpResponse:
    found = findings.findings(user)
    look(user, "findings", rows=len(found))
    return desk_pages.answer(
        request,
        "membership/findings",
        title=_("Needs a hand"),
        rows=[(one, _gift_url(one), one.kind in findings.MATTERS) for one in found],
        settled=[(row, *findings.decided(row)) for row in Resolution.objects.select_related("by")[:LATEST]],
        asked=asked or {},
        problem=problem,
    )


def _gift_url(finding: Finding) -> str:
    if finding.donation is None:
        return ""
    return reverse("admin:membership_donation_change", args=[finding.donation])
