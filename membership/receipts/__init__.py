"""Numbered, sealed receipts: issued as money arrives, answered when it goes back; voided, never edited."""

from membership.receipts.annual import annual, may_sum_up
from membership.receipts.answering import may_answer, replace, void
from membership.receipts.checking import check
from membership.receipts.claims import claims
from membership.receipts.issuing import follow, issue, obstacles

__all__ = [
    "annual",
    "check",
    "claims",
    "follow",
    "issue",
    "may_answer",
    "may_sum_up",
    "obstacles",
    "replace",
    "void",
]
