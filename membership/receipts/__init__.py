"""Numbered, sealed receipts: issued as money arrives, answered when it goes back; voided, never edited."""

from membership.receipts.annual import annual, lines_of, may_sum_up
from membership.receipts.answering import Refused, may_answer, replace, void
from membership.receipts.checking import check
from membership.receipts.claims import claims
from membership.receipts.issuing import follow, issue, obstacles

__all__ = [
    "Refused",
    "annual",
    "check",
    "claims",
    "follow",
    "issue",
    "lines_of",
    "may_answer",
    "may_sum_up",
    "obstacles",
    "replace",
    "void",
]
