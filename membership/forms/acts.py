"""What staff type in before they change, pause, stop or give back a gift, or note something of it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import giving
from membership.forms.amount import AmountField, in_currency
from membership.forms.day import DayField
from membership.models import Donation, Payment
from membership.money import locales


class ActForm(forms.Form):
    """Nothing to fill in."""

    def __init__(self, donation: Donation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.donation = donation


class AmountForm(ActForm):
    amount = AmountField(label=gettext_lazy("New amount"))

    def __init__(self, donation: Donation, *args: Any, **kwargs: Any) -> None:
        super().__init__(donation, *args, **{"initial": {"amount": donation.amount.figure}, **kwargs})
        in_currency(self.fields["amount"], donation.currency)


class DayForm(ActForm):
    day = DayField(
        label=gettext_lazy("Next payment on"),
        missing=gettext_lazy("Choose the day of the next payment."),
        help_text=gettext_lazy(
            "The later ones fall due on the same day; in a month without that day, on its last."
        ),
    )

    def __init__(self, donation: Donation, *args: Any, **kwargs: Any) -> None:
        day = timezone.localdate(giving.next_due(donation)) if donation.repeats else None
        super().__init__(donation, *args, **{"initial": {"day": day}, **kwargs})


class PauseForm(ActForm):
    until = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("Empty: until somebody lets it go on."),
    )

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        if day and (day - timezone.localdate()).days > 731:
            raise forms.ValidationError(
                _("A pause lasts two years at most. Choose an earlier day, or leave it empty.")
            )
        return day


class StopForm(ActForm):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as “asked by mail”. It stands in the history of the gift."),
        error_messages={"max_length": gettext_lazy("Shorten it to 200 letters or fewer.")},
    )


class NoteForm(ActForm):
    text = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=600,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": gettext_lazy("Write the note, or go back."),
            "max_length": gettext_lazy("Shorten the note to 600 letters or fewer."),
        },
    )


class BackForm(ActForm):
    """Which payment, how much of it, and why. Payments of which nothing is left are not offered."""

    payment = forms.ChoiceField(
        label=gettext_lazy("Payment"),
        error_messages={
            "required": gettext_lazy("Choose a payment."),
            "invalid_choice": gettext_lazy("Choose a payment."),
        },
    )
    amount = AmountField(label=gettext_lazy("Amount"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("It stands in the books."),
        error_messages={
            "required": gettext_lazy("Say why the money goes back; it stands in the books."),
            "max_length": gettext_lazy("Shorten the reason to 300 letters or fewer."),
        },
    )

    #: One for each showing of the form: pressed twice, it is one order.
    once = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, donation: Donation, *args: Any, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(donation, *args, **kwargs)
        in_currency(self.fields["amount"], donation.currency)
        paid = donation.payments.filter(kind=Payment.Kind.PAYMENT).order_by("-at", "-pk")
        left = [(payment, giving.refundable(payment)) for payment in paid]
        self.left = {str(payment.pk): (payment, amount) for payment, amount in left}
        choice = self.fields["payment"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            (
                str(payment.pk),
                _("%(day)s: %(amount)s, of which %(left)s can go back")
                % {
                    "day": locales.day(payment.at, short=True),
                    "amount": payment.amount.exact,
                    "left": amount.exact,
                },
            )
            for payment, amount in left
            if amount.minor > 0
        ]
        offered = [key for key, _label in choice.choices]
        first = chosen if chosen in offered else next(iter(offered), "")
        self.initial = {
            "payment": first,
            "amount": self.left[first][1].figure if first else "",
            "once": giving.open_token(donation) or get_random_string(22),
        }

    @property
    def paid(self) -> Payment:
        """The payment that was chosen, once the form is valid."""
        found: Payment = self.left[self.cleaned_data["payment"]][0]
        return found
