"""The ways to settle each kind of finding: what is offered, what is asked before, and what is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from membership.findings import hands
from membership.findings.finding import Action, Finding
from membership.models import Pair


def for_whom(finding: Finding, may: Callable[[str], bool]) -> Finding:
    """With those ways alone that somebody with these permissions may take."""
    if not may("membership.close_books"):
        return replace(finding, actions=())
    fitting = (one for one in WAYS[finding.kind] if one.how not in finding.without)
    allowed = (one for one in fitting if not one.needs or may(f"membership.{one.needs}"))
    return replace(finding, actions=tuple(allowed))


LEAVE = Action(
    "left", _("Leave it"), _("It will not be shown again. Say why; it stands in the books."), field="note"
)
RECORDED = Action(
    "recorded",
    _("Recorded already"),
    _("It stands in the ledger, by hand or from another statement. Nothing more is booked."),
    field="note",
)
#: By kind of finding, in the order in which they are offered.
WAYS: dict[str, tuple[Action, ...]] = {
    "difference": (
        Action(
            "ask",
            _("Ask the provider again"),
            _("What the provider tells is recorded."),
            do=hands.ask_difference,
        ),
        Action(
            "not-ours",
            _("Not a gift"),
            _("Money that is not for us is left out of comparisons."),
            field="note",
        ),
        LEAVE,
    ),
    "credit": (
        Action(
            "book",
            _("Book for a gift"),
            _("The money is recorded as a payment of that gift, and the donor is thanked."),
            needs="receive_donation",
            field="gift",
            do=hands.book_credit,
        ),
        Action(
            "not-ours",
            _("Not a gift"),
            _("The credit stays in the statement and is booked nowhere."),
            field="note",
        ),
        RECORDED,
    ),
    "returned": (
        Action(
            "back",
            _("Book it back"),
            _(
                "The ledger says that this payment went back, its receipt is answered by one that says so, "
                "and the donor is told by mail."
            ),
            needs="receive_donation",
            do=hands.book_back,
        ),
        Action(
            "book",
            _("Book it back for another gift"),
            _("It is booked back on a payment of that gift, and its donor is told by mail."),
            needs="receive_donation",
            field="gift",
            do=hands.book_back_for,
        ),
        RECORDED,
        Action(
            "not-ours",
            _("Not a gift"),
            _("It stays in the statement and is booked nowhere."),
            field="note",
        ),
    ),
    "held": (
        Action(
            "as-it-came",
            _("Book as it came"),
            _("What the provider tells is recorded, though it is not what was promised."),
            do=hands.as_it_came,
        ),
        Action(
            "again",
            _("Try again"),
            _("The provider is asked once more."),
            do=hands.event_again,
        ),
        replace(LEAVE, do=hands.leave_event),
    ),
    "dead": (
        Action(
            "again",
            _("Try again"),
            _("The provider is asked once more."),
            do=hands.event_again,
        ),
        replace(LEAVE, do=hands.leave_event),
    ),
    "counted": (
        Action(
            "correct",
            _("Write the correction"),
            _("The donor’s receipt is answered by one that says it went back."),
            do=hands.correct,
        ),
        LEAVE,
    ),
    "receipt": (
        Action(
            "issue",
            _("Write the receipt"),
            _("The receipt takes the next number."),
            do=hands.issue,
        ),
        Action(
            "none",
            _("No receipt"),
            _("This payment gets none. Say why; it stands in the books."),
            field="note",
        ),
    ),
    "uneven": (
        Action(
            "void",
            _("Void what says it went back"),
            _(
                "Those papers are voided. What did go back and stay there is shown here next, and is written "
                "down again."
            ),
            needs="void_receipt",
            field="note",
            do=hands.void_backs,
        ),
        LEAVE,
    ),
    "order": (
        Action(
            "again",
            _("Ask again"),
            _("The provider is asked under the same number, so nothing goes back twice."),
            needs="refund_donation",
            do=hands.order_again,
        ),
        LEAVE,
    ),
    "erased": (
        Action(
            "end",
            _("Stop it and give it back"),
            _("No more payments are taken, and what came since goes back. This cannot be undone."),
            needs="refund_donation",
            do=hands.end_erased,
        ),
        LEAVE,
    ),
    "fraud": (
        Action(
            "give-back",
            _("Give it back"),
            _("What is left of the payment goes back to its card."),
            needs="refund_donation",
            do=hands.give_back_warned,
        ),
        replace(LEAVE, do=hands.leave_event),
    ),
    "active": (
        Action(
            "stop",
            _("Stop the gift"),
            _("No more payments are taken. This cannot be undone."),
            needs="steer_donation",
            do=hands.stop,
        ),
        LEAVE,
    ),
    "twice": (
        Action(
            "give-back",
            _("Give the second back"),
            _("The whole second payment goes back. If it began a repeated gift, that ends now."),
            needs="refund_donation",
            do=hands.answer_pair(Pair.Answer.GIVEN_BACK, by_payment=True),
        ),
        Action(
            "meant",
            _("Two gifts"),
            _("Both payments stay as they are."),
            do=hands.answer_pair(Pair.Answer.KEPT, by_payment=True),
        ),
    ),
    "beside": (
        Action(
            "first",
            _("Stop the older one"),
            _("No more payments of it are taken. This cannot be undone."),
            needs="steer_donation",
            do=hands.answer_pair(Pair.Answer.FIRST_STOPPED),
        ),
        Action(
            "second",
            _("Stop the newer one"),
            _("No more payments of it are taken. This cannot be undone."),
            needs="steer_donation",
            do=hands.answer_pair(Pair.Answer.SECOND_STOPPED),
        ),
        Action(
            "meant",
            _("Both are meant"),
            _("Both go on as they are."),
            do=hands.answer_pair(Pair.Answer.KEPT),
        ),
    ),
    "stuck": (
        Action(
            "ask",
            _("Ask the provider"),
            _("What the provider tells is recorded."),
            do=hands.ask_stuck,
        ),
        LEAVE,
    ),
    "letter": (
        Action(
            "send",
            _("Send again"),
            _("The letter goes out once more."),
            needs="steer_donation",
            do=hands.send,
        ),
        LEAVE,
    ),
}
