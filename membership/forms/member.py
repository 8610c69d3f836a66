"""What members type on their own pages."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership import giving, members
from membership.forms.amount import AmountField
from membership.forms.day import DayField
from membership.models import Donation, Member
from membership.money import locales
from membership.money.limits import limits_for

_EMAIL = forms.EmailInput(attrs={"class": "inp", "autocomplete": "email", "inputmode": "email"})
_EMAIL_WRONG = _("Enter your e-mail address, such as name@example.org.")


class AskForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=_EMAIL,
        help_text=_("The one that you gave with. We mail you a code; there is no password."),
        error_messages={"required": _EMAIL_WRONG, "invalid": _EMAIL_WRONG, "max_length": _EMAIL_WRONG},
    )


class CodeForm(AskForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Eight letters and figures from our mail, such as 7K4Q-9XB2."),
        widget=forms.TextInput(
            attrs={
                "class": "inp code",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": _("Enter the code from our mail."),
            "max_length": _("Enter the code from our mail."),
        },
    )


class OwnAmountForm(forms.Form):
    amount = AmountField(
        label=_("New amount"), css="inp", error_messages={"max_length": _("Enter the amount in figures.")}
    )

    def __init__(self, donation: Donation, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"amount": donation.amount.figure})
        super().__init__(*args, **kwargs)
        amount: Any = self.fields["amount"]
        amount.currency, (amount.least, amount.most) = donation.currency, limits_for(donation.currency)


class OwnDayForm(forms.Form):
    day = DayField(label=_("Next payment on"), css="inp", missing=_("Choose the day of the next payment."))

    def __init__(self, donation: Donation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if donation.repeats:
            first, last = giving.day_window(donation)
            self.initial = {"day": timezone.localdate(giving.next_due(donation))}
            self.fields["day"].widget.attrs |= {"min": f"{first:%Y-%m-%d}", "max": f"{last:%Y-%m-%d}"}


class OwnPauseForm(forms.Form):
    until = DayField(
        label=_("Pause until"), css="inp", missing=_("Choose the day on which the gift goes on.")
    )

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if until <= today:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        if (until - today).days > 731:
            raise forms.ValidationError(
                _("A pause lasts two years at most. Choose an earlier day, or stop the gift.")
            )
        return until


class DetailsForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "name"}),
        help_text=_("How we address you. Receipts that are issued already keep the name they have."),
        error_messages={"max_length": _("Shorten the name to 120 letters or fewer.")},
    )
    language = forms.ChoiceField(
        label=_("Language of our mails"),
        required=False,
        choices=locales.languages,
        widget=forms.Select(attrs={"class": "inp"}),
    )
    consents = forms.BooleanField(required=False)

    def __init__(self, member: Member, *args: Any, **kwargs: Any) -> None:
        known = locales.languages()
        kwargs.setdefault(
            "initial",
            {
                "name": member.name,
                "language": member.language if member.language in dict(known) else known[0][0],
                "consents": member.consented_at is not None,
            },
        )
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["consents"].label = member.consent_text or members.consent_sentence()
        if len(known) == 1:
            del self.fields["language"]

    def details(self) -> members.Details:
        told = self.cleaned_data
        return members.Details(told["name"], told.get("language") or self.member.language, told["consents"])


class EraseForm(forms.Form):
    email = forms.CharField(
        label=_("Type your e-mail address to confirm"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, member: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"].strip().lower()
        if typed != self.member.email:
            raise forms.ValidationError(
                _("This is not the address of this page, %(email)s. Nothing was erased."),
                params={"email": self.member.email},
            )
        return typed
