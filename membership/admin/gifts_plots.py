"""The plots of the page “Gifts”, each twice: words need other room on a phone."""

from datetime import date

from django.utils.translation import gettext as _

from membership.books.reports import Board, Day, Month, charts
from membership.money import locales

_GOAL = {"wide": charts.Frame(856, 340, 58, 14, 34, 34), "phone": charts.Frame(350, 260, 48, 12, 34, 30)}
_HALF = {"wide": charts.Frame(560, 230, 52, 20, 30, 30), "phone": charts.Frame(350, 190, 48, 18, 28, 28)}

_BARS = {"wide": charts.Frame(560, 240, 52, 20, 30, 46), "phone": charts.Frame(350, 200, 48, 18, 28, 46)}


def goal_plots(board: Board) -> dict[str, charts.Lines]:
    """What has come so far, the even pace to the goal, and the goal."""
    goal = board.money(board.goal) if board.goal else None
    last = _("%(amount)s so far") % {"amount": board.money(board.total)}
    return {
        size: charts.goal_lines(
            frame,
            [day.total for day in board.days],
            currency=board.currency,
            places=board.span.days,
            labels=_day_labels(board.span.first, board.span.days, wide=size == "wide"),
            goal=board.goal,
            goal_label=_("Goal %(amount)s") % {"amount": goal} if goal else "",
            last_label=last,
        )
        for size, frame in _GOAL.items()
    }


def month_plots(board: Board) -> dict[str, charts.Lines]:
    return {
        size: charts.lines(
            frame,
            [month.every_month for month in board.months],
            currency=board.currency,
            labels=_month_labels(board.months),
            last_label=str(board.money(board.regular.minor)),
        )
        for size, frame in _HALF.items()
    }


def coming_plots(board: Board) -> dict[str, charts.Bars]:
    return {
        size: charts.bars(
            frame,
            [month.came for month in board.months],
            [month.lapsed for month in board.months],
            labels=_month_labels(board.months),
        )
        for size, frame in _BARS.items()
    }


def newest_first(days: list[Day], most: int | None) -> list[Day]:
    """The days for the table beside the plot."""
    return days[::-1][:most]


def _day_labels(first: date, days: int, *, wide: bool) -> list[tuple[int, str]]:
    """Days of the month where they fit; else the months."""
    if days <= 45:
        step = 5 if wide else 10
        places = sorted({0, *range(step - 1, days - step // 2, step), days - 1})
        return [(place, str(date.fromordinal(first.toordinal() + place).day)) for place in places]
    starts = [n for n in range(days) if date.fromordinal(first.toordinal() + n).day == 1]
    step = -(-len(starts) // (12 if wide else 5)) or 1
    return [
        (place, locales.month_name(date.fromordinal(first.toordinal() + place), short=True))
        for place in starts[::step]
    ]


def _month_labels(months: list[Month]) -> list[tuple[int, str]]:
    """Every second month, the last among them."""
    return [
        (place, locales.month_name(months[place].first, short=True)) for place in range(1, len(months), 2)
    ]
