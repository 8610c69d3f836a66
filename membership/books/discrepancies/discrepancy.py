"""One thing that does not add up, as the desk shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from membership.money import Money
from newsroom.models import User

Words = str | Promise
#: In the order in which they are shown, with what a list of decisions calls them.
KINDS: dict[str, Words] = {
    "difference": _("Difference to the provider"),
    "credit": _("Credit at the bank"),
    "returned": _("Returned transfer"),
    "held": _("Event that does not fit"),
    "dead": _("Event that could not be worked"),
    "counted": _("Receipt to correct"),
    "receipt": _("Missing receipt"),
    "uneven": _("Receipts of another sum"),
    "order": _("Order to give back"),
    "erased": _("Gift of an erased donor"),
    "fraud": _("Warning of fraud"),
    "active": _("Gift that went back and goes on"),
    "twice": _("Payment made twice"),
    "beside": _("Two repeated gifts"),
    "stuck": _("Begun gift"),
    "letter": _("Letter not sent"),
}
#: A month is not closed over one of these.
MATTERS = frozenset(
    {"difference", "credit", "returned", "held", "dead", "counted", "receipt", "uneven", "order", "erased"}
)


@dataclass(frozen=True)
class Action:
    """A way to settle it. `confirm` is what is asked before; `field` what has to be typed."""

    how: str
    label: Words
    confirm: Words
    #: What is done, given what it is about, who decided and what they typed. None: deciding alone is enough.
    do: Callable[[str, User, str], None] | None = None
    #: The permission, beside that to close books.
    needs: str = ""
    #: "gift": a reference; "note": a sentence; empty: nothing.
    field: str = ""


@dataclass(frozen=True)
class Discrepancy:
    kind: str
    #: Which one of its kind, for good: a second trouble with the same row is another.
    about: str
    title: str
    text: str
    when: datetime
    amount: Money | None = None
    #: The gift that it is about, if it is known.
    donation: int | None = None
    #: The bank statement that it stands in; its page shows whose it may be.
    statement: int | None = None
    actions: tuple[Action, ...] = ()
    #: Ways of its kind that make no sense for this one.
    without: frozenset[str] = frozenset()
    #: How many there are of its kind, those too that were not built.
    of_kind: int = 1
