"""All figures of the page “Gifts”, asked for once: a fixed number of queries at any size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from membership.figures import coming, origins, regular, takings
from membership.figures.regular import Members, Regular
from membership.figures.spans import Span, month_end, months_until
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
    """`regular` and `members` as they stood at the end of the span, or now if it has not ended."""

    span: Span
    currency: str
    at: datetime
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
    back: list[takings.Back]
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
    at = min(span.until, now)
    goal = span.goal_minor(monthly_goal) if monthly_goal else None
    since, until = span.since, span.until
    # Two spans a day apart would tell, one taken from the other, where a single person gave from.
    told = (span.months.since, span.months.until) if span.months else (since, since)
    then = regular.regular(currency, at)
    ended = coming.lapsed(currency, since, until)
    back, back_count, back_minor = takings.given_back(currency, since, until)
    return Board(
        span=span,
        currency=currency,
        at=at,
        regular=then,
        regular_before=regular.regular(currency, min(since, at)),
        middle=regular.middle(currency, at, then.monthly_gifts),
        members=regular.members(currency, at),
        came=len(coming.came(currency, since, until)),
        came_back=coming.came_back(currency, since, until),
        lapsed=len(ended),
        expired=sum(one.expired for one in ended),
        recovered=len(coming.recovered(currency, since, until)),
        goal=goal,
        days=_days(span, currency, goal, timezone.localdate(now)),
        months=_months(currency, at, then),
        told_for=span.months,
        stories=origins.by_story(currency, *told),
        appeals=origins.by_appeal(currency, *told),
        ways=origins.by_way(currency, *told),
        back=back,
        back_count=back_count,
        back_minor=back_minor,
    )


def _days(span: Span, currency: str, goal: int | None, today: date) -> list[Day]:
    """Every day of the span up to today, with what has come in all by its end."""
    came = takings.by_day(currency, span.since, span.until)
    found, total = [], 0
    for number in range((min(span.last, today) - span.first).days + 1):
        day = span.first + timedelta(days=number)
        total += came.get(day, 0)
        plan = round(goal * (number + 1) / span.days) if goal else None
        found.append(Day(day, came.get(day, 0), total, plan))
    return found


def _months(currency: str, at: datetime, now: Regular) -> list[Month]:
    """Twelve months, the last of them the one that `at` lies in."""
    # A span ends at the midnight that begins the next month.
    firsts = months_until(timezone.localdate(at - timedelta(microseconds=1)))
    since = Span("", firsts[0], month_end(firsts[-1])).since
    came = _by_month(coming.came(currency, since, at))
    lapsed = _by_month(one.at for one in coming.lapsed(currency, since, at))
    recovered = _by_month(coming.recovered(currency, since, at))
    earlier = [regular.regular(currency, Span("", first, month_end(first)).until) for first in firsts[:-1]]
    return [
        Month(first, stood.minor, came[first], lapsed[first], recovered[first])
        for first, stood in zip(firsts, [*earlier, now], strict=True)
    ]


def _by_month(moments: Iterable[datetime]) -> Counter[date]:
    return Counter(timezone.localdate(moment).replace(day=1) for moment in moments)
