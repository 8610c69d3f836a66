"""Pictures on the desk: what they show, whom to credit, where they stand."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import pictures
from articles.admin.owning import may_change_picture
from articles.admin.photo_adding import AddingPictures
from articles.admin.photo_credit import DATES, CreditInline, may_credit
from articles.admin.photo_crediting import credit_view
from articles.admin.photo_library import library_view
from articles.admin.photo_lists import CardList, RightsFilter, SoughtFilter
from articles.admin.photo_margin import margin
from articles.admin.photo_sending import send_view
from articles.admin.photo_uses import kept_because
from articles.forms.pictures_sought import with_words
from articles.models import Photo
from newsroom.desk.model_admin import More
from newsroom.staff import staff

_LOCKED = _(
    "This picture is before readers, or has been. Its credit, its terms and its focal point are changed "
    "by an editor or the photo desk: tell them what is wrong."
)


@admin.register(Photo)
class PhotoAdmin(AddingPictures):
    search_fields = ["words", "credit__words"]
    search_help_text = _("Title, caption, place, creator or organisation")
    list_filter = [RightsFilter, SoughtFilter]
    show_full_result_count = False
    list_per_page = 24
    list_select_related = ["credit__licence"]
    actions = None
    inlines = [CreditInline]
    save_on_top = False
    formfield_overrides = DATES
    fieldsets = [
        (_("What it shows"), {"fields": ["title", "caption", "alt", ("taken_on", "place")]}),
        (
            _("Focal point"),
            {
                "fields": [("focal_x", "focal_y")],
                "description": _(
                    "What must stay in view when the picture is cut, in percent from the left and from the "
                    "top. Press on the picture, or type the figures."
                ),
            },
        ),
    ]

    def get_urls(self) -> list[URLPattern]:
        return [
            self.own_page("send/", send_view, "send", post=True),
            self.own_page("<int:pk>/credit/", credit_view, "credit", post=True),
            self.own_page("library/", library_view, "library"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return super().get_queryset(request).select_related("credit__licence")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Photo], search_term: str
    ) -> tuple[QuerySet[Photo], bool]:
        return queryset.filter(with_words(search_term)), False

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_change_picture(request, obj)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CardList

    def get_readonly_fields(self, request: HttpRequest, obj: Photo | None = None) -> list[str]:
        """What readers see of a picture that they have is not a reporter's to change."""
        if may_credit(request, obj):
            return []
        alone = obj is not None and pictures.stands_alone(obj)
        return ["focal_x", "focal_y", *(["caption", "alt"] if alone else [])]

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if {"focal_x", "focal_y"} & set(form.changed_data):
            pictures.settle(form.instance)
        if "alt" in form.changed_data and (count := pictures.describe(form.instance, by=staff(request))):
            sentence = ngettext(
                "%(count)d story that had no alt text for this picture is being given this one.",
                "%(count)d stories that had no alt text for this picture are being given this one.",
                count,
            )
            messages.info(request, sentence % {"count": count})
        if not may_credit(request, form.instance) and "credit-0-creator" in request.POST:
            # The form was opened before the picture was published.
            messages.warning(request, _LOCKED)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: Any, change: bool) -> None:
        """The credit is changed by its verb, never by the form itself."""
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        for row in formset.forms:
            if not row.has_changed() or not may_credit(request, form.instance):
                continue
            values = {name: row.cleaned_data[name] for name in pictures.CREDIT_FIELDS}
            if pictures.recredit(form.instance, values, by=staff(request)):
                formset.changed_objects.append((row.instance, row.changed_data))
                messages.info(request, gettext("The files of this picture are being given the new credit."))

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        pictures.discard(obj, by=staff(request))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: More = None
    ) -> HttpResponse:
        photo = self.get_object(request, object_id)
        more = margin(photo) if photo else {}
        if photo and not may_credit(request, photo):
            more["locked"] = _LOCKED
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: More = None) -> HttpResponse:
        photo = self.get_object(request, object_id)
        may = photo is not None and self.has_delete_permission(request, photo)
        if photo and may and (sentence := kept_because(photo)):
            messages.error(request, sentence)
            return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[photo.pk]))
        return super().delete_view(request, object_id, extra_context)
