"""What the gate is told of a wish, and its verdict."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from membership.giving.refusals import NeedsProof, TooMany
from membership.money import Money
from newsroom.limits import give_back


class Answer(Enum):
    GO_ON = "go on"
    PROVE_IT = "prove it"
    NOT_NOW = "not now"


@dataclass(frozen=True)
class Evidence:
    """What came along with a wish: from where (kept nowhere), and what was done to prove good faith."""

    #: Empty: the wish is our own (the demo).
    address: str = ""
    #: The sum that the browser did, and the code from the mail.
    answer: str = ""
    code: str = ""
    #: The form came back faster than a hand fills it in.
    fast: bool = False


@dataclass(frozen=True)
class Facts:
    """What the verdict rests on. `token` belongs to one showing of the form; `card`: paid at a provider."""

    token: str
    email: str
    amount: Money
    card: bool
    evidence: Evidence
    now: datetime


@dataclass(frozen=True)
class Verdict:
    answer: Answer
    #: Says why, and what to do; empty where the gift goes on.
    sentence: str = ""
    #: What the gift takes up; given back if it comes to nothing.
    places: tuple[str, ...] = ()

    def enforce(self) -> None:
        """Raises NeedsProof or TooMany unless the gift goes on."""
        if self.answer is not Answer.GO_ON:
            raise (NeedsProof if self.answer is Answer.PROVE_IT else TooMany)(self.sentence)

    def withdraw(self) -> None:
        give_back(self.places)
