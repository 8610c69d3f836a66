"""New story from pasted copy: paste, look at source and result side by side, file."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.admin.paste.cards import cards
from articles.admin.paste.source import source_lines
from articles.body.parts import count_words
from articles.copydesk.filing import write
from articles.copydesk.planning import plan
from articles.copydesk.preparing import Prepared, prepared
from articles.forms.paste import AnswersForm, CopyForm
from articles.models import Article, Intake
from articles.models.intake import digest_of
from newsroom.desk.model_admin import DeskAdmin
from newsroom.models import User
from newsroom.staff import staff


def paste_view(desk: DeskAdmin[Article], request: HttpRequest) -> HttpResponse:
    """The source travels in the form from step to step, so nothing is kept that nobody filed."""
    if not desk.has_add_permission(request):
        raise PermissionDenied(_("You may not file stories. Ask an editor."))
    if request.method != "POST":
        return _paste_page(desk, request, "begin", {"form": CopyForm()})
    form = CopyForm(request.POST, request.FILES)
    act = request.POST.get("act", "")
    if not form.is_valid():
        return _paste_page(desk, request, "begin", {"form": form}, status=422)
    if act == "again":
        return _paste_page(desk, request, "begin", {"form": CopyForm(initial=form.cleaned_data)})
    planned = plan(form.draft)
    filing = act in ("draft", "open")
    answers = AnswersForm(planned, request.POST if filing else None)
    if filing and answers.is_valid():
        article = _filed(prepared(planned, answers.answers()), staff(request), form.cleaned_data["name"])
        said = _("Filed as a draft: “<a href='{desk}'>{story}</a>”.")
        messages.success(request, format_html(said, desk=article.get_desk_url(), story=article))
        return redirect(article.get_desk_url() if act == "open" else "admin:articles_article_changelist")
    made = cards(planned, answers)
    context = {
        "form": form,
        "given": form.cleaned_data,
        "answers": answers,
        "plan": planned,
        "draft": form.draft,
        "lines": source_lines(form.draft),
        "cards": made,
        "questions": sum(card.status == "question" for card in made),
        "confirms": sum(card.status == "confirm" for card in made),
        "words": count_words(form.draft.source),
        "now": timezone.localtime(),
        "kept": form.draft.parts - form.draft.parts_left_out,
        "lost": len(form.draft.source) - sum(len(span.text) for span in form.draft.spans),
    }
    return _paste_page(desk, request, "look", context, status=422 if filing else 200)


def _paste_page(
    desk: DeskAdmin[Article], request: HttpRequest, name: str, context: Any, *, status: int = 200
) -> HttpResponse:
    titles = {"begin": _("New story from pasted copy"), "look": _("What we read in this copy")}
    title = titles[name] if status != 422 else _("Error:") + " " + titles[name]
    shared = {
        **desk.admin_site.each_context(request),
        "title": title,
        "heading": titles[name],
        "opts": desk.opts,
    }
    return render(request, f"admin/articles/paste/{name}.html", {**shared, **context}, status=status)


@transaction.atomic
def _filed(filing: Prepared, by: User, name: str) -> Article:
    """File it; a second press of the same button answers the story that the first one filed."""
    User.objects.select_for_update().get(pk=by.pk)
    since = timezone.now() - timedelta(minutes=1)
    same = Intake.objects.filter(digest=digest_of(filing.planned.draft.source))
    just_now = same.filter(filed_by=by, filed_at__gt=since).first()
    return just_now.article if just_now else write(filing, by=by, name=name)
