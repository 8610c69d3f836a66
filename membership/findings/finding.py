"""One thing that does not add up, as the desk shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from membership.money import Money
from newsroom.models import User

Words = str | Promise
#: In the order in which they are shown.
KINDS = (
    "difference", "credit", "returned", "held", "dead", "counted", "receipt", "uneven", "order", "erased",
    "fraud", "active", "twice", "beside", "stuck", "letter",
)  # fmt: skip
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
    #: Ways of its kind that make no sense for this one.
    without: frozenset[str] = frozenset()
