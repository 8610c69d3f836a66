"""The page “Months”: the proof that all books agree, the months that are closed, and the one that is next."""

import re
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.books import closing
from membership.members.audit import look
from membership.models import MonthClose
from membership.money import Money, locales
from membership.tables import csv_cells
from newsroom.desk import pages
from newsroom.models import User

COLUMNS = {
    "payments": gettext_lazy("Payments"),
    "refunds": gettext_lazy("Given back"),
    "disputes": gettext_lazy("Disputed"),
    "reinstated": gettext_lazy("Won back"),
    "fees": gettext_lazy("Charges"),
    "net": gettext_lazy("Net"),
}


@pages.page("membership/months/", "membership_months", "membership.view_monthclose")
def page(request: HttpRequest, user: User) -> HttpResponseBase:
    """GET shows the months, or with `export=2026-10` answers that month as CSV; POST (`month`) closes it."""
    if request.method == "POST":
        return _close(request, user)
    if wanted := request.GET.get("export", ""):
        return _file(_month(wanted), user)
    return _shown(request, user)


def _close(request: HttpRequest, user: User) -> HttpResponse:
    closing.require_close(user)
    try:
        made = closing.close(_month(request.POST.get("month", "")), user)
    except Http404:
        return _shown(request, user, problem=_("Choose a month, such as 2026-10."))
    except closing.Refused as error:
        return _shown(request, user, problem=str(error))
    messages.success(request, _("%(month)s is closed and sealed.") % {"month": locales.month(made.month)})
    return HttpResponseRedirect(reverse("admin:membership_months"))


def _file(month: date, user: User) -> StreamingHttpResponse:
    look(user, "export", how=f"month {month:%Y-%m}", rows=closing.lines_of(month).count())
    return StreamingHttpResponse(
        csv_cells.written(closing.export(month)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="month-{month:%Y-%m}.csv"'},
    )


def _shown(request: HttpRequest, user: User, *, problem: str = "") -> HttpResponse:
    closed = list(MonthClose.objects.select_related("closed_by"))
    coming = closing.coming(closed)
    return pages.answer(
        request,
        "membership/months",
        title=_("Months"),
        proofs=closing.last_proof(anew="anew" in request.GET),
        next=coming,
        totals=_rows(coming.totals) if coming else [],
        closed=[(made, _rows(made.totals)) for made in closed],
        broken=closing.last_check(closed),
        columns=COLUMNS.values(),
        may_close=user.has_perm("membership.close_books"),
        problem=problem,
    )


def _rows(totals: closing.Totals) -> list[dict[str, Any]]:
    return [
        {
            "currency": currency,
            "figures": [(told, Money(side[name], currency).exact) for name, told in COLUMNS.items()],
            "lines": side["lines"],
            "late": side["late"],
        }
        for currency, side in totals.items()
    ]


def _month(text: str) -> date:
    found = re.fullmatch(r"(20\d{2})-(0[1-9]|1[0-2])", text)
    if found is None:
        raise Http404
    return date(int(found[1]), int(found[2]), 1)
