"""The one hand that changes donations and payments.

`start` writes down what a donor promises, then asks the provider; `apply` records what a provider tells us;
`receive` records what staff see arrive, `take` what came without a promise; `refund` gives back; `stop`,
`pause` and their like steer a repeated gift. All are safe to call twice.
"""

from membership.giving import answering, in_turn, pairing
from membership.giving.applying import apply, apply_all
from membership.giving.backdating import promised_on
from membership.giving.claiming import claimed
from membership.giving.ending_pauses import end_pauses
from membership.giving.erasing import adopt, forget, rename
from membership.giving.gate import PROMISES_AN_HOUR, mail_code
from membership.giving.moving import Past, move_in
from membership.giving.noting import note
from membership.giving.practice_scenes import practise
from membership.giving.receiving import (
    BANK,
    NEAR,
    credit_expression,
    credit_reference,
    receive,
    receive_credit,
    require_receive,
)
from membership.giving.refunding import ask_again, open_token, refund, refundable
from membership.giving.refusals import NeedsProof, Refused, TooMany, Unfitting
from membership.giving.reminding import remind
from membership.giving.returning import return_expression, return_reference, take_back
from membership.giving.starting import Wish, start
from membership.giving.steering import Actor, change_amount, change_day, pause, resume, skip, steer, stop
from membership.giving.taking import HOWS, ArrivedMoney, take
from membership.giving.verdict import Evidence
from membership.giving.warned import give_back_warned
from membership.models.instalments import EARLY, day_window, instalments, next_due
from membership.providers import IMPORTED
