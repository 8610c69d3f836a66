"""What is typed into a story form is kept on the way, and stands there again when the story is opened."""

from copy import copy
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.admin.versioned import VersionedAdmin
from articles.editing import autosaving
from articles.editing.autosaving import Became, Form, Late, TooLong
from articles.editing.copying import copy_of
from articles.editing.together import saves
from articles.editing.together.sharing import Place
from articles.forms.article import ON_DESK
from articles.forms.merging import typed_copy
from articles.forms.sent_again import sent_again, unchecked
from articles.models import Article, Autosave
from newsroom.desk.model_admin import DeskAdmin
from newsroom.staff import staff

#: Texts of one story that are looked at; each was typed in a tab of its own.
MOST = 5
#: What a page sends along that is no field of its form.
OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "form_key", "taken", "typed_by", "count"})


def addresses(desk: DeskAdmin[Article]) -> list[URLPattern]:
    return [
        desk.own_page("autosave/", autosave_view, "autosave_new", post=True),
        desk.own_page("<int:pk>/autosave/", autosave_view, "autosave", post=True),
        desk.own_page("autosave/throw/", throw_view, "throw_typed", post=True),
    ]


def autosave_view(desk: DeskAdmin[Article], request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """JSON: at what time it was kept, by our clock. Refused with 403, 404, 409 (typed by another), 413."""
    article = get_object_or_404(Article.objects.only("pk", "assigned_to", "saved_by"), pk=pk) if pk else None
    may = desk.has_change_permission(request, article) if article else desk.has_add_permission(request)
    if not may:
        raise PermissionDenied
    person, form, count = staff(request), form_of(request), request.POST.get("count", "")
    if request.POST.get("typed_by") != str(person.pk):
        return JsonResponse({"person": str(person)}, status=409)
    if not form.key or not (count.isdecimal() and len(count) < 9):
        return JsonResponse({}, status=400)
    said = [
        (name, value) for name, values in request.POST.lists() if name not in OF_THE_PAGE for value in values
    ]
    try:
        at = autosaving.keep(form, article, int(count), said)
    except TooLong:
        return JsonResponse({}, status=413)
    except Late as late:
        return JsonResponse({"count": late.count})
    return JsonResponse({"at": date_format(timezone.localtime(at), "H:i:s")})


def throw_view(_desk: DeskAdmin[Article], request: HttpRequest) -> HttpResponse:
    row = autosaving.throw_away(staff(request), form_of(request).key)
    if row:
        words = _("Your text of %(at)s is thrown away.") % {"at": _moment(row)}
        again = format_html('{} <a href="{}">{}</a>', words, where(row), _("Take it back"))
        messages.success(request, again)
    return redirect(row.article.get_desk_url() if row and row.article else "admin:index")


def where(row: Autosave) -> str:
    """The form with this text in it."""
    address = row.article.get_desk_url() if row.article else reverse("admin:articles_article_add")
    return f"{address}?typed={row.form_key}"


class KeptWhileTyped(VersionedAdmin[Article]):
    """Before the class that saves the form."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id is None:
            # The answer to the first save got lost, and the form of a new story is sent once more.
            story = autosaving.became(staff(request), form_of(request).key)
            object_id = str(story) if story else None
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Became as became:
            # Sent twice at once, and the other was saved first.
            return super().changeform_view(request, str(became.story), form_url, extra_context)

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        autosaving.was_saved(form_of(request), form.instance, is_new=not change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = context["original"]
        context["taken"] = request.POST.get("taken", "")
        if request.method == "GET" and "saved" not in request.GET:
            self._put_in(request, context, article)
        return super().render_change_form(request, context, *args, **kwargs)

    def _put_in(self, request: HttpRequest, context: dict[str, Any], article: Article | None) -> None:
        if article and not self.has_change_permission(request, article):
            return
        person, asked = staff(request), request.GET.get("typed", "")
        waiting = []
        for each in autosaving.not_saved(person).filter(article=article).select_related("article")[:MOST]:
            if article and self._says_what_is_saved(request, each, article):
                autosaving.forget(each)
            else:
                waiting.append(each)
        row = autosaving.kept_as(person, article, asked)
        if row is None and article and waiting and _revision(waiting[0]) == article.revision:
            row = waiting[0]
        context["not_saved"] = [(each, where(each)) for each in waiting if each != row]
        if row is None:
            return
        if article and not asked and (written := saves.with_text_of_all(row.typed or [], article)):
            if written.is_other:
                context["not_saved"].append((row, where(row)))
            row.typed, context["shared"] = written.typed, str(written.place)
        form, lists = self.as_sent(request, row, article or Article())
        unchecked(form, lists)
        context["adminform"].form = form
        for inline, rows in zip(context["inline_admin_formsets"], lists, strict=True):
            inline.formset = rows
        context |= {
            "typed": row,
            "typed_with_others": bool(Place.said(dict(row.typed or []).get("shared", ""))),
            "taken": f"{row.form_key}:{row.count}",
            "is_overtaken": bool(article and _revision(row) != article.revision),
        }

    def as_sent(self, request: HttpRequest, row: Autosave, article: Article) -> tuple[Any, list[Any]]:
        """The form and its lists as if this had been sent, with a key of their own."""
        is_change = article.pk is not None
        sent: Any = copy(request)
        sent.method, sent.POST = "POST", sent_again(row.typed or [])
        # Files that are read after this would bring back what the request itself has sent.
        sent._files = MultiValueDict()
        sent.POST["form_key"] = token_hex()
        form_class: Any = self.get_form(sent, article if is_change else None, change=is_change)
        desk: Any = self
        lists, _inlines = desk._create_formsets(sent, article, change=is_change)
        return form_class(sent.POST, instance=article), lists

    def _says_what_is_saved(self, request: HttpRequest, row: Autosave, saved: Article) -> bool:
        """Whether there is nothing in it that would be lost."""
        form, lists = self.as_sent(request, row, self.get_queryset(request).get(pk=saved.pk))
        if not all([form.is_valid(), *(rows.is_valid() for rows in lists)]):
            return False
        on_desk = all(form.cleaned_data[name] == getattr(saved, name) for name in ON_DESK)
        return on_desk and typed_copy(form, lists) == copy_of(saved)


def form_of(request: HttpRequest) -> Form:
    """Which form was sent, and what had been put into it."""
    sent = request.POST
    key, _colon, count = sent.get("taken", "").rpartition(":")
    taken = (key, int(count)) if key and count.isdecimal() and len(count) < 9 else None
    own = sent.get("form_key", "")
    return Form(staff(request), own if own.isalnum() and len(own) <= 64 else "", taken)


def _revision(row: Autosave) -> int:
    """The save that its form was opened with."""
    said = next((value for name, value in row.typed or () if name == "revision"), "")
    return int(said) if said.isdecimal() and len(said) < 9 else -1


def _moment(row: Autosave) -> str:
    return date_format(timezone.localtime(row.saved_at), "j F, H:i:s")
