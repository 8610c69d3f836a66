"""The four questions with which gifts begin. Each can be left for later."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.appeals.first_questions import Answers
from membership.models.presets import refuse_unreadable
from membership.money import locales
from membership.transfers import iban


class BeginningForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Legal name of the organisation"), required=False, max_length=160
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        required=False,
        choices=lambda: [("", _("Choose a country")), *locales.countries()],
    )
    charity = forms.BooleanField(
        label=gettext_lazy("Gifts to it are tax-deductible there"),
        required=False,
        help_text=gettext_lazy(
            "Tick this only if the authorities have recognised it, as a charity or the like."
        ),
    )
    iban = forms.CharField(
        label=gettext_lazy("IBAN for transfers"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("With it, readers can give at once, by transfer and without any provider."),
    )
    bank = forms.CharField(
        label=gettext_lazy("Or another account"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Where there is no IBAN: bank, sort code or routing number, account number."),
    )
    amounts = forms.CharField(
        label=gettext_lazy("Amounts to choose from"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy(
            "One on each line: the figure, then what it pays for. “8 pays for a records request”. "
            "The form opens with the second; a * before another line chooses that one."
        ),
    )

    def clean_iban(self) -> str:
        typed = self.cleaned_data["iban"]
        try:
            return iban.read(typed) if typed.strip() else ""
        except iban.NotAnIban as error:
            raise ValidationError(str(error)) from error

    def clean_amounts(self) -> str:
        lines: str = self.cleaned_data["amounts"]
        try:
            refuse_unreadable(lines, settings.MEMBERSHIP_CURRENCY, "amounts")
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return lines

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not told.get("name") and (told.get("iban") or told.get("bank") or told.get("country")):
            self.add_error("name", _("Enter the name of the organisation that receives the gifts."))
        if told.get("charity") and not told.get("country"):
            self.add_error("country", _("Choose the country that has recognised it."))
        return told

    def answers(self) -> Answers:
        return Answers(**self.cleaned_data)
