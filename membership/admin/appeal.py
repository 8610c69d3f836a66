from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.models import Appeal


@admin.register(Appeal)
class AppealAdmin(admin.ModelAdmin[Appeal]):
    list_display = ("heading", "place", "standing", "starts_at", "ends_at")
    list_filter = ("place",)
    search_fields = ("heading", "text")
    fieldsets = (
        (_("Words"), {"fields": ("heading", "text", "amounts", "fine_print")}),
        (_("Asks for"), {"fields": (("asks", "button"),)}),
        (_("Where and when"), {"fields": (("place", "sections"), ("starts_at", "ends_at"))}),
    )
    formfield_overrides: ClassVar = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 5})},
        models.DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        },
    }

    @admin.display(description=_("now"))
    def standing(self, appeal: Appeal) -> str:
        now = timezone.now()
        if appeal.starts_at > now:
            return str(_("Planned"))
        if appeal.ends_at and appeal.ends_at <= now:
            return str(_("Ended"))
        return str(_("Asking"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appeal]:
        return super().get_queryset(request).order_by("-starts_at")
