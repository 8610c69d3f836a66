"""Closing the books: sealed months, their file for accounting, and the proof that all sums agree."""

from membership.books.closing.exporting import export
from membership.books.closing.months import (
    Totals,
    close,
    coming,
    end_of,
    lines_of,
    next_month,
    open_months,
    problems,
    require_close,
    start_of,
    totals_of,
)
from membership.books.closing.proving import last_proof, proof
from membership.books.closing.sealing import check, check_one, last_check
from membership.refusals import Refused
