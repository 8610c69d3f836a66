"""Numbered, sealed receipts: issued as money arrives, answered when it goes back; voided, never edited."""

from membership.receipts import all_donors
from membership.receipts.annual import annual, lines_of, may_sum_up
from membership.receipts.answering import may_answer, replace, void, void_backs
from membership.receipts.asked import Asked
from membership.receipts.checking import check
from membership.receipts.claims import claims
from membership.receipts.issuing import follow, issue, obstacles
from membership.refusals import Refused

__all__ = [
    "Asked",
    "Refused",
    "all_donors",
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
    "void_backs",
]
