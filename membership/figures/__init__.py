"""Figures over the books: live gifts only, one currency at a time, refunds taken off, in minor units.

Every function asks a fixed number of queries, however many gifts there are, and returns plain values. Days
are whole ones of the newsroom's own time: a figure of a day is how it stood at its end.
"""

from membership.figures.board import Board, Day, Month, board
from membership.figures.coming import Lapse, came_back, lapsed
from membership.figures.daily import Daily
from membership.figures.origins import FEWEST, Origin, Origins, origins
from membership.figures.regular import Members, Regular, middle
from membership.figures.spans import NotASpan, Span
from membership.figures.takings import currencies, given_back
from membership.figures.waiting import cards_run_out, overdue, pledges_overdue, run_out
