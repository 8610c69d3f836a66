"""What is done to a saved story: publish, schedule, withdraw. Each is a POST of its own.

A GET of the publish page lists what stands in the way, so that all of it works without scripts; story.js
shows the same page in a dialog.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import publishing
from articles.admin.article_readers import what_readers_have
from articles.editing.comparing import is_substantive
from articles.forms.acting import PublishForm, RescheduleForm, WithdrawForm
from articles.models import Article, Edition
from articles.publishing.problems import Verdict, verdict_of
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff

Stories = DeskAdmin[Article]


def addresses(desk: Stories) -> list[URLPattern]:
    """Below a story, one for each thing that can be done to it."""
    return [
        desk.own_page("<int:pk>/publish/", publish_view, "publish"),
        desk.own_page("<int:pk>/schedule/", publish_view, "schedule", when=PublishForm.LATER),
        desk.own_page("<int:pk>/reschedule/", reschedule_view, "reschedule"),
        desk.own_page("<int:pk>/withdraw/", withdraw_view, "withdraw"),
        desk.own_page("<int:pk>/cancel/", cancel_view, "cancel"),
    ]


def publish_view(desk: Stories, request: HttpRequest, pk: int, when: str = PublishForm.NOW) -> HttpResponse:
    article = desk.row(request, pk)
    publishing.require_publish(staff(request))
    # The end of the embargo is the moment that is meant, most of the time.
    ends = article.embargo if article.embargo and article.embargo > timezone.now() else None
    offered = {
        "when": when,
        "at": ends,
        "revision": article.revision,
        "substantive": _is_substantive(request, article),
    }
    form = PublishForm(request.POST or None, initial=offered)
    if _done(request, form, publishing.publish, article):
        return redirect(article.get_desk_url())
    offered_at = ends if when == PublishForm.LATER else None
    at = form.cleaned_data.get("at") if form.is_bound else offered_at
    return _ask_to_publish(desk, request, article, form, verdict_of(article, at=at, by=staff(request)))


def _is_substantive(request: HttpRequest, article: Article) -> bool:
    """As it was ticked beside the comparison; else whether the text has other words than readers have."""
    ticked = request.GET.get("substantive")
    if ticked is not None or request.method == "POST":
        return ticked == "1"
    live = article.editions.readable().select_related("version").first()
    newest = article.versions.order_by("-number").first()
    return live is not None and newest is not None and is_substantive(live.version.copy, newest.copy)


def reschedule_view(desk: Stories, request: HttpRequest, pk: int) -> HttpResponse:
    """Another copy for the moment that is scheduled: one button, and a reason if there are warnings."""
    article = desk.row(request, pk)
    publishing.require_publish(staff(request))
    coming = what_readers_have(article)["scheduled"]
    if coming is None:
        messages.warning(request, _("Nothing is scheduled any more. Nothing was changed."))
        return redirect(article.get_desk_url())
    form = RescheduleForm(request.POST or None)
    if _done(request, form, publishing.schedule_instead, article):
        return redirect(article.get_desk_url())
    if "override" not in request.POST and not form.errors.get(NON_FIELD_ERRORS):
        # The button brings no reason; the one that was given for the older copy is offered.
        form = RescheduleForm(initial={"revision": article.revision, "override": coming.override})
    verdict = verdict_of(article, at=coming.live_from, by=staff(request))
    return _ask_to_publish(desk, request, article, form, verdict)


def _ask_to_publish(
    desk: Stories, request: HttpRequest, article: Article, form: RescheduleForm, verdict: Verdict
) -> HttpResponse:
    context = {
        "form": form,
        "blocking": verdict.blocking,
        "warnings": verdict.warnings,
        "hints": verdict.hints,
        "passed": verdict.passed,
        "looked_at": timezone.now(),
        # An embargo stands in the way of now, not of a later minute.
        "stuck": any(problem.code != "embargo" for problem in verdict.blocking),
        "newest": article.versions.order_by("-number").values_list("number", flat=True).first(),
    }
    title = "reschedule"
    if isinstance(form, PublishForm):
        title = "schedule" if form["when"].value() == PublishForm.LATER else "publish"
    return _story_page(desk, request, article, "publish", context, title=title, bad=form.is_bound)


def withdraw_view(desk: Stories, request: HttpRequest, pk: int) -> HttpResponse:
    article = desk.row(request, pk)
    publishing.require_publish(staff(request))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        scheduled = what_readers_have(article)["scheduled"]
        if publishing.withdraw(article, by=staff(request), reason=form.cleaned_data["reason"]):
            messages.success(request, _("Withdrawn. Readers who come for the story are told why."))
        elif scheduled:
            messages.success(request, _("The schedule is cancelled. Readers never had the story."))
        else:
            messages.warning(request, _("Readers do not have this story. Nothing was changed."))
        return redirect(article.get_desk_url())
    return _story_page(desk, request, article, "withdraw", {"form": form}, bad=form.is_bound)


def cancel_view(desk: Stories, request: HttpRequest, pk: int) -> HttpResponse:
    article = desk.row(request, pk)
    publishing.require_publish(staff(request))
    if request.method == "POST":
        if publishing.cancel_schedule(article, by=staff(request)):
            messages.success(request, _("The schedule is cancelled. What readers have now stays."))
        else:
            messages.warning(request, _("Nothing is scheduled any more. Nothing was changed."))
        return redirect(article.get_desk_url())
    return _story_page(desk, request, article, "cancel", {})


def _story_page(
    desk: Stories,
    request: HttpRequest,
    article: Article,
    name: str,
    context: dict[str, Any],
    *,
    title: str = "",
    bad: bool = False,
) -> HttpResponse:
    titles = {
        "reschedule": _("Schedule “%(headline)s” as it is saved now"),
        "publish": _("Publish “%(headline)s”"),
        "schedule": _("Schedule “%(headline)s”"),
        "withdraw": _("Withdraw “%(headline)s”"),
        "cancel": _("Cancel the schedule of “%(headline)s”"),
    }
    said = titles[title or name] % {"headline": article}
    return desk.act_page(request, article, name, said, what_readers_have(article) | context, bad=bad)


def _done(request: HttpRequest, form: RescheduleForm, verb: Callable[..., Edition], article: Article) -> bool:
    """Do what the form says, and tell of it; if it cannot be done, the form says why at its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        edition = verb(article, by=staff(request), **form.said)
    except publishing.NotReady as refusal:
        if any(problem.blocking for problem in refusal.problems):
            form.add_error(None, _("Nothing was published: something still stands in the way."))
        else:
            form.add_error("override", _("Say why the story goes out with these warnings."))
        return False
    except publishing.PublishingRefused as refusal:
        form.add_error("at" if form.said.get("at") else None, str(refusal))
        return False
    if edition.live_from > timezone.now():
        at = date_format(timezone.localtime(edition.live_from), "j F Y, H:i")
        messages.success(request, _("Scheduled. Readers get the story on %(at)s.") % {"at": at})
    else:
        messages.success(request, _("Published. Readers have the story now."))
    return True
