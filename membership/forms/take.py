"""What staff type in about a gift that came by itself."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership import giving
from membership.forms.amount import AmountField, currencies, read
from membership.forms.day import DayField
from membership.models import BankCredit
from membership.money import Money
from membership.transfers.remittance import in_words


class TakeForm(forms.Form):
    """With `credit`, amount and day stand in the bank statement and are not asked for."""

    name = forms.CharField(
        label=_("From"),
        max_length=120,
        help_text=_("The name for the receipt. Where nobody knows it, write “Cash box”."),
        error_messages={"required": _("Write down whom it came from; “Cash box” will do.")},
    )
    email = forms.EmailField(
        label=_("E-mail, if you know it"),
        required=False,
        max_length=254,
        help_text=_("The thanks and the receipt go there. Without it nothing is mailed."),
        error_messages={"invalid": _("Enter the whole address, such as hanne@reader.example.")},
    )
    amount = AmountField(label=_("Amount"))
    currency = forms.ChoiceField(label=_("Currency"), choices=currencies)
    on = DayField(label=_("Day on which it came"), missing=_("Enter the day on which the money came."))
    how = forms.ChoiceField(label=_("How it came"), choices=list(giving.HOWS.items()))
    street = forms.CharField(label=_("Street and number"), required=False, max_length=120)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=20)
    town = forms.CharField(
        label=_("Town"),
        required=False,
        max_length=80,
        help_text=_("Some receipts need the address; leave it empty if you do not know it."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        error_messages={"max_length": _("Shorten the note to 200 letters or fewer.")},
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, credit: BankCredit | None = None, **kwargs: Any) -> None:
        told = {"on": timezone.localdate, "how": "cash", "currency": settings.MEMBERSHIP_CURRENCY}
        if credit:
            told = {"name": credit.payer[:120], "how": "transfer", "note": in_words(credit.text)[:200]}
        kwargs["initial"] = {**told, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.credit = credit
        if credit:
            for name in ("amount", "currency", "on", "how"):
                del self.fields[name]
        elif len(currencies()) < 2:
            self.fields["currency"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any] | None:
        told = super().clean() or self.cleaned_data
        if self.credit or "currency" not in told or "amount" not in told:
            return told
        try:
            told["amount"] = read(told["amount"], told["currency"])
        except forms.ValidationError as error:
            self.add_error("amount", error)
        return told

    def found(self) -> giving.ArrivedMoney:
        told = self.cleaned_data
        named = {name: told[name] for name in ("name", "email", "street", "postcode", "town", "note")}
        if self.credit:
            came: dict[str, Any] = {"amount": self.credit.amount, "on": self.credit.booked_on}
            return giving.ArrivedMoney(**named, **came, how="transfer", credit=self.credit)
        amount: Money = told["amount"]
        return giving.ArrivedMoney(**named, amount=amount, on=told["on"], how=told["how"])
