"""The ways to settle each kind of discrepancy: what is offered, what is asked before, and what is done."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from membership.books.discrepancies import settling
from membership.books.discrepancies.discrepancy import KINDS, Action, Discrepancy, Words
from membership.models import Pair, Resolution


def for_whom(one: Discrepancy, may: Callable[[str], bool]) -> Discrepancy:
    """With those ways alone that somebody with these permissions may take."""
    if not may("membership.close_books"):
        return replace(one, actions=())
    fitting = (way for way in WAYS[one.kind] if way.how not in one.without)
    allowed = (way for way in fitting if not way.needs or may(f"membership.{way.needs}"))
    return replace(one, actions=tuple(allowed))


def decided(row: Resolution) -> tuple[Words, Words]:
    """What it was about and how it was settled, in words."""
    ways = {one.how: one.label for one in WAYS.get(row.kind, ())}
    return KINDS.get(row.kind, row.kind), ways.get(row.how, row.how)


LEAVE = Action(
    "left", _("Leave it"), _("It will not be shown again. Say why; it stands in the books."), field="note"
)
RECORDED = Action(
    "recorded",
    _("Recorded already"),
    _("It stands in the ledger, by hand or from another statement. Nothing more is booked."),
    field="note",
)
LEAVE_EVENT = replace(LEAVE, do=settling.leave_event)
AGAIN = Action("again", _("Try again"), _("The provider is asked once more."), settling.event_again)
#: By kind of discrepancy, in the order in which they are offered.
WAYS: dict[str, tuple[Action, ...]] = {
    "difference": (
        Action(
            "ask",
            _("Ask the provider again"),
            _("What the provider tells is recorded."),
            settling.ask_difference,
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
            settling.book_credit,
            needs="receive_donation",
            field="gift",
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
            settling.book_back,
            needs="receive_donation",
        ),
        Action(
            "book",
            _("Book it back for another gift"),
            _("It is booked back on a payment of that gift, and its donor is told by mail."),
            settling.book_back_for,
            needs="receive_donation",
            field="gift",
        ),
        RECORDED,
        Action(
            "not-ours", _("Not a gift"), _("It stays in the statement and is booked nowhere."), field="note"
        ),
    ),
    "held": (
        Action(
            "as-it-came",
            _("Book as it came"),
            _("What the provider tells is recorded, though it is not what was promised."),
            settling.as_it_came,
        ),
        AGAIN,
        LEAVE_EVENT,
    ),
    "dead": (AGAIN, LEAVE_EVENT),
    "counted": (
        Action(
            "correct",
            _("Write the correction"),
            _("The donor’s receipt is answered by one that says it went back."),
            settling.correct,
        ),
        LEAVE,
    ),
    "receipt": (
        Action("issue", _("Write the receipt"), _("The receipt takes the next number."), settling.issue),
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
            settling.void_backs,
            needs="void_receipt",
            field="note",
        ),
        LEAVE,
    ),
    "order": (
        Action(
            "again",
            _("Ask again"),
            _("The provider is asked under the same number, so nothing goes back twice."),
            settling.order_again,
            needs="refund_donation",
        ),
        LEAVE,
    ),
    "erased": (
        Action(
            "end",
            _("Stop it and give it back"),
            _("No more payments are taken, and what came since goes back. This cannot be undone."),
            settling.end_erased,
            needs="refund_donation",
        ),
        LEAVE,
    ),
    "fraud": (
        Action(
            "give-back",
            _("Give it back"),
            _("What is left of the payment goes back to its card."),
            settling.give_back_warned,
            needs="refund_donation",
        ),
        LEAVE_EVENT,
    ),
    "active": (
        Action(
            "stop",
            _("Stop the gift"),
            _("No more payments are taken. This cannot be undone."),
            settling.stop,
            needs="steer_donation",
        ),
        LEAVE,
    ),
    "twice": (
        Action(
            "give-back",
            _("Give the second back"),
            _("The whole second payment goes back. If it began a repeated gift, that ends now."),
            settling.answer_pair(Pair.Answer.GIVEN_BACK, by_payment=True),
            needs="refund_donation",
        ),
        Action(
            "meant",
            _("Two gifts"),
            _("Both payments stay as they are."),
            settling.answer_pair(Pair.Answer.KEPT, by_payment=True),
        ),
    ),
    "beside": (
        Action(
            "first",
            _("Stop the older one"),
            _("No more payments of it are taken. This cannot be undone."),
            settling.answer_pair(Pair.Answer.FIRST_STOPPED),
            needs="steer_donation",
        ),
        Action(
            "second",
            _("Stop the newer one"),
            _("No more payments of it are taken. This cannot be undone."),
            settling.answer_pair(Pair.Answer.SECOND_STOPPED),
            needs="steer_donation",
        ),
        Action(
            "meant", _("Both are meant"), _("Both go on as they are."), settling.answer_pair(Pair.Answer.KEPT)
        ),
    ),
    "stuck": (
        Action("ask", _("Ask the provider"), _("What the provider tells is recorded."), settling.ask_stuck),
        LEAVE,
    ),
    "letter": (
        Action(
            "send",
            _("Send again"),
            _("The letter goes out once more."),
            settling.send,
            needs="steer_donation",
        ),
        LEAVE,
    ),
}
