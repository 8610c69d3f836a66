"""The terms of giving at the desk: one row, which opens at once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.admin.choosing import Choosing
from membership.forms.terms import TermsForm
from membership.models import Terms


@admin.register(Terms)
class TermsAdmin(Choosing, admin.ModelAdmin[Terms]):
    form = TermsForm
    chosen = ("pictures",)
    fieldsets = (
        (_("The form"), {"fields": ("picture", "where_it_goes", "where_source", "monthly_goal_minor")}),
        (
            _("What it offers"),
            {
                "fields": (
                    ("offer_yearly", "offer_tribute", "offer_cover"),
                    ("cover_percent", "cover_fixed_minor"),
                    "consent_sentence",
                )
            },
        ),
        (_("After a pledge"), {"fields": (("remind_after_days", "lapse_after_days"), "thanks_picture")}),
        (_("Who funds us"), {"fields": ("publish_from_minor", "funders_text")}),
        (_("Refunds"), {"fields": ("refund_warned",)}),
    )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        Terms.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:membership_terms_change", args=[1]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Terms | None = None) -> bool:
        return False
