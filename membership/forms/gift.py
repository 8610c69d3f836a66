"""The gift form. It reads what people type; what becomes of it is `giving`'s to decide."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.validators import EmailValidator
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from membership import money
from membership.giving import Wish
from membership.limits import limits_for
from membership.models import Interval, Preset
from membership.money import Money
from membership.paths import same_site_path

#: A form that comes back faster than a hand, or after so long that nobody remembers what it said.
LEAST_AGE, MOST_AGE = 2, 2 * 60 * 60
OTHER = "other"
#: What a mail program would make a link of: a scheme, or a host with a path or a www before it.
_ADDRESS = re.compile(r"://|\bwww\.|\w\.[a-z]{2,}/", re.IGNORECASE)
_signer = signing.TimestampSigner(salt="membership.form")


def new_token() -> str:
    """Signed and dated: proof that a form came from us, and one name for all the times it is sent."""
    return _signer.sign(get_random_string(22))


class GiftForm(forms.Form):
    interval = forms.ChoiceField(
        label=_("How often"),
        choices=Interval.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose once, monthly or yearly."),
            "invalid_choice": _("Choose once, monthly or yearly."),
        },
    )
    amount = forms.CharField(required=False)
    own = forms.CharField(
        label=_("Other amount"),
        required=False,
        strip=True,
        widget=forms.TextInput(
            attrs={"class": "inp", "inputmode": "decimal", "autocomplete": "transaction-amount"}
        ),
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("On your receipt. We print members’ names only if they ask."),
        required=False,
        max_length=120,
        error_messages={"max_length": _("Shorten the name to 120 letters or fewer.")},
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "name"}),
    )
    receipt_name = forms.CharField(
        label=_("Another name on the receipt"),
        help_text=_("For a firm or another person. Leave it empty for your own name."),
        required=False,
        max_length=120,
        error_messages={"max_length": _("Shorten the name to 120 letters or fewer.")},
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": "organization"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        help_text=_("For how to pay, thanks and your receipt. We write about this gift only."),
        max_length=254,
        validators=[EmailValidator(_("Enter an e-mail address with an @, such as name@example.org"))],
        error_messages={
            "required": _("Enter your e-mail address, such as name@example.org"),
            "max_length": _("Enter an e-mail address of 254 letters or fewer."),
        },
        widget=forms.TextInput(
            attrs={"class": "inp", "inputmode": "email", "autocomplete": "email", "spellcheck": "false"}
        ),
    )
    #: People do not see it; programs that fill in every field do.
    reason = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    source = forms.CharField(required=False, widget=forms.HiddenInput)
    back = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, presets: list[Preset], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.presets = presets
        self.currency: str = settings.MEMBERSHIP_CURRENCY

    def clean_token(self) -> str:
        return _nonce(self.cleaned_data["token"])

    def clean_reason(self) -> str:
        if self.cleaned_data["reason"]:
            raise forms.ValidationError(_("Empty the field that people do not see, and send the form again."))
        return ""

    def clean_name(self) -> str:
        return _one_line(self.cleaned_data["name"])

    def clean_receipt_name(self) -> str:
        return _one_line(self.cleaned_data["receipt_name"])

    def clean_source(self) -> str:
        return str(self.cleaned_data["source"])[:40]

    def clean_back(self) -> str:
        return same_site_path(self.cleaned_data["back"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            cleaned["money"] = self._money(cleaned.get("amount", ""), cleaned.get("own", ""))
        except money.NotAnAmount as error:
            self.add_error("own", str(error))
        return cleaned

    def wish(self) -> Wish:
        told = self.cleaned_data
        return Wish(
            amount=told["money"],
            interval=Interval(told["interval"]),
            email=told["email"],
            token=told["token"],
            name=told["name"],
            receipt_name=told["receipt_name"],
            source=told["source"],
            back=told["back"],
        )

    def _money(self, chosen: str, own: str) -> Money:
        """A typed amount needs no radio; where another is chosen too, nobody guesses what was meant."""
        least, most = limits_for(self.currency)
        picked = next((preset.amount for preset in self.presets if preset.amount.figure == chosen), None)
        if picked is None:
            return money.read(own, self.currency, least=least, most=most)
        if own and own != picked.figure:
            raise money.NotAnAmount(
                gettext("You chose %(chosen)s and typed “%(typed)s”. Choose “Other”, or empty that field.")
                % {"chosen": picked, "typed": own[:20]},
                "two",
            )
        return picked


def _one_line(name: str) -> str:
    """A name as it may stand in a letter. Ours go to whatever address was typed, so nobody writes a letter
    of his own in this field."""
    if _ADDRESS.search(name):
        raise forms.ValidationError(_("Enter a name without a web address."))
    return " ".join(name.split())


def _nonce(token: str) -> str:
    """What was signed. Raises ValidationError with a sentence; the form then carries a new token."""
    try:
        nonce = _signer.unsign(token, max_age=MOST_AGE)
    except signing.SignatureExpired as error:
        raise forms.ValidationError(
            _("This page was open for more than two hours. Look it over and press the button again.")
        ) from error
    except signing.BadSignature as error:
        raise forms.ValidationError(
            _("This page has come to us damaged. Look it over and press the button again.")
        ) from error
    try:
        _signer.unsign(token, max_age=LEAST_AGE)
    except signing.SignatureExpired:
        return nonce
    raise forms.ValidationError(_("That was faster than a hand. Press the button again."), code="fast")
