"""Pictures on the desk: what they show, whom to credit, where they stand."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import pictures
from articles.admin.owning import may_change_picture
from articles.admin.photo_adding import AddingPictures
from articles.admin.photo_cards import licence_facts, places, rights_note, used_before
from articles.admin.photo_lists import CardList, RightsFilter
from articles.models import Photo, PhotoCredit
from articles.photos.renditions import nearest
from newsroom.desk.model_admin import ChosenByName
from newsroom.staff import staff

_LOCKED = _(
    "This picture is before readers, or has been. Its credit, its terms and its focal point are changed "
    "by an editor or the photo desk: tell them what is wrong."
)
#: Of the changes of a credit, the latest so many stand beside it.
CHANGES_SHOWN = 12


class CreditInline(ChosenByName, admin.StackedInline[PhotoCredit, Photo]):
    model = PhotoCredit
    extra = 1
    max_num = 1
    can_delete = False
    autocomplete_fields = ["licence"]
    fields = [
        ("creator", "organisation"),
        ("licence", "terms"),
        "source_url",
        "copyright_notice",
        "expires_on",
    ]
    verbose_name_plural = _("Credit and terms")

    def has_add_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_add_permission(request, obj) and _may_credit(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_credit(request, obj)

    def get_formset(self, request: HttpRequest, obj: Photo | None = None, **kwargs: Any) -> Any:
        """Licences are chosen here and kept on their own page: no buttons beside the choice."""
        formset = super().get_formset(request, obj, **kwargs)
        if field := formset.form.base_fields.get("licence"):
            for what in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{what}_related", False)
        return formset


def _may_credit(request: HttpRequest, photo: Photo | None) -> bool:
    """Asked by each part of the page, answered once a request."""
    if photo is None or photo.pk is None:
        return True
    known: dict[int, bool] = request.__dict__.setdefault("_may_credit", {})
    if photo.pk not in known:
        known[photo.pk] = pictures.may_credit(staff(request), photo)
    return known[photo.pk]


@admin.register(Photo)
class PhotoAdmin(AddingPictures):
    search_fields = ["title", "caption", "alt", "place", "credit__creator", "credit__organisation"]
    search_help_text = _("Title, caption, place, creator or organisation")
    list_filter = [RightsFilter]
    list_per_page = 24
    list_select_related = ["credit__licence"]
    actions = None
    inlines = [CreditInline]
    save_on_top = False
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return super().get_queryset(request).select_related("credit__licence")

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_change_picture(request, obj)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CardList

    def get_readonly_fields(self, request: HttpRequest, obj: Photo | None = None) -> list[str]:
        """What readers see of a picture that they have is not a reporter's to change."""
        if _may_credit(request, obj):
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
        if not _may_credit(request, form.instance) and "credit-0-creator" in request.POST:
            # The form was opened before the picture was published.
            messages.warning(request, _LOCKED)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: Any, change: bool) -> None:
        """The credit is changed by its verb, never by the form itself."""
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        for row in formset.forms:
            if not row.has_changed() or not _may_credit(request, form.instance):
                continue
            values = {name: row.cleaned_data[name] for name in pictures.CREDIT_FIELDS}
            if pictures.recredit(form.instance, values, by=staff(request)):
                formset.changed_objects.append((row.instance, row.changed_data))
                messages.info(request, gettext("The files of this picture are being given the new credit."))

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        pictures.discard(obj, by=staff(request))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        photo = self.get_object(request, object_id)
        more = self._beside(photo) if photo else {}
        if photo and not _may_credit(request, photo):
            more["locked"] = _LOCKED
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        photo = self.get_object(request, object_id)
        may = photo is not None and self.has_delete_permission(request, photo)
        if photo and may and (sentence := self._kept_because(photo)):
            messages.error(request, sentence)
            return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[photo.pk]))
        return super().delete_view(request, object_id, extra_context)

    def _beside(self, photo: Photo) -> dict[str, Any]:
        """What stands beside the form: the picture, its rights, where it is used, what its file said."""
        width = nearest(photo.widths, 800)
        licence = photo.credit.licence if hasattr(photo, "credit") else None
        return {
            "picture": {fmt: photo.url(width, fmt) for fmt in ("avif", "jpg")} if width else None,
            "focal": {
                "x": photo.width * photo.focal_x / 100,
                "y": photo.height * photo.focal_y / 100,
                "r": photo.width / 28,
            },
            "rights": rights_note(photo),
            "licence": licence,
            "licence_facts": licence_facts(licence) if licence else [],
            "places": places(photo),
            "used_before": bool(used_before([photo.pk])),
            "twins": pictures.twins(photo),
            "credit_changes": photo.credit_changes.select_related("changed_by")[:CHANGES_SHOWN],
            "said": [
                (block, name, text)
                for block, values in photo.metadata.get("raw", {}).items()
                for name, text in values.items()
            ],
        }

    def _kept_because(self, photo: Photo) -> str:
        """Why a photo cannot be deleted, as a sentence; "" if it can."""
        if used_before([photo.pk]):
            return gettext(
                "“%(name)s” has been before readers, and what they saw is kept. "
                "Take it off its stories and publish them again; the picture itself stays."
            ) % {"name": photo}
        if used := places(photo):
            said = gettext("“%(name)s” stands in: %(places)s. Take it off there first, then delete it.")
            return said % {"name": photo, "places": ", ".join(f"“{place.name}”" for place in used)}
        return ""
