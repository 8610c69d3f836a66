"""What staff type in about money that arrived."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership import money
from membership.models import Donation
from membership.money import Money


class ReceiveForm(forms.Form):
    """What staff read from the bank statement about a pledge."""

    amount = forms.CharField(
        label=_("Amount"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    at = forms.DateField(
        label=_("Day on the statement"),
        error_messages={
            "required": _("Enter the day on the bank statement."),
            "invalid": _("Enter the day as 2026-11-22."),
        },
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        error_messages={"max_length": _("Shorten the note to 300 letters or fewer.")},
    )

    def __init__(self, donation: Donation, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"amount": donation.amount.figure, "at": timezone.localdate})
        kwargs.setdefault("prefix", "receive")
        super().__init__(*args, **kwargs)
        self.donation = donation

    def clean_amount(self) -> Money:
        try:
            return money.read(self.cleaned_data["amount"], self.donation.currency)
        except money.NotAnAmount as error:
            raise forms.ValidationError(str(error)) from error
