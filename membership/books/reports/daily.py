"""Sums by day, read from the tally in one query: as they stand at the end of a day, and within days."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date

from django.db.models import Case, DateField, F, Sum, Value, When

from membership.books.reports.regular import Members, Regular
from membership.models import Tally

What = Tally.What
DAILY = (
    What.TAKEN, What.BACK, What.MONTHLY, What.YEARLY, What.MEMBERS, What.BY_MONTH, What.CAME, What.RECOVERED,
)  # fmt: skip


class Daily:
    """What is told by day in one currency, up to and with the day `last`. With `ends`, all but what came in
    is known at the ends of these days alone: a few rows, however many days there are."""

    def __init__(self, currency: str, last: date, ends: Iterable[date] = ()) -> None:
        told = [When(day__lte=end, then=Value(end)) for end in sorted(ends) if end < last]
        on = Case(
            When(what=What.TAKEN, then=F("day")),
            *told,
            default=Value(last) if told else F("day"),
            output_field=DateField(),
        )
        rows = (
            Tally.objects.filter(currency=currency, what__in=DAILY, day__lte=last)
            .annotate(on=on)
            .values("what", "on")
            .annotate(counted=Sum("count"), added=Sum("minor"))
            .order_by("what", "on")
            .values_list("what", "on", "counted", "added")
        )
        self._days: dict[str, list[date]] = {what: [] for what in DAILY}
        #: The sums up to and with each of the days, from nothing on.
        self._sums: dict[str, list[tuple[int, int]]] = {what: [(0, 0)] for what in DAILY}
        for what, day, count, minor in rows:
            counted, added = self._sums[what][-1]
            self._days[what].append(day)
            self._sums[what].append((counted + count, added + minor))

    def until(self, what: str, day: date) -> tuple[int, int]:
        """Count and minor units up to the end of that day."""
        return self._sums[what][bisect_right(self._days[what], day)]

    def within(self, what: str, first: date, last: date) -> tuple[int, int]:
        before = self._sums[what][bisect_left(self._days[what], first)]
        after = self.until(what, last)
        return (after[0] - before[0], after[1] - before[1]) if first <= last else (0, 0)

    def regular(self, day: date) -> Regular:
        """A gift counts from its first payment, while it is overdue too, not while it is paused."""
        monthly_gifts, monthly = self.until(What.MONTHLY, day)
        return Regular(monthly, self.until(What.YEARLY, day)[1], monthly_gifts)

    def members(self, day: date) -> Members:
        """People with a repeated gift that goes on, or with any gift in the year before."""
        return Members(self.until(What.MEMBERS, day)[0], self.until(What.BY_MONTH, day)[0])

    def came(self, first: date, last: date) -> int:
        """People who had never given before and gave first within these days."""
        return self.within(What.CAME, first, last)[0]

    def recovered(self, first: date, last: date) -> int:
        """Payments of repeated gifts that had been paid and then failed, or were overdue."""
        return self.within(What.RECOVERED, first, last)[0]

    def taken(self, day: date) -> int:
        """What came on that day, less what went back."""
        return self.within(What.TAKEN, day, day)[1]

    def back(self, first: date, last: date) -> tuple[int, int]:
        """How many lines of what went back, and their sum."""
        return self.within(What.BACK, first, last)
