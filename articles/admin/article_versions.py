"""What is done with the versions of a story: an old one comes back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern
from django.utils.translation import gettext as _

from articles.editing.restoring import restore
from articles.forms.acting import RestoreForm
from articles.models import Article, Version
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff

Stories = DeskAdmin[Article]


def addresses(desk: Stories) -> list[URLPattern]:
    return [desk.own_page("<int:pk>/version/<int:number>/restore/", restore_view, "restore")]


def beside(desk: Stories, request: HttpRequest, article: Article) -> dict[str, Any]:
    """What this person may do beside a comparison of its versions."""
    user = staff(request)
    return {
        "may_restore": desk.has_change_permission(request, article),
        "may_publish": user.has_perm("articles.publish_article"),
        "may_correct": user.has_perm("articles.add_correction"),
        "of_story": True,
    }


def restore_view(desk: Stories, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """GET asks why; POST makes the desk copy what it was in that version."""
    article = desk.row(request, pk)
    version = get_object_or_404(Version.objects.select_related("made_by"), article=article, number=number)
    newest = article.versions.defer("snapshot").order_by("-number")[0]
    form = RestoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = restore(article, version, by=staff(request), reason=form.cleaned_data["reason"])
        told = {"old": version, "new": done.version, "before": done.before}
        if done.version == done.before:
            messages.warning(request, _("The desk copy says what %(old)s says. Nothing was changed.") % told)
        else:
            said = _("The desk copy is %(old)s again, as %(new)s. What stood there before is %(before)s.")
            messages.success(request, said % told)
        for name in done.left_out:
            messages.warning(request, _("Left out, as it is no longer here: %(name)s") % {"name": name})
        return redirect(article.get_desk_url())
    context = {"form": form, "version": version, "newest": newest, "next_number": newest.number + 1}
    title = _("Restore %(version)s of “%(headline)s”") % {"version": version, "headline": article}
    return desk.act_page(request, article, "restore", title, context, bad=form.is_bound)
