"""The terms of giving as staff write them: amounts as amounts."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from membership.forms.amount import MinorField, currency_said
from membership.forms.chosen import ChosenPicture
from membership.models import Terms


class Moment(forms.DateTimeField):
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


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
    publish_from_minor = MinorField(
        label=_("publish who gives this much in a year"),
        help_text=_("The form says so before the gift. Empty: no list of funders."),
    )

    expected_from = Moment(label=_("from"), required=False)
    expected_until = Moment(
        label=_("to"), required=False, help_text=_("It ends by itself then; two weeks at most.")
    )

    class Meta:
        model = Terms
        fields = (
            "picture", "thanks_picture", "where_it_goes", "where_source", "monthly_goal_minor",
            "cover_percent", "offer_cover", "offer_yearly", "offer_tribute",
            "consent_sentence", "publish_from_minor", "funders_text", "remind_after_days",
            "lapse_after_days", "refund_warned", "expected_gifts", "expected_from", "expected_until",
        )  # fmt: skip
        widgets: ClassVar = {
            "where_it_goes": forms.Textarea(attrs={"rows": 5}),
            "funders_text": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, MinorField):
                field.label = currency_said(field.label, field.currency)
        for code, name in fixed_fields().items():
            self.initial[name] = self.instance.fixed_charge(code).minor

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        typed = {code: told[name] or 0 for code, name in fixed_fields().items() if name in told}
        self.instance.cover_fixed = {**self.instance.cover_fixed, **typed}
        return told

    def clean_publish_from_minor(self) -> int | None:
        """Zero would publish everybody."""
        return self.cleaned_data["publish_from_minor"] or None

    def clean_monthly_goal_minor(self) -> int | None:
        return self.cleaned_data["monthly_goal_minor"] or None


def fixed_fields() -> dict[str, str]:
    """The field of the charge's fixed part, for each currency that gifts are made in."""
    return {code: f"cover_fixed_{code}" for code in settings.MEMBERSHIP_CURRENCIES}


def terms_form() -> type[TermsForm]:
    """The form with those fields. The admin takes no field that its form's class does not have."""
    fields = {
        name: MinorField(
            currency=code, label=_("fixed part of the charge"), help_text=_("For each payment; empty: none.")
        )
        for code, name in fixed_fields().items()
    }
    return type("TermsForm", (TermsForm,), fields)
