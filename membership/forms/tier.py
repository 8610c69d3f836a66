"""A tier as staff write it: sums as sums, in the tier's own currency."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from membership.forms.amount import AmountField, read
from membership.models import Tier
from membership.money import Money


class TierForm(forms.ModelForm[Tier]):
    currency = forms.ChoiceField(label=_("currency"))
    yearly = AmountField(label=_("from this sum a year"), help_text=_("A monthly gift counts twelve times."))
    value = AmountField(
        label=_("fair value a year"),
        help_text=_(
            "What the benefits are worth, in good faith. Empty: nothing that everybody does not get."
        ),
    )

    class Meta:
        model = Tier
        fields = ("name", "currency", "benefits", "active")
        widgets: ClassVar = {"benefits": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(dict.fromkeys([*settings.MEMBERSHIP_CURRENCIES, self.instance.currency or ""]))
        currency = self.fields["currency"]
        assert isinstance(currency, forms.ChoiceField)
        currency.choices = [(code, code) for code in known if code]
        if self.instance.pk:
            self.initial["yearly"] = Money(self.instance.yearly_minor, self.instance.currency).figure
            worth = self.instance.value_minor
            self.initial["value"] = Money(worth, self.instance.currency).figure if worth else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for field, column in (("yearly", "yearly_minor"), ("value", "value_minor")):
            if told.get("currency") and told.get(field) is not None:
                setattr(self.instance, column, self._minor(field, told[field], told["currency"]))
        return told

    def _minor(self, field: str, typed: str, currency: str) -> int:
        if not typed.strip().strip("0.,") and field == "value":
            return 0
        try:
            return read(typed, currency).minor
        except forms.ValidationError as error:
            self.add_error(field, error)
            return 0
