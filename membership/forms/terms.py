"""The terms of giving as staff write them: amounts as amounts."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.forms.amount import MinorField, currency_said
from membership.forms.chosen import ChosenPicture
from membership.models import Terms


class TermsForm(forms.ModelForm[Terms]):
    picture = ChosenPicture(
        door="terms",
        label=_("picture over the form"),
        help_text=_("Type part of its title, caption or creator. Empty: none."),
    )
    thanks_picture = ChosenPicture(
        door="terms",
        label=_("picture under the thanks"),
        help_text=_("Type part of its title, caption or creator. Empty: none."),
    )
    monthly_goal_minor = MinorField(label=_("goal for a month"), help_text=_("Such as 12000. Empty: none."))
    cover_fixed_minor = MinorField(
        label=_("and for each payment"), help_text=_("The fixed part of the provider’s charge, such as 0.30.")
    )
    publish_from_minor = MinorField(
        label=_("publish who gives this much in a year"),
        help_text=_("The form says so before the gift. Empty: no list of funders."),
    )

    class Meta:
        model = Terms
        fields = (
            "picture", "thanks_picture", "where_it_goes", "where_source", "monthly_goal_minor",
            "cover_percent", "cover_fixed_minor", "offer_cover", "offer_yearly", "offer_tribute",
            "consent_sentence", "publish_from_minor", "funders_text", "remind_after_days",
            "lapse_after_days", "refund_warned",
        )  # fmt: skip
        widgets: ClassVar = {
            "where_it_goes": forms.Textarea(attrs={"rows": 5}),
            "funders_text": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, MinorField):
                field.label = currency_said(field.label)

    def clean_cover_fixed_minor(self) -> int:
        return self.cleaned_data["cover_fixed_minor"] or 0

    def clean_publish_from_minor(self) -> int | None:
        """Zero would publish everybody."""
        return self.cleaned_data["publish_from_minor"] or None

    def clean_monthly_goal_minor(self) -> int | None:
        return self.cleaned_data["monthly_goal_minor"] or None
