"""The receiving organisation as staff write it: its account checked, its details as its country asks."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import countries
from membership.countries.rule import Detail
from membership.countries.wording import parse
from membership.models import Issuer
from membership.transfers import iban

#: Details that have a column of their own.
COLUMNS = ("tax_id", "signatory")
PREFIX = "detail_"
PASSAGE = "passage_"
#: A shape that lists words is a choice between them.
_WORDS = re.compile(r"\w+(?:\|\w+)+")
#: What the parts of a paper are called in; each by its own name.
_LANGUAGES = (("en", "English"), ("de", "Deutsch"), ("fr", "Français"))
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def details_of(slug: str) -> list[Detail]:
    """What the rule asks of the issuer beyond what has a column of its own."""
    rule = countries.RULES.get(slug)
    return [detail for detail in rule.details if detail.key not in COLUMNS] if rule else []


def passages_of(slug: str) -> list[str]:
    """The passages that an authority binds: the newsroom pastes each from the current official model."""
    rule = countries.RULES.get(slug)
    return [block.key for block in rule.blocks if block.binding] if rule else []


def _field_of(detail: Detail, known: str) -> forms.Field:
    if _WORDS.fullmatch(detail.shape):
        words = [("", "–"), *((word, word) for word in detail.shape.split("|"))]
        return forms.ChoiceField(label=str(detail.label), required=False, choices=words, initial=known)
    return forms.CharField(
        label=str(detail.label),
        required=False,
        max_length=300,
        initial=known,
        help_text=_("Such as “%(example)s”.") % {"example": detail.example} if detail.example else "",
    )


class IssuerForm(forms.ModelForm[Issuer]):
    rule = forms.ChoiceField(
        choices=countries.choices,
        label=gettext_lazy("receipts follow the rule of"),
        help_text=gettext_lazy(
            "Which country’s requirements a receipt has to meet. Save to see what it asks for. "
            "Have the result checked."
        ),
    )

    language = forms.ChoiceField(label=gettext_lazy("language of receipts"), choices=_LANGUAGES)

    class Meta:
        model = Issuer
        fields = (
            "name", "address", "valid_from", "rule", "tax_id", "signatory", "language", "series", "wording",
            "account_holder", "iban", "bic", "bank", "cheque_address",
        )  # fmt: skip
        widgets: ClassVar = {
            "valid_from": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "address": forms.Textarea(attrs={"rows": 4}),
            "wording": forms.Textarea(attrs={"rows": 6}),
            "cheque_address": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slug = self.data.get("rule") or self.instance.rule or "plain"
        known = self.instance.details or {}
        for detail in details_of(slug):
            self.fields[PREFIX + detail.key] = _field_of(detail, known.get(detail.key, ""))
        written = parse(self.instance.wording or "")
        for key in passages_of(slug):
            self.fields[PASSAGE + key] = forms.CharField(
                label=_("binding passage [%(key)s]") % {"key": key},
                required=False,
                max_length=3000,
                initial=written.get(key, ""),
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("Paste it unchanged from the current official model."),
            )

    def clean_iban(self) -> str:
        typed = self.cleaned_data["iban"]
        if not typed.strip():
            return ""
        try:
            return iban.read(typed)
        except iban.NotAnIban as error:
            raise forms.ValidationError(str(error)) from error

    def clean_bic(self) -> str:
        bic = re.sub(r"\s", "", self.cleaned_data["bic"]).upper()
        if bic and not _BIC.fullmatch(bic):
            raise forms.ValidationError(_("A BIC has 8 or 11 letters and figures, such as INGBNL2A."))
        return bic

    def clean(self) -> dict[str, Any] | None:
        told = super().clean() or self.cleaned_data
        for detail in details_of(told.get("rule", "")):
            typed = told.get(PREFIX + detail.key, "")
            if typed and detail.shape and not re.fullmatch(detail.shape, typed):
                said = _("This does not look right. Enter it such as “%(example)s”.")
                self.add_error(PREFIX + detail.key, said % {"example": detail.example})
        return told

    def save(self, commit: bool = True) -> Issuer:
        """What another rule asked for is kept: who goes back to it finds it again."""
        told = {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }
        self.instance.details = {**(self.instance.details or {}), **told}
        pasted = {
            name.removeprefix(PASSAGE): value.strip()
            for name, value in self.cleaned_data.items()
            if name.startswith(PASSAGE)
        }
        if pasted:
            whole = {**parse(self.instance.wording or ""), **pasted}
            self.instance.wording = "\n\n".join(f"[{key}]\n{text}" for key, text in whole.items() if text)
        return super().save(commit)
