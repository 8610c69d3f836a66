"""The one hand that changes donations and payments.

`start` writes down what a donor promises, then asks the provider; `apply` records what a provider tells us;
`receive` records what staff see arrive; `refund` gives back; `stop`, `pause` and their like steer a repeated
gift. All are safe to call twice.
"""

from membership.giving.applying import apply, apply_all
from membership.giving.receiving import credit_reference, may_receive, receive, receive_credit
from membership.giving.refunding import may_refund, refund, refundable
from membership.giving.refusals import Refused, TooMany, Unfitting
from membership.giving.starting import PROMISES_AN_HOUR, Wish, start
from membership.giving.steering import Hand, change_amount, due_next, pause, resume, skip, stop

__all__ = [
    "PROMISES_AN_HOUR",
    "Hand",
    "Refused",
    "TooMany",
    "Unfitting",
    "Wish",
    "apply",
    "apply_all",
    "change_amount",
    "credit_reference",
    "due_next",
    "may_receive",
    "may_refund",
    "pause",
    "receive",
    "receive_credit",
    "refund",
    "refundable",
    "resume",
    "skip",
    "start",
    "stop",
]
