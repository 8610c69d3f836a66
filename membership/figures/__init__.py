"""Figures over the books: live gifts only, one currency at a time, refunds taken off, in minor units.

Every function asks a fixed number of queries, however many gifts there are, and returns plain values.
"""

from membership.figures.board import Board, Day, Month, board
from membership.figures.coming import Lapse, came, came_back, lapsed, recovered
from membership.figures.origins import FEWEST, Origin, Origins, by_appeal, by_story, by_way
from membership.figures.regular import Members, Regular, members, middle, regular
from membership.figures.spans import NotASpan, Span, month_end, months_until
from membership.figures.takings import Back, by_day, currencies, given_back
from membership.figures.waiting import cards_run_out, overdue, pledges_overdue, run_out

__all__ = [
    "FEWEST",
    "Back",
    "Board",
    "Day",
    "Lapse",
    "Members",
    "Month",
    "NotASpan",
    "Origin",
    "Origins",
    "Regular",
    "Span",
    "board",
    "by_appeal",
    "by_day",
    "by_story",
    "by_way",
    "came",
    "came_back",
    "cards_run_out",
    "currencies",
    "given_back",
    "lapsed",
    "members",
    "middle",
    "month_end",
    "months_until",
    "overdue",
    "pledges_overdue",
    "recovered",
    "regular",
    "run_out",
]
