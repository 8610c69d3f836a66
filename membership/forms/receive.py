"""What staff type in about money that arrived."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.forms.amount import AmountField, in_currency
from membership.forms.day import DayField
from membership.models import Donation


class ReceiveForm(forms.Form):
    amount = AmountField(label=_("Amount"))
    at = DayField(label=_("Day on the statement"), missing=_("Enter the day on the bank statement."))
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
        in_currency(self.fields["amount"], donation.currency)
