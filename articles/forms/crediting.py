"""Whom a picture is credited to, typed beside it: one line as it is printed, and what a line does not say."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import pictures
from articles.models import Licence, Photo, PhotoCredit
from articles.pictures import ReadCredit

#: In the box of licences: nobody knows yet. An empty box: as the line says, or else as it was.
UNCLEAR = "unclear"
#: Letters of a line, and of a name in it.
LONGEST = 500
NAMES = ("creator", "organisation")
LONGEST_NAME, LONGEST_TERMS = 120, 200


class CreditForm(forms.Form):
    """`cleaned_data["values"]` is what `pictures.recredit` takes."""

    line = forms.CharField(required=False, max_length=LONGEST)
    licence = forms.CharField(required=False)
    source_url = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={
            "invalid": gettext_lazy(
                "Give the whole address of the original, such as https://photos.example/118."
            )
        },
    )
    expires_on = forms.DateField(
        required=False,
        error_messages={"invalid": gettext_lazy("Give the last day such as 2026-12-31, or leave it empty.")},
    )

    def __init__(self, data: Any, *, photo: Photo) -> None:
        super().__init__(data)
        self.now = getattr(photo, "credit", None) or PhotoCredit()
        self.read: ReadCredit | None = None

    def clean_line(self) -> str:
        line = " ".join(self.cleaned_data["line"].split())
        if line == pictures.credit_line(self.now):
            return line
        self.read = pictures.read_credit(line)
        if any(getattr(self.now, name) for name in NAMES) and not any(
            getattr(self.read, name) for name in NAMES
        ):
            raise forms.ValidationError(_("Say who made the picture, or whom it comes from."))
        if any(len(getattr(self.read, name)) > LONGEST_NAME for name in NAMES):
            said = _("A name in a credit may have %(longest)d letters. Shorten it.")
            raise forms.ValidationError(said % {"longest": LONGEST_NAME})
        return line

    def clean_licence(self) -> Licence | str:
        """A licence, UNCLEAR, or "" where nothing was chosen."""
        chosen: str = self.cleaned_data["licence"]
        if chosen in ("", UNCLEAR):
            return chosen
        licence = (
            Licence.objects.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 10 else None
        )
        if licence is None:
            raise forms.ValidationError(_("That licence is no longer there. Choose another."))
        return licence

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        values: dict[str, Any] = {
            name: cleaned[name] for name in ("source_url", "expires_on") if name in cleaned
        }
        if read := self.read:
            values |= {"creator": read.creator, "organisation": read.organisation}
            values["source_url"] = values.get("source_url") or read.source_url[:500]
            if read.licence or read.terms:
                values["licence"] = read.licence
            if read.terms:
                values["terms"] = read.terms[:LONGEST_TERMS]
        chosen = cleaned.get("licence")
        if isinstance(chosen, Licence) and values.get("licence") not in (None, chosen):
            said = _("The line says %(line)s, and the box says %(box)s. Say the same in both.")
            self.add_error("licence", said % {"line": values["licence"], "box": chosen})
        elif chosen:
            values["licence"] = None if chosen == UNCLEAR else chosen
        return {**cleaned, "values": values}
