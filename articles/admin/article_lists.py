"""The lists inside a story: who is credited, which pictures, what it links to."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.forms.choosing import KnownSelect
from articles.forms.lists import BylineForm, BylineRows, LinkForm, LinkRows, PhotoUseForm, PhotoUseRows
from articles.models import Article, Byline, PhotoUse, RelatedLink
from newsroom.desk.model_admin import ChosenByName
from newsroom.staff import staff

ADD_WORDS = {
    "author": _("Add “{name}” as a new author"),
    "outlet": _("Add “{name}” as a new outlet"),
}


class KnownChoices(ChosenByName):
    """Foreign keys are chosen by name; a new author or outlet is made where it is missed."""

    widget = KnownSelect

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # What Django puts around it are buttons that open windows.
            field.widget = field.widget.widget
            if db_field.name in ADD_WORDS and staff(request).has_perm(f"articles.add_{db_field.name}"):
                field.widget.add_words = ADD_WORDS[db_field.name]
                field.widget.make = reverse("admin:articles_article_make", args=[db_field.name])
        return field


class List(KnownChoices, admin.TabularInline[Any, Article]):
    """Whoever may change the story may change its lists: they are part of it."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return staff(request).has_perm("articles.change_article")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request) or staff(request).has_perm("articles.add_article")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)


class BylineList(List):
    model = Byline
    form = BylineForm
    formset = BylineRows
    fields = ("author", "role", "order")
    autocomplete_fields = ("author",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Byline]:
        return super().get_queryset(request).select_related("author")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """An empty row where nobody is credited yet, so that a browser without scripts can add one."""
        return 0 if getattr(obj, "is_credited", False) else 1


class PhotoUseList(List):
    model = PhotoUse
    form = PhotoUseForm
    formset = PhotoUseRows
    fields = ("photo", "place", "caption", "alt", "decorative", "focal_x", "focal_y", "order")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[PhotoUse]:
        return super().get_queryset(request).select_related("photo__credit__licence")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.user = staff(request)
        return formset


class LinkList(List):
    model = RelatedLink
    fk_name = "article"
    form = LinkForm
    formset = LinkRows
    fields = ("place", "wanted", "target", "url", "title", "order")
    autocomplete_fields = ("target",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[RelatedLink]:
        return super().get_queryset(request).select_related("target")
