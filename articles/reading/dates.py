"""Days, moments and reading times as readers are told them; the tags and filters of `stories` use these.

Their forms are translated as words are, in the letters of Django's `date` filter: “21. November 2026, 18:00”.
"""

from datetime import date, datetime, tzinfo
from functools import lru_cache

from django.utils import dateformat, timezone
from django.utils.translation import get_language, ngettext, pgettext


def _said(moment: datetime | date, form: str) -> str:
    # The zone as well: a moment equals itself in another zone, where the clock says something else.
    return _said_in(get_language(), getattr(moment, "tzinfo", None), moment, form)


@lru_cache(1000)
def _said_in(_language: str | None, _zone: tzinfo | None, moment: datetime | date, form: str) -> str:
    return dateformat.format(moment, form)


def _minute(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(second=0, microsecond=0)


def short_day(moment: datetime) -> str:
    """21 Nov"""
    return _said(timezone.localtime(moment).date(), pgettext("form of a date", "j M"))


def long_day(moment: datetime | date) -> str:
    """21 November 2026"""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return _said(day, pgettext("form of a date", "j F Y"))


def day_in_year(moment: datetime) -> str:
    """21 November"""
    return _said(timezone.localtime(moment).date(), pgettext("form of a date", "j F"))


def clock(moment: datetime) -> str:
    """6.00 a.m."""
    return _said(_minute(moment), pgettext("form of a date", "g.i a"))


def full_moment(moment: datetime) -> str:
    """21 November 2026, 6.00 a.m. CET"""
    return _said(_minute(moment), pgettext("form of a date", "j F Y, g.i a T"))


def machine(moment: datetime) -> str:
    """For `datetime`: with the zone, to the minute."""
    return timezone.localtime(moment).isoformat(timespec="minutes")


def minutes(count: int) -> str:
    """8 min read"""
    return _minutes(get_language(), count)


@lru_cache(200)
def _minutes(_language: str | None, count: int) -> str:
    said = ngettext("%(count)d min read", "%(count)d min read", count) % {"count": count}
    # No line ends between the number and what it counts.
    return said.replace(f"{count} ", f"{count}\u00a0")
