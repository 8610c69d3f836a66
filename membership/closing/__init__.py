"""Closing the books: sealed months, their file for accounting, and the proof that all sums agree."""

from membership.closing.exporting import export
from membership.closing.months import (
    Totals,
    check,
    close,
    end_of,
    may_close,
    next_month,
    problems,
    start_of,
    totals_of,
)
from membership.closing.proving import Proof, proof
from membership.refusals import Refused

__all__ = [
    "Proof",
    "Refused",
    "Totals",
    "check",
    "close",
    "end_of",
    "export",
    "may_close",
    "next_month",
    "problems",
    "proof",
    "start_of",
    "totals_of",
]
