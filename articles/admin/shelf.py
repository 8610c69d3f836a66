"""Where stories stand in the paper, and what they are about."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Section, Topic

@admin.register(Section)
class SectionAdmin(admin.ModelAdmin[Section]):
    fieldsets = [
        (None, {"fields": ["name", "slug", "description"]}),
        (_("On the page"), {"fields": ["style", "order", "in_navigation"]}),
    ]
    list_display = ["name", "slug", "style", "in_navigation", "order"]
    search_fields = ["name", "slug"]


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin[Topic]):
    fieldsets = [
        (None, {"fields": ["name", "slug"]}),
        (_("For a newcomer"), {"fields": ["explainer", "reviewed_on"]}),
    ]
    list_display = ["name", "slug", "stories", "reviewed_on"]
    search_fields = ["name", "slug"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(story_count=Count("topic_uses"))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        """The address may be left empty: it is then made from the name."""
        form = super().get_form(request, obj, change, **kwargs)
        if "slug" in form.base_fields:
            form.base_fields["slug"].required = False
        return form

    @admin.display(description=_("stories"), ordering="story_count")
    def stories(self, topic: Any) -> int:
        return int(topic.story_count)
