"""Whom to credit, on the page of a picture, and to whom that is closed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import admin
from django.db.models import DateField, Field
from django.forms import DateInput
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import pictures
from articles.admin.owning import may_change_picture
from articles.models import Photo, PhotoCredit
from newsroom.desk.model_admin import ChosenByName
from newsroom.staff import staff

#: For `formfield_overrides`: a day is chosen with the browser's own field.
DATES: Mapping[type[Field[Any, Any]], Mapping[str, Any]] = {
    DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
}


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
    formfield_overrides = DATES
    verbose_name_plural = _("Credit and terms")

    def has_add_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_add_permission(request, obj) and may_credit(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_credit(request, obj)

    def get_formset(self, request: HttpRequest, obj: Photo | None = None, **kwargs: Any) -> Any:
        """Licences are chosen here and kept on their own page: no buttons beside the choice."""
        formset = super().get_formset(request, obj, **kwargs)
        if field := formset.form.base_fields.get("licence"):
            for what in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{what}_related", False)
        return formset


def may_credit(request: HttpRequest, photo: Photo | None) -> bool:
    """Asked by each part of the page, answered once a request."""
    if photo is None or photo.pk is None:
        return True
    known: dict[int, bool] = request.__dict__.setdefault("_may_credit", {})
    if photo.pk not in known:
        known[photo.pk] = pictures.may_credit(staff(request), photo)
    return known[photo.pk]


def closed_to(request: HttpRequest, photos: Iterable[Photo]) -> dict[int, str]:
    """Of these pictures those whose credit this person may not change, each with a sentence that says why.

    It asks the database nothing for whoever may change all, and little for the others, however many they are.
    """
    user = staff(request)
    photos = list(photos)
    shown = set() if pictures.may_credit_shown(user) else pictures.shown_among(each.pk for each in photos)
    why = {}
    for photo in photos:
        act = "change" if hasattr(photo, "credit") else "add"
        if not (user.has_perm("articles.change_photo") and user.has_perm(f"articles.{act}_photocredit")):
            why[photo.pk] = gettext("Its credit is the photo desk's to change.")
        elif photo.pk in shown:
            why[photo.pk] = gettext(
                "It is before readers, or has been: an editor or the photo desk changes its credit."
            )
        elif not may_change_picture(request, photo):
            why[photo.pk] = gettext("Somebody else added it: an editor or the photo desk changes its credit.")
    return why
