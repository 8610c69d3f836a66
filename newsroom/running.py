"""The desk's page “How it runs”: what is not as it should be, and the jobs that failed."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from newsroom import jobs
from newsroom.condition import PARTS, condition
from newsroom.models import User

#: Failed jobs that are shown, the newest first.
MOST = 50


def page(request: HttpRequest) -> HttpResponse:
    """GET shows it; POST with `again` or `aside` and the identity of a failed job says what becomes of it."""
    user = cast("User", request.user)
    if not user.has_perm(jobs.STEER):
        raise PermissionDenied
    if request.method == "POST":
        _steer(request, user)
        return HttpResponseRedirect(reverse("admin:running"))
    found = condition()
    context = {
        **admin.site.each_context(request),
        "title": _("How it runs"),
        "found": found,
        "rounds": [(PARTS[name], silent) for name, silent in found.silent.items()],
        "room": found.room // 1024**2,
        "failed": DBTaskResult.objects.failed().order_by("-finished_at")[:MOST],
    }
    return TemplateResponse(request, "admin/newsroom/running.html", context)


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
