"""One place of a story in three copies: as both opened it, mine, theirs; and what is to become of it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final


class By(StrEnum):
    """Who changed it."""

    NOBODY = "nobody"
    ME = "me"
    THEM = "them"
    #: Both, and in the same way.
    BOTH = "both"
    #: Both, each in another way: somebody has to decide.
    ASKED = "asked"


#: What stands for the value of a copy that nobody knows any more: whatever differs is asked.
UNKNOWN: Final = object()


@dataclass(frozen=True)
class Choice:
    """What is kept of a piece: "mine", "theirs", "both", or `anew`, a value of the same shape."""

    keep: str
    anew: Any = None


Choices = Mapping[str, Choice]


@dataclass(frozen=True)
class Piece:
    """`field`: as a Copy or the desk names it; `part`: which values of a row; `key`: this very question."""

    field: str
    base: Any
    mine: Any
    theirs: Any
    by: By
    part: str = ""
    key: str = ""

    def value(self, choices: Choices) -> Any:
        """What stands there now; theirs, which is saved, while nobody has decided."""
        choice = choices.get(self.key)
        if choice is None:
            return self.mine if self.by == By.ME else self.theirs
        if choice.keep == "both":
            return self.mine + self.theirs
        return {"mine": self.mine, "theirs": self.theirs, "anew": choice.anew}[choice.keep]


class Pieces:
    """All pieces of a merge. A question has the same key whenever it is asked with the same three answers."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def piece(
        self,
        field: str,
        base: Any,
        mine: Any,
        theirs: Any,
        *,
        part: str = "",
        told: Callable[[Any], Any] = lambda value: value,
        by: By | None = None,
    ) -> Piece:
        """`told`: what of a value counts where letters differ; `by`: who changed it, if that is known."""
        question = sha256(repr((field, part, base is UNKNOWN or base, mine, theirs)).encode()).hexdigest()[
            :16
        ]
        self.asked[question] += 1
        by = by or who(base, mine, theirs, told)
        return Piece(field, base, mine, theirs, by, part, f"{question}-{self.asked[question]}")


def who(base: Any, mine: Any, theirs: Any, told: Callable[[Any], Any]) -> By:
    """Who changed a value. One that says the same in other letters was not changed where another was."""
    for of in (lambda value: value, told):
        b, m, t = (value if value is UNKNOWN else of(value) for value in (base, mine, theirs))
        if m == t:
            return By.NOBODY if b == t else By.BOTH
        if m == b:
            return By.THEM
        if t == b:
            return By.ME
    return By.ASKED


def plain(value: Any) -> Any:
    """The same words however their lines end: browsers send them with \\r\\n."""
    if isinstance(value, tuple):
        return tuple(plain(each) for each in value)
    return "\n".join(value.split("\r\n")) if isinstance(value, str) else value
