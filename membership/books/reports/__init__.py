"""Figures over the books: live gifts only, one currency at a time, refunds taken off, in minor units.

Every function asks a fixed number of queries, however many gifts there are, and returns plain values. Days
are whole ones of the newsroom's own time: a figure of a day is how it stood at its end.
"""

from membership.books.reports.board import Board, Day, Month, board
from membership.books.reports.coming import Lapse, came_back, lapsed
from membership.books.reports.daily import Daily
from membership.books.reports.origins import FEWEST, Origin, Origins, origins
from membership.books.reports.regular import Members, Regular, middle
from membership.books.reports.spans import NotASpan, Span
from membership.books.reports.takings import currencies, given_back
from membership.books.reports.waiting import cards_run_out, overdue, pledges_overdue, run_out
