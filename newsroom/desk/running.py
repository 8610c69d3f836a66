"""The desk's page “How it runs”: what is not as it should be, and the jobs that failed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from newsroom import jobs
from newsroom.condition import PARTS, condition
from newsroom.desk import pages
from newsroom.models import User

#: Failed jobs that are shown, the newest first.
MOST = 50


def page(request: HttpRequest, user: User) -> HttpResponse:
    """GET shows it; POST with `again` or `aside` and the identity of a failed job says what becomes of it."""
    if request.method == "POST":
        _steer(request, user)
        return HttpResponseRedirect(reverse("admin:running"))
    found = condition()
    return pages.answer(
        request,
        "newsroom/running",
        title=_("How it runs"),
        found=found,
        rounds=[(PARTS[name], silent) for name, silent in found.silent.items()],
        room=found.room // 1024**2,
        failed=DBTaskResult.objects.failed().order_by("-finished_at")[:MOST],
    )


def _steer(request: HttpRequest, user: User) -> None:
    again, aside = request.POST.get("again", ""), request.POST.get("aside", "")
    try:
        job = UUID(again or aside)
    except ValueError:
        done = False
    else:
        done = jobs.try_again(job, user) if again else jobs.set_aside(job, user)
    if not done:
        messages.warning(request, _("That job is no longer among the failed ones."))
    elif again:
        messages.success(request, _("The job is in the queue again."))
    else:
        messages.success(request, _("The job is set aside."))
