"""What somebody typed and did not save, beside the saved copy or another such text, for them alone."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.admin.article_autosave import where
from articles.copies import Copy
from articles.editing import autosaving
from articles.editing.comparing import compare
from articles.editing.copying import copy_of
from articles.forms.merging import typed_copy
from articles.models import Article, Autosave
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff


@dataclass(frozen=True)
class TwoTexts:
    """What each column is called; in the place of the choice of two versions."""

    before: str
    after: str

    def name(self, side: str) -> str:
        return side


def addresses(desk: DeskAdmin[Article]) -> list[URLPattern]:
    return [desk.own_page("<int:pk>/autosave/compare/", compare_view, "compare_typed")]


def compare_view(desk: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """`?typed=` and, if it is not the saved copy that it is compared with, `?with=`: keys of such texts."""
    article, person = desk.row(request, pk), staff(request)
    row = autosaving.kept_as(person, article, request.GET.get("typed", ""))
    other = autosaving.kept_as(person, article, request.GET.get("with", ""))
    if row is None:
        messages.info(request, _("That text is no longer there: it was saved, or thrown away long ago."))
        return redirect(article.get_desk_url())
    before = _said(desk, request, other, pk) if other else copy_of(article)
    in_one = request.GET.get("view") == "one"
    told = {
        **desk.frame(request, article, str(article)),
        "choice": TwoTexts(
            _("Your text of %(at)s") % {"at": _moment(other.saved_at)}
            if other
            else _("Saved copy, %(at)s") % {"at": _moment(article.saved_at)},
            _("Your text of %(at)s") % {"at": _moment(row.saved_at)},
        ),
        "found": compare(before, _said(desk, request, row, pk)),
        "in_one": in_one,
        "row": row,
        "other": other,
        "go_on": where(row),
    }
    return render(request, "admin/articles/article/compare_typed.html", told)


def _said(desk: Any, request: HttpRequest, row: Autosave, pk: int) -> Copy:
    """The form writes what was typed into the story it is given, so each text has one of its own."""
    form, lists = desk.as_sent(request, row, desk.get_queryset(request).get(pk=pk))
    return typed_copy(form, lists)


def _moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "j F, H:i:s")
