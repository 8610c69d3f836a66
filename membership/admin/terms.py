"""The terms of giving at the desk: one row, which opens at once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from membership.admin.choosing import ChoosingAdmin
from membership.forms.terms import fixed_fields, terms_form
from membership.models import Terms


@admin.register(Terms)
class TermsAdmin(ChoosingAdmin[Terms]):
    chosen = ("pictures",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **{**kwargs, "form": terms_form()})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return (
            (_("The form"), {"fields": ("picture", "where_it_goes", ("where_source", "monthly_goal_minor"))}),
            (
                _("What it offers"),
                {
                    "fields": (
                        ("offer_yearly", "offer_tribute", "offer_cover"),
                        ("cover_percent", *fixed_fields().values()),
                        "consent_sentence",
                    )
                },
            ),
            (_("After a pledge"), {"fields": (("remind_after_days", "lapse_after_days"), "thanks_picture")}),
            (_("Who funds us"), {"fields": ("publish_from_minor", "funders_text")}),
            (_("Refunds"), {"fields": ("refund_warned",)}),
            (
                _("Many gifts from one place are expected"),
                {
                    "fields": ("expected_gifts", ("expected_from", "expected_until")),
                    "description": _(
                        "For a fair, an office or a class. Otherwise, past a few gifts an hour from one "
                        "network, a small sum is asked for, which browsers do by themselves."
                    ),
                },
            ),
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
