"""All figures of the page “Gifts”, asked for once: a fixed number of queries at any size."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from membership.books.reports import coming, origins, regular, takings
from membership.books.reports.daily import Daily
from membership.books.reports.regular import Members, Regular
from membership.books.reports.spans import Span, month_end, months_until
from membership.money import Money


@dataclass(frozen=True)
class Day:
    day: date
    minor: int
    total: int
    #: The even pace to the goal; None without a goal.
    plan: int | None


@dataclass(frozen=True)
class Month:
    first: date
    every_month: int
    came: int
    lapsed: int
    recovered: int


@dataclass(frozen=True)
class Board:
    """Figures up to the end of the day `last`: that of the span, or today if it has not ended."""

    span: Span
    currency: str
    #: Up to which moment, and up to the end of which day.
    at: datetime
    last: date
    regular: Regular
    regular_before: Regular
    middle: int | None
    members: Members
    came: int
    came_back: int
    lapsed: int
    expired: int
    recovered: int
    goal: int | None
    days: list[Day]
    months: list[Month]
    #: Where gifts came from is told for these; None: for no day of the span.
    told_for: Span | None
    stories: origins.Origins
    appeals: origins.Origins
    ways: list[origins.Origin]
    back: list[takings.WentBack]
    back_count: int
    back_minor: int

    @property
    def total(self) -> int:
        return self.days[-1].total if self.days else 0

    @property
    def ahead(self) -> int | None:
        """By how much the total is ahead of the even pace, or behind it; None without a goal."""
        plan = self.days[-1].plan if self.days else None
        return None if plan is None else self.total - plan

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)


def board(span: Span, currency: str, *, monthly_goal: int | None, now: datetime | None = None) -> Board:
    """`monthly_goal` in minor units of `currency`."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    last, goal = min(span.last, today), span.goal_minor(monthly_goal) if monthly_goal else None
    months, before = months_until(last), span.first - timedelta(days=1)
    daily = Daily(currency, last, [before, *(first - timedelta(days=1) for first in months)])
    ended = coming.lapsed(currency, min(span.first, months[0]), last, last)
    lapsed = [one for one in ended if one.day >= span.first]
    back_count, back_minor = daily.back(span.first, last)
    # Two spans a day apart would tell, one taken from the other, where a single person gave from.
    found = origins.origins(currency, span.months)
    return Board(
        span=span,
        currency=currency,
        at=min(span.until, now),
        last=last,
        regular=daily.regular(last),
        regular_before=daily.regular(min(before, last)),
        middle=regular.middle(currency, last),
        members=daily.members(last),
        came=daily.came(span.first, last),
        came_back=coming.came_back(currency, span.first, last),
        lapsed=sum(one.gifts for one in lapsed),
        expired=sum(one.gifts for one in lapsed if one.expired),
        recovered=daily.recovered(span.first, last),
        goal=goal,
        days=_days(span, goal, last, daily),
        months=[_month(first, min(month_end(first), last), daily, ended) for first in months],
        told_for=span.months,
        stories=found.stories,
        appeals=found.appeals,
        ways=found.ways,
        back=takings.given_back(currency, span.first, last) if back_count else [],
        back_count=back_count,
        back_minor=back_minor,
    )


def _days(span: Span, goal: int | None, last: date, daily: Daily) -> list[Day]:
    """Every day of the span up to the last, with what has come in all by its end."""
    found, total = [], 0
    for number in range((last - span.first).days + 1):
        day = span.first + timedelta(days=number)
        came = daily.taken(day)
        total += came
        found.append(Day(day, came, total, round(goal * (number + 1) / span.days) if goal else None))
    return found


def _month(first: date, last: date, daily: Daily, ended: list[coming.Lapse]) -> Month:
    lapsed = sum(one.gifts for one in ended if first <= one.day <= last)
    return Month(
        first, daily.regular(last).minor, daily.came(first, last), lapsed, daily.recovered(first, last)
    )
