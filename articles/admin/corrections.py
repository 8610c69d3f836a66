"""Corrections at the desk: made, reworded, withdrawn with a reason; never deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.forms.corrections import CorrectionForm, WithdrawCorrectionForm
from articles.models import Correction, Edition
from articles.publishing.correcting import correct, withdraw_correction
from newsroom.desk_admin import DeskAdmin
from newsroom.staff import staff
from newsroom.templatetags.shapes import shape


class WithdrawnFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "withdrawn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Public")), ("yes", _("Withdrawn"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        asked = {"no": True, "yes": False}.get(self.value() or "")
        return queryset if asked is None else queryset.filter(withdrawn_at__isnull=asked)


@admin.register(Correction)
class CorrectionAdmin(DeskAdmin[Correction]):
    form = CorrectionForm
    autocomplete_fields = ["article"]
    list_display = ["text_in_short", "kind", "article", "severity", "made_at", "made_by", "status"]
    list_display_links = ["text_in_short"]
    list_filter = [WithdrawnFilter, "kind", "severe"]
    list_select_related = ["article", "made_by"]
    search_fields = ["text", "was", "now", "article__headline"]
    date_hierarchy = "made_at"
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
        """A correction is made to a story that is there; a new one is begun on its own page."""
        form = super().get_form(request, obj, change, **kwargs)
        if "article" in form.base_fields:
            form.base_fields["article"].widget.can_add_related = False
        return form

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers were told stays on record: it is withdrawn, never deleted."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not (obj and obj.withdrawn_at) and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Correction, form: Any, change: bool) -> None:
        correct(obj, by=staff(request))

    def response_add(
        self, request: HttpRequest, obj: Correction, post_url_continue: Any = None
    ) -> HttpResponse:
        return self._after_save(request, obj)

    def response_change(self, request: HttpRequest, obj: Correction) -> HttpResponse:
        return self._after_save(request, obj)

    def _after_save(self, request: HttpRequest, obj: Correction) -> HttpResponse:
        """Say who has it now; then where the button pressed leads."""
        edition = Edition.objects.readable().filter(article=obj.article_id).first()
        if edition:
            sentence = gettext("Saved. Readers have it now, {story} and {list}.")
            story = format_html('<a href="{}">{}</a>', edition.get_absolute_url(), _("on the story"))
            place = f"{reverse('articles:corrections')}#correction-{obj.pk}"
            listed = format_html('<a href="{}">{}</a>', place, _("among all corrections"))
            messages.success(request, format_html(sentence, story=story, list=listed))
        else:
            messages.warning(request, _("Saved. Readers have it when they have the story."))
        if "_addanother" in request.POST:
            return redirect("admin:articles_correction_add")
        if "_continue" in request.POST:
            return redirect("admin:articles_correction_change", obj.pk)
        return redirect("admin:articles_correction_changelist")

    def get_urls(self) -> list[URLPattern]:
        withdraw = path(
            "<int:pk>/withdraw/",
            self.admin_site.admin_view(self.withdraw_view),
            name="articles_correction_withdraw",
        )
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
        return format_html('<span class="st">{} {}</span>', shape("warning"), _("Severe"))

    @admin.display(description=_("standing"), ordering="withdrawn_at")
    def status(self, correction: Correction) -> str:
        if correction.withdrawn_at:
            name, word = "withdrawn", _("Withdrawn")
        elif correction.story_is_public:
            name, word = "live", _("Public")
        else:
            name, word = "draft", _("Public with its story")
        return format_html('<span class="st {}">{} {}</span>', name, shape(name), word)
