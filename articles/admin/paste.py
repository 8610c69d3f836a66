"""New story from pasted copy: paste, look at source and result side by side, file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.acts import UNPROCESSABLE
from articles.admin.paste_cards import cards, source_lines
from articles.body.parts import count_words
from articles.copydesk.filing import Prepared, prepared, write
from articles.copydesk.planning import plan
from articles.forms.paste import AnswersForm, CopyForm
from articles.models import Article, Intake
from articles.models.intake import digest_of
from newsroom.models import User
from newsroom.staff import staff


class Pasting:
    """The half of the story's admin that takes pasted copy."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.paste_view)
        return [path("paste/", view, name="articles_article_paste"), *super().get_urls()]  # type: ignore[misc]

    def paste_view(self, request: HttpRequest) -> HttpResponse:
        """The source travels in the form from step to step, so nothing is kept that nobody filed."""
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied(_("You may not file stories. Ask an editor."))
        if request.method != "POST":
            return self._paste_page(request, "begin", {"form": CopyForm()})
        form = CopyForm(request.POST, request.FILES)
        act = request.POST.get("act", "")
        if not form.is_valid():
            return self._paste_page(request, "begin", {"form": form}, status=UNPROCESSABLE)
        if act == "again":
            return self._paste_page(request, "begin", {"form": CopyForm(initial=form.cleaned_data)})
        planned = plan(form.draft)
        filing = act in ("draft", "open")
        answers = AnswersForm(planned, request.POST if filing else None)
        if filing and answers.is_valid():
            article = _filed(prepared(planned, answers.answers()), staff(request), form.cleaned_data["name"])
            messages.success(request, _("Filed as a draft: “%(story)s”.") % {"story": article})
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
            "questions": sum(card.standing == "question" for card in made),
            "confirms": sum(card.standing == "confirm" for card in made),
            "words": count_words(form.draft.source),
            "now": timezone.localtime(),
            "kept": form.draft.parts - form.draft.parts_left_out,
            "lost": len(form.draft.source) - sum(len(span.text) for span in form.draft.spans),
        }
        return self._paste_page(request, "look", context, status=UNPROCESSABLE if filing else 200)

    def _paste_page(
        self, request: HttpRequest, name: str, context: Any, *, status: int = 200
    ) -> HttpResponse:
        titles = {"begin": _("New story from pasted copy"), "look": _("What we read in this copy")}
        title = titles[name] if status != UNPROCESSABLE else _("Error:") + " " + titles[name]
        shared = {
            **self.admin_site.each_context(request),
            "title": title,
            "heading": titles[name],
            "opts": self.opts,
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
