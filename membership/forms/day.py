"""A day as people type it, where the browser has no calendar of its own for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """“2026-11-22”, “22.11.2026” and “22/11/2026”. `missing`: the sentence where it is empty."""

    default_error_messages = {"invalid": _("Enter the day as 2026-11-22.")}

    def __init__(self, *, missing: Any = None, css: str = "", **kwargs: Any) -> None:
        attrs = {"type": "date", **({"class": css} if css else {})}
        super().__init__(
            input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs=attrs),
            error_messages={"required": missing} if missing else None,
            **kwargs,
        )
