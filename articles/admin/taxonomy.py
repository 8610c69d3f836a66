"""Where stories stand in the paper, what they are about, and the terms of pictures."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.naming import NamedAdmin, stories
from articles.forms.addresses import ADDRESSES
from articles.models import Licence, Section, Topic
from articles.pictures import relicensing
from newsroom.desk.model_admin import DeskAdmin


@admin.register(Section)
class SectionAdmin(NamedAdmin[Section]):
    formfield_overrides = ADDRESSES
    fieldsets = [
        (None, {"fields": ["name", "slug", "description"]}),
        (_("On the page"), {"fields": ["style", "order", "in_navigation"]}),
    ]
    list_display = ["name", "slug", "style", "in_navigation", "order"]
    search_fields = ["name", "slug"]


@admin.register(Topic)
class TopicAdmin(NamedAdmin[Topic]):
    formfield_overrides = ADDRESSES
    fieldsets = [
        (None, {"fields": ["name", "slug"]}),
        (_("For a newcomer"), {"fields": ["explainer", "reviewed_on"]}),
    ]
    list_display = ["name", "slug", "stories", "reviewed_on"]
    search_fields = ["name", "slug"]

    #: Counting stories makes the model's own order be forgotten, and the autocomplete needs one.
    ordering = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(story_count=Count("topic_uses"))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The address may be left empty: it is then made from the name."""
        form = super().get_form(request, obj, change, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = False
        return form

    def note_of(self, row: Any) -> str:
        return stories(row.story_count)

    @admin.display(description=_("stories"), ordering="story_count")
    def stories(self, topic: Any) -> int:
        return int(topic.story_count)


@admin.register(Licence)
class LicenceAdmin(DeskAdmin[Licence]):
    fieldsets = [
        (None, {"fields": ["name", "code", ("family", "version"), "url"]}),
        (
            _("What it asks and allows"),
            {
                "fields": [
                    "requires_credit",
                    "requires_link",
                    "allows_changes",
                    "allows_commercial",
                    "share_alike",
                ]
            },
        ),
        (_("In lists"), {"fields": ["order"]}),
        (_("Its pictures"), {"fields": ["pictures"]}),
    ]
    readonly_fields = ["pictures"]
    list_display = ["name", "code", "family", "requires_credit", "requires_link", "allows_changes", "order"]
    list_filter = ["family"]
    search_fields = ["name", "code"]

    def save_model(self, request: HttpRequest, obj: Licence, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        # Name and link are written into the files of every picture under this licence.
        if {"name", "url"} & set(form.changed_data):
            relicensing.settle(obj)

    @admin.display(description=_("pictures under this licence"))
    def pictures(self, licence: Licence) -> str:
        if licence.pk is None:
            return str(_("None yet"))
        count, waiting = licence.credits.count(), relicensing.still_to_do(licence)
        told = ngettext("%(count)s picture", "%(count)s pictures", count) % {"count": number_format(count)}
        if not waiting:
            return told
        still = ngettext(
            "%(count)s waits for the new words in its files.",
            "%(count)s wait for the new words in their files.",
            waiting,
        )
        return f"{told}. {still % {'count': number_format(waiting)}}"
