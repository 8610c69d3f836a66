"""Everything that a receipt says, as a plain value that can be kept as JSON and sealed.

A Paper is never made again from rows: what was issued is what is kept, labels and sentences included, so that
a later version of this software sets the same words.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from membership.countries.rule import Kind
from membership.money import Money

#: Of the shape below. A reader of stored papers asks for it first.
VERSION = 1


class NotAPaper(ValueError):
    """What was stored cannot be read as a paper of a version that we know."""


@dataclass(frozen=True, slots=True)
class Party:
    """A name, the lines of an address, and what else is said about them, as (label, text)."""

    name: str
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GiftLine:
    """A gift: the day it was received where the issuer is (ISO 8601), minor units, what of it bought
    something."""

    date: str
    reference: str
    minor: int
    benefit: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A finished sentence; `place` is head, body or foot."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    rule: str
    number: str
    kind: Kind
    title: str
    language: str
    currency: str
    issuer: Party
    donor: Party
    lines: tuple[GiftLine, ...]
    #: Minor units: what was given, and what of it counts for the tax.
    total: int
    eligible: int
    statements: tuple[Sentence, ...]
    issued_on: str
    #: How the parts are called on this paper, as (name, label).
    labels: tuple[tuple[str, str], ...]
    #: (label, text) beside the number: place of issue, period, which receipt this one answers.
    facts: tuple[tuple[str, str], ...] = ()
    shows_eligible: bool = True
    words: str = ""
    #: Who signs and where; empty where no signature is asked for.
    signatory: str = ""
    place: str = ""
    #: Set across the page of what is no receipt: practice, or a receipt that was voided.
    mark: str = ""
    #: The number of the receipt that this one corrects, replaces or voids.
    answers: str = ""
    sheet: str = "A4"
    one_page: bool = False
    version: int = VERSION

    def label(self, name: str) -> str:
        return dict(self.labels)[name]

    @property
    def amount(self) -> Money:
        return Money(self.total, self.currency)

    def said(self, place: str) -> tuple[str, ...]:
        return tuple(one.text for one in self.statements if one.place == place)

    def as_json(self) -> dict[str, Any]:
        """Only what JSON knows: lists, strings, whole numbers, booleans."""
        return json.loads(json.dumps(asdict(self)))

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Paper:
        """The paper that `as_json` wrote down. Raises NotAPaper."""
        if told.get("version") != VERSION:
            raise NotAPaper(f"This paper is of version {told.get('version')}; we read version {VERSION}.")
        if set(told) != {one.name for one in fields(cls)}:
            raise NotAPaper("This paper lacks a part, or has one that we do not know.")
        return cls(
            **{
                **told,
                "issuer": _party(told["issuer"]),
                "donor": _party(told["donor"]),
                "lines": tuple(GiftLine(**line) for line in told["lines"]),
                "statements": tuple(Sentence(**one) for one in told["statements"]),
                "labels": _pairs(told["labels"]),
                "facts": _pairs(told["facts"]),
            }
        )


def seal(paper: Paper, previous: str = "") -> str:
    """SHA-256, in hex, over the seal before and the paper as canonical JSON (sorted keys, no spaces, UTF-8).

    A change in any word of any paper breaks its seal and every later one of its series.
    """
    canonical = json.dumps(paper.as_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def _party(told: dict[str, Any]) -> Party:
    return Party(told["name"], tuple(told["lines"]), _pairs(told["facts"]))


def _pairs(told: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in told)
