"""What is asked before the papers of a year are written for all donors."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.forms.amount import currencies
from membership.models import YearRun

#: How far back a year can be chosen.
YEARS_BACK = 5


def _years() -> list[tuple[int, str]]:
    last = timezone.localdate().year - 1
    return [(year, str(year)) for year in range(last, last - YEARS_BACK, -1)]


class YearForm(forms.Form):
    what = forms.ChoiceField(label=_("What"), choices=YearRun.What)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, choices=_years)
    currency = forms.ChoiceField(label=_("Currency"), choices=currencies)
    rehearsal = forms.BooleanField(
        label=_("Dry run: only say who would get what"), required=False, initial=True
    )
    mailed = forms.BooleanField(
        label=_("Mail each to its donor"), required=False, help_text=_("Statements are always mailed.")
    )

    def asked(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told["mailed"] = told["mailed"] or told["what"] == YearRun.What.STATEMENTS
        return told
