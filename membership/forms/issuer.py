"""The receiving organisation as staff write it: its account checked, its details as its country asks."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership import countries, iban
from membership.countries.rule import Detail
from membership.models import Issuer

#: Details that have a column of their own.
COLUMNS = ("tax_id", "signatory")
PREFIX = "detail_"
_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")


def details_of(slug: str) -> list[Detail]:
    """What the rule asks of the issuer beyond what has a column of its own."""
    rule = countries.RULES.get(slug)
    return [detail for detail in rule.details if detail.key not in COLUMNS] if rule else []


class IssuerForm(forms.ModelForm[Issuer]):
    rule = forms.ChoiceField(
        label=gettext_lazy("receipts follow the rule of"),
        help_text=gettext_lazy(
            "Which country’s requirements a receipt has to meet. Save to see what it asks for. "
            "Have the result checked."
        ),
    )

    class Meta:
        model = Issuer
        fields = (
            "name", "address", "valid_from", "rule", "tax_id", "signatory", "language", "series", "wording",
            "account_holder", "iban", "bic", "bank", "cheque_address",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = countries.choices()  # type: ignore[attr-defined]
        slug = self.data.get("rule") or self.instance.rule or "plain"
        known = self.instance.details or {}
        for detail in details_of(slug):
            self.fields[PREFIX + detail.key] = forms.CharField(
                label=str(detail.label),
                required=False,
                max_length=300,
                initial=known.get(detail.key, ""),
                help_text=_("Such as “%(example)s”.") % {"example": detail.example} if detail.example else "",
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
                self.add_error(
                    PREFIX + detail.key,
                    _("This does not look right. Enter it such as “%(example)s”.")
                    % {"example": detail.example},
                )
        return told

    def save(self, commit: bool = True) -> Issuer:
        """What another rule asked for is kept: who goes back to it finds it again."""
        told = {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }
        self.instance.details = {**(self.instance.details or {}), **told}
        return super().save(commit)
