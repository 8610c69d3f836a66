"""One card of the page of pasted copy: what a part became, or what is asked of it."""

from dataclasses import dataclass, field
from typing import Any

from django.forms import Form

#: More choices than this are a list to open, not a row of buttons.
MOST_BUTTONS = 8


@dataclass
class Choice:
    value: str
    name: str
    note: str = ""
    hint: str = ""
    chosen: bool = False


@dataclass
class Card:
    kind: str
    letter: str
    title: str
    #: "question", "confirm", "left" or "known"; questions stand first.
    status: str
    word: str
    text: str = ""
    strong: str = ""
    said: str = ""
    name: str = ""
    choices: list[Choice] = field(default_factory=list)
    link: Any = None
    bound: Any = None
    #: A box to tick beside what is bound.
    box: Any = None

    @property
    def as_list(self) -> bool:
        return len(self.choices) > MOST_BUTTONS


def choose(card: Card, form: Form) -> None:
    """Tick the choice that the form holds for the card."""
    card.bound = form[card.name]
    chosen = str(card.bound.value() or "")
    for choice in card.choices:
        choice.chosen = choice.value == chosen
