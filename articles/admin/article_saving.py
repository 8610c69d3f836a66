"""Saving a story from its form: never last-writer-wins, and nothing typed is lost."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.admin.article_blocks import photo_cards
from articles.admin.article_checks import whole_address
from articles.admin.article_margin import byline_line, margin
from articles.admin.article_merging import TRIES, bring_together, remember, was_merged
from articles.admin.versioned import VersionedAdmin
from articles.body.parts import cut, plain_text
from articles.editing.saving import Stale, answer_read, claim, saved
from articles.forms.lists import LinkRows
from articles.forms.photos import KINDS
from articles.models import Article, Author, Licence
from articles.pictures.who_sees import pictures_for
from articles.publishing import keep_embargo
from articles.publishing.problems import written
from newsroom.row_numbers import may_be_a_row
from newsroom.staff import staff


class SavedFromForm(VersionedAdmin[Article]):
    """A story's form is saved, and says so."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A stale form is brought together with what was saved, outside the transaction, and saved so."""
        for tried in range(TRIES):
            try:
                return super().changeform_view(request, *args, **kwargs)
            except Stale as stale:
                # Whoever is overtaken again and again is asked to look and try once more.
                last = tried == TRIES - 1
                if asked := bring_together(self, request, stale, ask=last):
                    return asked
            except Article.DoesNotExist as gone:
                raise Http404 from gone
        # It has errors by now, and says which.
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.user = staff(request)
        return form

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """A new story begins with the byline of whoever writes it."""
        told = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and obj.pk is None and prefix == "bylines":
            own = Author.objects.filter(user=staff(request), former=False).first()
            told["initial"] = [{"author": own.pk}] if own else []
        return told

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if change:
            revision = form.cleaned_data["revision"]
            obj.revision = claim(obj.pk, -1 if revision is None else revision).revision
            _tell_of_embargo(request, obj, form)
        obj.saved_by = staff(request)
        obj.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        article = form.instance
        for formset in formsets:
            for wanted, target in formset.answers() if isinstance(formset, LinkRows) else ():
                answer_read(article, wanted=wanted, target=target)
        handed_over = change and not {"state", "assigned_to"}.isdisjoint(form.changed_data)
        reason = _held(article) if handed_over else ""
        version = saved(article, by=staff(request), reason=reason, handed_over=handed_over)
        remember(request, form.cleaned_data["form_key"], version)

    def after_save(self, request: HttpRequest, row: Article) -> HttpResponse:
        """Stay with the story; or go on to what the button promised."""
        for said in was_merged(request):
            messages.info(request, said)
        if "_publish" in request.POST and staff(request).has_perm("articles.publish_article"):
            return redirect("admin:articles_article_publish", row.pk)
        time = date_format(timezone.localtime(row.saved_at), "H:i:s")
        messages.success(
            request, _("Saved at %(time)s. Readers see no change until you publish.") % {"time": time}
        )
        return redirect(row.get_desk_url())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        article = context["original"]
        if request.method == "POST" and article is not None:
            # The form has written what was typed into this object; the margin tells of the saved copy.
            article = Article.objects.select_related("section", "outlet", "saved_by").get(pk=article.pk)
        # The form needs its fields' scripts and none of Django's own.
        context["media"] = context["adminform"].form.media
        context |= margin(article, formsets, staff(request))
        context |= {
            "story": article,
            "whole_address": whole_address(article),
            "lists": {formset.prefix: formset for formset in formsets},
            "may_publish": staff(request).has_perm("articles.publish_article"),
            "may_preview": staff(request).has_perm("articles.preview_article")
            and self.has_change_permission(request, article),
            "byline_line": next((byline_line(each) for each in formsets if each.prefix == "bylines"), []),
            "story_text": plain_text(cut(article.body)).splitlines() if article else [],
            "library_address": reverse("admin:articles_photo_library"),
            "may_add_pictures": staff(request).has_perm("articles.add_photo"),
            "picture_kinds": KINDS,
            "most_bytes": settings.PHOTO_MAX_BYTES,
        }
        for formset in formsets:
            if formset.prefix == "photo_uses":
                _show_photos(request, formset)
                context["licences"] = Licence.objects.all()
        return super().render_change_form(request, context, *args, **kwargs)


def _held(article: Article) -> str:
    """Why there is a version: who holds the story now, and in which state."""
    state = article.get_state_display()
    if article.assigned_to is None:
        return state
    return _("%(state)s, with %(who)s") % {"state": state, "who": article.assigned_to}


def _tell_of_embargo(request: HttpRequest, article: Article, form: Any) -> None:
    """Keep the embargo, and say what became of the schedule and what readers have."""
    for edition in keep_embargo(article):
        words = _("Readers do not get the story on %(at)s: that is before the embargo. Schedule it anew.")
        messages.warning(request, words % {"at": written(edition.live_from)})
    late = article.embargo and article.embargo > timezone.now() and "embargo" in form.changed_data
    if late and article.editions.readable().exists():
        words = _(
            "Readers have this story already, and keep it. The embargo holds back what is published next; "
            "withdraw the story if nobody may have it."
        )
        messages.warning(request, words)


def _show_photos(request: HttpRequest, formset: Any) -> None:
    """Give each row of the form the picture that it is about."""
    sent = [form["photo"].value() for form in formset.forms if form.is_bound]
    rows = pictures_for(staff(request)).select_related("credit__licence")
    known = rows.in_bulk([int(pk) for pk in sent if may_be_a_row(pk)]) if sent else {}
    shown = {}
    for form in formset.forms:
        shown[form.prefix] = form.instance.photo if form.instance.photo_id else None
        if form.is_bound and may_be_a_row(form["photo"].value()):
            shown[form.prefix] = known.get(int(form["photo"].value()), shown[form.prefix])
    cards = photo_cards(request, filter(None, shown.values()))
    for form in formset.forms:
        photo = shown[form.prefix]
        form.card = cards[photo.pk] if photo else None
        form.crediting = json.dumps(form.card["crediting"]) if form.card else ""
