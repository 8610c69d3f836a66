"""The fields of the gift form that are the same for everybody, in the words that a donor reads."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from membership.models import Donation
from membership.money import locales

#: What a mail program would make a link of: a scheme, a host with a path or a www before it.
_ADDRESS = re.compile(r"://|\b(?:https?|ftp|mailto):|\bwww\.|\w\.[a-z]{2,}/", re.IGNORECASE)
#: A word that is glued to the next by a dot: a host, or a name in which a space was left out.
_GLUED = re.compile(r"([\w-]*[^\W\d_][\w-]*)\.([^\W\d_]{2,})(?!\w)")
_TITLES = frozenset({"dr", "st", "ste", "mr", "mrs", "ms", "mme", "prof", "rev", "ing", "mag", "dipl", "str"})
_ENDINGS = frozenset({
    "io", "com", "net", "org", "info", "biz", "app", "dev", "xyz", "top", "site", "online", "shop", "link",
    "click",
})  # fmt: skip


def line(label: Any, most: int, *, autocomplete: str = "off", **more: Any) -> forms.CharField:
    """One line of text that stays on one line, and in which nobody writes a letter of his own."""
    return OneLine(
        label=label,
        required=False,
        max_length=most,
        error_messages={"max_length": _("Shorten this to %(limit_value)d letters or fewer.")},
        widget=forms.TextInput(attrs={"class": "inp", "autocomplete": autocomplete}),
        **more,
    )


class OneLine(forms.CharField):
    """Our letters go to whatever address was typed, so what stands in them carries no web address."""

    def clean(self, value: Any) -> str:
        text = " ".join(super().clean(value).split())
        dotted = unicodedata.normalize("NFKC", text).replace("\u3002", ".")
        if _ADDRESS.search(text) or any(_is_host(*found) for found in _GLUED.findall(dotted)):
            raise forms.ValidationError(_("Enter a name without a web address."))
        return text


def _is_host(word: str, ending: str) -> bool:
    """ "evil.com", "EVIL.COM" and "bad.example" are; "Dr.Who", "St.John" and "J.R.Smith" are names."""
    if ending.lower() in _ENDINGS:
        return True
    return ending.islower() and word.lower() not in _TITLES


def tick(label: Any = "") -> forms.BooleanField:
    """A box; none is ever ticked beforehand."""
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput())


class GiftFields(forms.Form):
    name = line(_("Name"), 120, autocomplete="name", help_text=_("On your receipt."))
    receipt_name = line(
        _("Another name on the receipt"),
        120,
        autocomplete="organization",
        help_text=_("For a firm or another person. Leave it empty for your own name."),
    )
    email = forms.CharField(
        label=_("E-mail"),
        help_text=_("For how to pay, thanks, your receipt, and the link to change or stop the gift."),
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
    street = line(_("Street and number"), 120, autocomplete="address-line1")
    postcode = line(_("Postcode"), 20, autocomplete="postal-code")
    town = line(_("Town"), 80, autocomplete="address-level2")
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=lambda: [("", _("Choose a country")), *locales.countries()],
        error_messages={"invalid_choice": _("Choose a country from the list.")},
        widget=forms.Select(attrs={"class": "inp", "autocomplete": "country"}),
    )
    cover = tick(_("Add the payment charge to my gift"))
    declared = tick()
    tribute = forms.ChoiceField(
        label=_("Given for somebody"),
        choices=Donation.Tribute.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose for whom the gift is.")},
    )
    tribute_name = line(_("Their name"), 120)
    message = forms.CharField(
        label=_("A word to the newsroom"),
        required=False,
        max_length=500,
        error_messages={"max_length": _("Shorten your message to 500 letters or fewer.")},
        widget=forms.Textarea(attrs={"class": "inp", "rows": 3, "autocomplete": "off"}),
    )
    show_name = tick(_("Show my name in lists of members"))
    consent = tick()
    #: People do not see it; programs that fill in every field do.
    reason = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    source = forms.CharField(required=False, widget=forms.HiddenInput)
    back = forms.CharField(required=False, widget=forms.HiddenInput)
    appeal = forms.CharField(required=False, widget=forms.HiddenInput)
    currency = forms.CharField(required=False, widget=forms.HiddenInput)
    #: The sum that the page has said is charged, and the charge that its amounts were worked out with.
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    rate = forms.CharField(required=False, widget=forms.HiddenInput)
