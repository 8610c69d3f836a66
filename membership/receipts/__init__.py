"""Numbered, sealed receipts: issued as money arrives, answered when it goes back; voided, never edited."""

from membership.receipts import all_donors
from membership.receipts.annual import annual, lines_of
from membership.receipts.answering import replace, require_answer, void, void_backs
from membership.receipts.checking import check
from membership.receipts.claims import claims
from membership.receipts.grounds import Grounds
from membership.receipts.issuing import BACK, follow, issue, obstacles
from membership.refusals import Refused
