"""Corrections at the desk: made, reworded, withdrawn with a reason; never deleted."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.forms.corrections import CorrectionForm, WithdrawCorrectionForm
from articles.models import Correction, Edition
from articles.publishing.correcting import correct, withdraw_correction
from newsroom.desk.list_filters import Questions
from newsroom.desk.model_admin import AnsweredAlike
from newsroom.staff import staff
from newsroom.templatetags.shapes import worded


class WithdrawnFilter(Questions):
    title = _("standing")
    parameter_name = "withdrawn"
    questions = {
        "no": (_("Public"), Q(withdrawn_at__isnull=True)),
        "yes": (_("Withdrawn"), Q(withdrawn_at__isnull=False)),
    }


@admin.register(Correction)
class CorrectionAdmin(AnsweredAlike[Correction]):
    form = CorrectionForm
    autocomplete_fields = ["article"]
    list_display = ["text_in_short", "kind", "article", "severity", "made_at", "made_by", "status"]
    list_display_links = ["text_in_short"]
    list_filter = [WithdrawnFilter, "kind", "severe"]
    list_select_related = ["article", "made_by"]
    search_fields = ["text", "was", "now", "article__headline"]
    date_hierarchy = "made_at"
    # What readers were told stays on record: it is withdrawn, never deleted.
    never = ("delete",)
    change_form_template = "admin/articles/correction/change_form.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        readable = Edition.objects.readable().filter(article=OuterRef("article"))
        return super().get_queryset(request).annotate(story_is_public=Exists(readable))

    def get_fieldsets(self, request: HttpRequest, obj: Correction | None = None) -> Any:
        sets: list[Any] = [
            (None, {"fields": ["article", "kind"]}),
            (_("The words"), {"fields": ["text", ("was", "now"), "severe", "made_at"]}),
        ]
        if obj and obj.withdrawn_at:
            sets.insert(
                0, (_("Withdrawn"), {"fields": [("withdrawn_at", "withdrawn_by"), "withdrawn_because"]})
            )
        return sets

    def get_readonly_fields(self, request: HttpRequest, obj: Correction | None = None) -> Any:
        # What readers of one story were told does not silently become another's.
        kept = ["article"] if obj else []
        return [*kept, "withdrawn_at", "withdrawn_by", "withdrawn_because"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A correction is made to a story that is there, and that is looked at on its own page."""
        form = super().get_form(request, obj, change, **kwargs)
        if "article" in form.base_fields:
            widget = form.base_fields["article"].widget
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not (obj and obj.withdrawn_at) and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        correct(obj, by=staff(request))

    def after_save(self, request: HttpRequest, row: Correction) -> HttpResponse:
        """Say who has it now; then where the button pressed leads."""
        edition = Edition.objects.readable().filter(article=row.article_id).first()
        if edition:
            sentence = gettext("Saved. Readers have it now, {story} and {list}.")
            story = format_html('<a href="{}">{}</a>', edition.get_absolute_url(), _("on the story"))
            place = f"{reverse('articles:corrections')}#correction-{row.pk}"
            listed = format_html('<a href="{}">{}</a>', place, _("among all corrections"))
            messages.success(request, format_html(sentence, story=story, list=listed))
        else:
            messages.warning(request, _("Saved. Readers have it when they have the story."))
        if "_addanother" in request.POST:
            return redirect("admin:articles_correction_add")
        if "_continue" in request.POST:
            return redirect("admin:articles_correction_change", row.pk)
        return redirect("admin:articles_correction_changelist")

    def get_urls(self) -> list[URLPattern]:
        withdraw = self.own_page("<int:pk>/withdraw/", CorrectionAdmin.withdraw_view, "withdraw")
        return [withdraw, *super().get_urls()]

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        correction = get_object_or_404(Correction.objects.select_related("article"), pk=pk)
        if not super().has_change_permission(request, correction):
            raise PermissionDenied
        form = WithdrawCorrectionForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            withdraw_correction(correction, by=staff(request), reason=form.cleaned_data["reason"])
            self.log_change(request, correction, form.cleaned_data["reason"])
            messages.success(request, _("Withdrawn. Readers find it nowhere any more; the desk keeps it."))
        if correction.withdrawn_at:
            return redirect("admin:articles_correction_change", correction.pk)
        title = str(_("Withdraw this correction"))
        return self.act_page(request, correction, "withdraw", title, {"form": form}, bad=form.is_bound)

    @admin.display(description=_("correction"), ordering="text")
    def text_in_short(self, correction: Correction) -> str:
        return correction.text if len(correction.text) <= 90 else f"{correction.text[:89]}…"

    @admin.display(description=_("severity"), ordering="severe")
    def severity(self, correction: Correction) -> str:
        if not correction.severe:
            return str(_("Not severe"))
        return worded("warning", _("Severe"))

    @admin.display(description=_("standing"), ordering="withdrawn_at")
    def status(self, correction: Correction) -> str:
        if correction.withdrawn_at:
            return worded("withdrawn", _("Withdrawn"))
        if correction.story_is_public:
            return worded("live", _("Public"))
        return worded("draft", _("Public with its story"))
