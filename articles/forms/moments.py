"""A moment of the past, to the second, on the newsroom's clock; which of two equal hours is asked."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIRST, SECOND = "first", "second"


class MomentForm(forms.Form):
    """`at` is the newsroom's local time, or carries its own offset; `which` of two equal ones is meant."""

    at = forms.CharField(
        label=gettext_lazy("Date and time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": 1}),
        error_messages={"required": gettext_lazy("Say at what date and time.")},
    )
    which = forms.ChoiceField(required=False, choices=[(FIRST, FIRST), (SECOND, SECOND)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: What the two are called, where the clock shows this time twice.
        self.twice: list[tuple[str, str]] = []

    def clean_at(self) -> datetime:
        try:
            told = datetime.fromisoformat(self.cleaned_data["at"].strip())
            told.astimezone(UTC)
        except (ValueError, OverflowError):
            raise forms.ValidationError(
                _("Write it as 2026-03-24 21:14:07: year, month, day, hour, minute and second.")
            ) from None
        return told

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        told = cleaned.get("at")
        if told is None:
            return cleaned
        moment = told if told.tzinfo else self._on_our_clock(told, cleaned.get("which", ""))
        if moment and moment > timezone.now():
            self.add_error("at", _("That moment has not come yet. Nobody knows what readers will see."))
        elif moment:
            cleaned["moment"] = moment
        return cleaned

    def _on_our_clock(self, told: datetime, which: str) -> datetime | None:
        zone = timezone.get_current_timezone()
        first, second = (told.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        if first.utcoffset() == second.utcoffset():
            return first
        if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) != told.replace(fold=0):
            # As the clock was read on that day, the offset before the gap leads past it.
            moved = first.astimezone(UTC).astimezone(zone)
            words = _(
                "The clocks were put forward over %(time)s that night. The next minute there was is %(next)s."
            )
            told_as = {"time": date_format(told, "H:i"), "next": date_format(moved, "H:i")}
            self.add_error("at", words % told_as)
            return None
        names = (_("the first time, %(zone)s"), _("the second time, %(zone)s"))
        self.twice = [
            (key, name % {"zone": f"{each:%Z} (UTC{each.isoformat()[-6:]})"})
            for key, name, each in zip((FIRST, SECOND), names, (first, second), strict=True)
        ]
        if which in (FIRST, SECOND):
            return first if which == FIRST else second
        self.add_error("at", _("The clock showed this time twice, as summer time ended. Say which is meant."))
        return None


class ExportForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What it is taken out for"),
        max_length=300,
        help_text=gettext_lazy("Kept on record with your name, the moment and the hash of the file."),
        error_messages={"required": gettext_lazy("Say what it is taken out for. It is kept on record.")},
    )
