"""Saving a story from its form: never last-writer-wins, and nothing typed is lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.admin.article_blocks import photo_card
from articles.admin.article_margin import byline_line, margin
from articles.admin.versioned import VersionedAdmin
from articles.body.parts import cut, plain_text
from articles.editing.differences import Difference, readable
from articles.editing.saving import answer_read, saved
from articles.forms.lists import LinkRows
from articles.models import Article
from articles.publishing import keep_embargo
from articles.publishing.problems import written
from newsroom.row_numbers import may_be_a_row
from newsroom.staff import staff


class SavedFromForm(VersionedAdmin[Article]):
    """A story's form is saved, and says so."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.user = staff(request)
        return form

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        # A changed story was claimed under lock when the form was checked (ArticleForm.clean).
        if change:
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
        saved(
            article, by=staff(request), reason=_held(article) if handed_over else "", handed_over=handed_over
        )

    def after_save(self, request: HttpRequest, row: Article) -> HttpResponse:
        """Stay with the story; or go on to what the button promised."""
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
        form = context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        article = context["original"]
        if request.method == "POST" and article is not None:
            # The form has written what was typed into this object; the margin tells of the saved copy.
            article = Article.objects.select_related("section", "outlet", "saved_by").get(pk=article.pk)
        context |= margin(article, formsets)
        context |= {
            "story": article,
            "lists": {formset.prefix: formset for formset in formsets},
            "may_publish": staff(request).has_perm("articles.publish_article"),
            "may_preview": staff(request).has_perm("articles.preview_article")
            and self.has_change_permission(request, article),
            "byline_line": next((byline_line(each) for each in formsets if each.prefix == "bylines"), []),
            "story_text": plain_text(cut(article.body)).splitlines() if article else [],
            "photo_address": reverse("admin:articles_photo_changelist"),
            "photo_add_address": reverse("admin:articles_photo_add"),
        }
        for formset in formsets:
            if formset.prefix == "photo_uses":
                _show_photos(formset)
        if getattr(form, "stale", None):
            context["conflict"] = {"saved": form.stale, "differences": differences(form, formsets)}
        response = super().render_change_form(request, context, *args, **kwargs)
        if getattr(form, "stale", None):
            response.status_code = 409
        return response


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


def _show_photos(formset: Any) -> None:
    """Give each row of the form the picture that it is about."""
    for form in formset.forms:
        photo = getattr(form, "cleaned_data", {}).get("photo") if form.is_bound else None
        if photo is None and form.instance.photo_id:
            photo = form.instance.photo
        form.card = photo_card(photo) if photo else None


def differences(form: Any, formsets: list[Any]) -> list[Difference]:
    """The fields in which the copy saved by somebody else and what was typed here differ."""
    current: Article = form.stale
    theirs = type(form)(instance=Article.objects.get(pk=current.pk))
    found = []
    for name in form.fields:
        if name == "revision":
            continue
        before, after = _said(theirs, name, theirs[name].initial), _said(form, name, form[name].value())
        if before != after:
            found.append(Difference(str(form.fields[name].label), before, after))
    for formset in formsets:
        label = str(formset.model._meta.verbose_name_plural).capitalize()
        before = "\n".join(_row_said(row) for row in formset.rows_now())
        after = (
            "\n".join(_row_said(row) for row in formset.rows()) if formset.is_valid() else _("See the form.")
        )
        if before != after:
            found.append(Difference(label, before, after))
    return found


def _said(form: Any, name: str, value: Any) -> str:
    if name == "body":
        return readable(form.cleaned_data.get("body", value) if form.is_bound else value or "")
    field = form.fields[name]
    if form.is_bound and name in form.cleaned_data:
        value = form.cleaned_data[name]
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if hasattr(field, "queryset"):
        if not hasattr(value, "pk"):
            value = field.queryset.filter(pk=value).first() if may_be_a_row(value) else None
        return str(value or "")
    if choices := dict(getattr(field, "choices", ())):
        return str(choices.get(value, choices.get(field.to_python(value), value)))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if hasattr(value, "isoformat"):
        return date_format(timezone.localtime(value), "Y-m-d H:i")
    return str(value or "")


def _row_said(row: Any) -> str:
    parts = [str(row)]
    if alt := getattr(row, "alt", ""):
        parts.append(f"({alt})")
    if hasattr(row, "get_place_display"):
        parts.append(f"– {row.get_place_display()}")
    return " ".join(parts)
