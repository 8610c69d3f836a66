"""The terms of giving at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from membership.admin.choosing import ChoosingAdmin
from membership.forms.terms import fixed_fields, terms_form
from membership.models import Terms
from newsroom.desk.model_admin import OneRow


@admin.register(Terms)
class TermsAdmin(ChoosingAdmin[Terms], OneRow[Terms]):
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
