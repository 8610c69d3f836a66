"""The page “Papers of the year”: receipts or statements for all donors at once, and who got none and why."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from membership.forms.years import YearForm
from membership.members.audit import look
from membership.models import YearAnswer, YearRun
from membership.receipts import Refused, all_donors
from newsroom.desk import pages
from newsroom.models import User
from newsroom.row_numbers import row_number

#: Runs on the page; donors on a page of one run.
RUNS, ROWS = 20, 100


@pages.page("membership/years/", "membership_years", "membership.void_receipt")
def page(request: HttpRequest, user: User) -> HttpResponse:
    """GET shows the runs, or with `run=7` one of them; POST begins one, or stops or goes on with it."""
    if request.method == "POST":
        return _change(request, user)
    if run := row_number(request.GET.get("run", "")):
        return _one(request, user, get_object_or_404(YearRun, pk=run))
    return _all(request, YearForm(initial={"rehearsal": True}))


def _change(request: HttpRequest, user: User) -> HttpResponse:
    if held := row_number(request.POST.get("hold", "")):
        run = get_object_or_404(YearRun, pk=held)
        all_donors.hold(run, user)
        return _to(run)
    form = YearForm(request.POST)
    if not form.is_valid():
        return _all(request, form)
    try:
        run = all_donors.begin(**form.asked(), by=user)
    except Refused as error:
        form.add_error("year", str(error))
        return _all(request, form)
    messages.success(request, _("It runs in the background. This page says how far it is."))
    return _to(run)


def _to(run: YearRun) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('admin:membership_years')}?run={run.pk}")


def _all(request: HttpRequest, form: YearForm) -> HttpResponse:
    runs = YearRun.objects.select_related("by")[:RUNS]
    return pages.answer(request, "membership/years/list", title=_("Papers of the year"), form=form, runs=runs)


def _one(request: HttpRequest, user: User, run: YearRun) -> HttpResponse:
    counted = dict(run.answers.order_by().values_list("result").annotate(Count("pk")))
    asked = request.GET.get("result", "")
    chosen = asked if asked in YearAnswer.Result.values else ""
    answers = run.answers.select_related("member", "receipt").order_by("member")
    answers = answers.filter(result=chosen) if chosen else answers.filter(result__in=all_donors.NO_PAPER)
    rows = Paginator(answers, ROWS).get_page(request.GET.get("p"))
    look(user, "members", how=f"year {run.year}", rows=len(rows))
    return pages.answer(
        request,
        "membership/years/one",
        title=f"{run.get_what_display()}, {run.year}",
        run=run,
        results=[(one, counted[one.value]) for one in YearAnswer.Result if one.value in counted],
        none=sum(counted.get(one.value, 0) for one in all_donors.NO_PAPER),
        chosen=chosen,
        rows=rows,
        asked=f"run={run.pk}&result={chosen}&",
    )
