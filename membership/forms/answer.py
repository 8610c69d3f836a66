"""What staff type in to answer a receipt, or to claim on gifts."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.forms.day import DayField

#: The days beside those of these years can be counted with.
YEARS = range(1900, 3000)


class AnswerForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stands in the books, not on the paper."),
        error_messages={
            "required": _("Say why. It stands in the books."),
            "max_length": _("Shorten the reason to 300 letters or fewer."),
        },
    )


class ClaimForm(forms.Form):
    """The span of days for which Gift Aid is claimed."""

    since = DayField(label=_("From"), missing=_("Enter the first day."))
    until = DayField(label=_("To"), missing=_("Enter the last day."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        # HMRC's year begins on 6 April.
        began = date(today.year if (today.month, today.day) >= (4, 6) else today.year - 1, 4, 6)
        kwargs.setdefault("initial", {"since": began, "until": today})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for name in ("since", "until"):
            if told.get(name) and told[name].year not in YEARS:
                self.add_error(name, _("Enter the day as 2026-11-22."))
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", _("The last day comes before the first. Choose a later one."))
        return told
