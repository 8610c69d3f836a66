"""Spans of time that figures are asked for: whole days, in the newsroom's time zone."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.money import locales
from membership.periods import midnight

MONTH, LAST_MONTH, YEAR, TWELVE, OWN = "month", "last-month", "year", "12-months", "own"
CHOICES = (
    (MONTH, gettext_lazy("This month")),
    (LAST_MONTH, gettext_lazy("Last month")),
    (YEAR, gettext_lazy("This year")),
    (TWELVE, gettext_lazy("Last 12 months")),
    (OWN, gettext_lazy("Own dates")),
)
#: Longer than this, a plot by day says nothing any more.
MOST_DAYS = 3 * 366


class NotASpan(ValueError):
    """What was typed is no span of time. The message is a sentence that says what to type."""


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both of them included."""

    key: str
    first: date
    last: date

    @property
    def since(self) -> datetime:
        return midnight(self.first)

    @property
    def until(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return midnight(self.last + timedelta(days=1))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def name(self) -> str:
        """March 2026; 2026; 1 March 2026 to 12 April 2026."""
        first, last = self.first, self.last
        if first.day == 1 and last == month_end(first):
            return locales.month(first)
        if (first.month, first.day, last) == (1, 1, first.replace(month=12, day=31)):
            return str(first.year)
        told = {"first": locales.day(first), "last": locales.day(last)}
        return _("%(first)s to %(last)s") % told

    @property
    def months(self) -> Span | None:
        """The whole calendar months in it; itself, unless its dates are somebody's own."""
        if self.key != OWN:
            return self
        first = self.first if self.first.day == 1 else month_end(self.first) + timedelta(days=1)
        after = self.last + timedelta(days=1)
        last = after.replace(day=1) - timedelta(days=1)
        return Span(OWN, first, last) if first <= last else None

    def goal_minor(self, monthly: int) -> int:
        """The part of a month's goal that falls to these days, added up over the months."""
        total, day = Fraction(), self.first
        while day <= self.last:
            ends = min(month_end(day), self.last)
            total += Fraction(monthly * ((ends - day).days + 1), month_end(day).day)
            day = ends + timedelta(days=1)
        return round(total)


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_before(day: date) -> date:
    """The first day of the month before."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def months_until(day: date, count: int = 12) -> list[date]:
    """The first days of so many months, the last of them the month of `day`."""
    found = [day.replace(day=1)]
    while len(found) < count:
        found.insert(0, month_before(found[0]))
    return found


def span(key: str, today: date) -> Span:
    """One of CHOICES but OWN, as it is today; anything else is this month."""
    if key == LAST_MONTH:
        first = month_before(today)
        return Span(key, first, month_end(first))
    if key == YEAR:
        return Span(key, today.replace(month=1, day=1), today.replace(month=12, day=31))
    if key == TWELVE:
        return Span(key, months_until(today)[0], month_end(today))
    return Span(MONTH, today.replace(day=1), month_end(today))


def read(asked: Mapping[str, str], today: date) -> Span:
    """The span that a form asked for: `span`, and `first` and `last` for own dates. Raises NotASpan."""
    if asked.get("span") != OWN:
        return span(asked.get("span", ""), today)
    try:
        first, last = (date.fromisoformat(asked.get(name, "").strip()) for name in ("first", "last"))
    except ValueError:
        raise NotASpan(_("Enter both days, such as 2026-03-01 and 2026-03-31.")) from None
    if last < first:
        raise NotASpan(_("The last day is before the first. Change one of the two."))
    if (last - first).days >= MOST_DAYS or first.year < 1970 or last.year > today.year + 1:
        raise NotASpan(_("Choose three years at most, up to the end of next year."))
    return Span(OWN, first, last)
