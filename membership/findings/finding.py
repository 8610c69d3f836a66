"""One thing that does not add up, as the desk shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from membership.money import Money

Words = str | Promise
#: In the order in which they are shown.
KINDS = (
    "difference", "credit", "held", "dead", "counted", "receipt", "uneven", "order", "erased", "fraud",
    "active", "twice", "stuck", "letter",
)  # fmt: skip
#: A month is not closed over one of these.
MATTERS = frozenset(
    {"difference", "credit", "held", "dead", "counted", "receipt", "uneven", "order", "erased"}
)


@dataclass(frozen=True)
class Action:
    """A way to settle it. `confirm` is what is asked before; `field` what has to be typed."""

    how: str
    label: Words
    confirm: Words
    #: The permission, beside that to close books.
    needs: str = ""
    #: "gift": a reference; "note": a sentence; empty: nothing.
    field: str = ""


@dataclass(frozen=True)
class Finding:
    kind: str
    #: Which one of its kind, for good: a second trouble with the same row is another.
    about: str
    title: str
    text: str
    when: datetime
    amount: Money | None = None
    #: The gift that it is about, if it is known.
    donation: int | None = None
    actions: tuple[Action, ...] = ()

    def for_whom(self, may: Callable[[str], bool]) -> Finding:
        """With those actions alone that somebody with these permissions may take."""
        if not may("membership.close_books"):
            return replace(self, actions=())
        allowed = (one for one in ACTIONS[self.kind] if not one.needs or may(f"membership.{one.needs}"))
        return replace(self, actions=tuple(allowed))


_LEAVE = Action(
    "left", _("Leave it"), _("It will not be shown again. Say why; it stands in the books."), field="note"
)
ACTIONS: dict[str, tuple[Action, ...]] = {
    "difference": (
        Action("ask", _("Ask the provider again"), _("What the provider tells is recorded.")),
        Action(
            "not-ours",
            _("Not a gift"),
            _("Money that is not for us is left out of comparisons."),
            field="note",
        ),
        _LEAVE,
    ),
    "credit": (
        Action(
            "book",
            _("Book for a gift"),
            _("The money is recorded as a payment of that gift, and the donor is thanked."),
            needs="receive_donation",
            field="gift",
        ),
        Action(
            "not-ours",
            _("Not a gift"),
            _("The credit stays in the statement and is booked nowhere."),
            field="note",
        ),
    ),
    "held": (
        Action(
            "as-it-came",
            _("Book as it came"),
            _("What the provider tells is recorded, though it is not what was promised."),
        ),
        Action("again", _("Try again"), _("The provider is asked once more.")),
        _LEAVE,
    ),
    "dead": (Action("again", _("Try again"), _("The provider is asked once more.")), _LEAVE),
    "counted": (
        Action(
            "correct",
            _("Write the correction"),
            _("The donor’s receipt is answered by one that says it went back."),
        ),
        _LEAVE,
    ),
    "receipt": (
        Action("issue", _("Write the receipt"), _("The receipt takes the next number.")),
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
        ),
        _LEAVE,
    ),
    "order": (
        Action(
            "again",
            _("Ask again"),
            _("The provider is asked under the same number, so nothing goes back twice."),
            needs="refund_donation",
        ),
        _LEAVE,
    ),
    "erased": (
        Action(
            "end",
            _("Stop it and give it back"),
            _("No more payments are taken, and what came since goes back. This cannot be undone."),
            needs="refund_donation",
        ),
        _LEAVE,
    ),
    "fraud": (
        Action(
            "give-back",
            _("Give it back"),
            _("What is left of the payment goes back to its card."),
            needs="refund_donation",
        ),
        _LEAVE,
    ),
    "active": (
        Action(
            "stop",
            _("Stop the gift"),
            _("No more payments are taken. This cannot be undone."),
            needs="steer_donation",
        ),
        _LEAVE,
    ),
    "twice": (
        Action(
            "give-back",
            _("Give the second back"),
            _("The whole second payment goes back."),
            needs="refund_donation",
        ),
        Action("meant", _("Two gifts"), _("Both payments stay as they are.")),
    ),
    "stuck": (Action("ask", _("Ask the provider"), _("What the provider tells is recorded.")), _LEAVE),
    "letter": (
        Action("send", _("Send again"), _("The letter goes out once more."), needs="steer_donation"),
        _LEAVE,
    ),
}
