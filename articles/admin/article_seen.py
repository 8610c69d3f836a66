"""What readers saw of a story at any minute: date and time in, out the page as it stood, or a sealed file."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.forms.moments import ExportForm, MomentForm
from articles.models import Article
from articles.publishing.seen import export, may_export, require_export, seen
from articles.publishing.seen.page import Seen
from articles.views.seen import seen_page
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff

Stories = DeskAdmin[Article]


def addresses(desk: Stories) -> list[URLPattern]:
    return [
        desk.own_page("<int:pk>/seen/", seen_view, "seen"),
        desk.own_page("<int:pk>/seen/page/", page_view, "seen_page"),
        desk.own_page("<int:pk>/seen/export/", export_view, "seen_export", post=True),
    ]


@dataclass(frozen=True)
class Asked:
    """What was asked for, and what was found of it; both forms as they were sent."""

    moment: MomentForm
    export: ExportForm
    found: Seen | None = None


def seen_view(desk: Stories, request: HttpRequest, pk: int) -> HttpResponse:
    """GET `?at=2026-03-24T21:14:07`, and `which` of two equal ones; without it, the form alone."""
    article = desk.row(request, pk, view=True)
    form = MomentForm(request.GET if "at" in request.GET else None)
    found = seen(article, form.cleaned_data["moment"]) if form.is_bound and form.is_valid() else None
    return _shown(desk, request, article, Asked(form, ExportForm(), found))


def _shown(desk: Stories, request: HttpRequest, article: Article, asked: Asked) -> HttpResponse:
    found = asked.found
    context: dict[str, Any] = {
        **desk.frame(request, article, _("What readers saw of “%(headline)s”") % {"headline": article}),
        "form": asked.moment,
        "found": found,
        # With its offset, so that it means one moment.
        "exact": timezone.localtime(found.moment).isoformat() if found else "",
        "asked": asked.export,
        "may_export": may_export(staff(request)),
        "editions": article.editions.select_related("version").defer(
            "parts", "search_text", "version__snapshot"
        ),
        "exports": article.exports.select_related("made_by"),
    }
    bad = asked.moment.errors or asked.export.errors
    return render(request, "admin/articles/article/seen.html", context, status=422 if bad else 200)


def page_view(desk: Stories, request: HttpRequest, pk: int) -> HttpResponse:
    """The page alone, as it stood at `at`."""
    article, form = desk.row(request, pk, view=True), MomentForm(request.GET)
    if not form.is_valid():
        return redirect("admin:articles_article_seen", pk)
    found = seen(article, form.cleaned_data["moment"])
    if found.page is None:
        raise Http404
    return seen_page(request, found, found.page)


def export_view(desk: Stories, request: HttpRequest, pk: int) -> HttpResponse:
    """The sealed file, and a line on record."""
    article = desk.row(request, pk, view=True)
    require_export(staff(request))
    moment, asked = MomentForm(request.POST), ExportForm(request.POST)
    if not moment.is_valid():
        return redirect("admin:articles_article_seen", pk)
    found = seen(article, moment.cleaned_data["moment"])
    if found.page is None or not asked.is_valid():
        return _shown(desk, request, article, Asked(moment, asked, found))
    html = seen_page(request, found, found.page).content.decode()
    done = export(found, html, by=staff(request), reason=asked.cleaned_data["reason"])
    path = found.page.card.path.strip("/").replace("/", "-")
    name = f"{path}-{timezone.localtime(found.moment):%Y%m%d-%H%M%S%z}.zip"
    return HttpResponse(
        done.file,
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-File-SHA256": done.record.sha256,
            "Cache-Control": "private, no-store",
        },
    )
