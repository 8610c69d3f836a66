"""Closing the books: sealed months, their file for accounting, and the proof that all sums agree."""

from membership.closing.exporting import export
from membership.closing.months import (
    Totals,
    check,
    close,
    end_of,
    last_check,
    lines_of,
    may_close,
    next_month,
    open_months,
    problems,
    start_of,
    totals_of,
)
from membership.closing.proving import proof
from membership.refusals import Refused
