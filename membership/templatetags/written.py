"""How days are written for the reader: `{{ due|day }}`, `{{ at|moment:"short" }}`, `{{ first|month }}`."""

from datetime import date, datetime

from django import template

from membership.money import locales

register = template.Library()


@register.filter
def day(on: date | datetime | None, how: str = "") -> str:
    return locales.day(on, short=how == "short") if on else ""


@register.filter
def moment(at: datetime | None, how: str = "") -> str:
    return locales.moment(at, short=how == "short") if at else ""


@register.filter
def month(on: date | datetime | None) -> str:
    return locales.month(on) if on else ""


@register.filter
def month_name(on: date | datetime | None) -> str:
    return locales.month_name(on) if on else ""
