"""How days are written for the reader: `{{ due|day }}` and `{{ due|day:"short" }}`."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from membership import locales

register = template.Library()


@register.filter
def day(on: date | datetime | None, how: str = "") -> str:
    return locales.day(on, short=how == "short") if on else ""
