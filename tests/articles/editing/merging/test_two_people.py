"""Two people at one story for a long time: whatever they do and whenever they save, no word is lost."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.copies import Copy
from articles.editing.merging import Choice, merge
from articles.forms.deciding import ANEW, offered
from tests.builders.edits import STORY, Person

FULL = os.environ.get("PROOFS") == "full"
#: An hour of two people who do something every ten seconds.
STEPS = 720 if FULL else 60
_OWN = re.compile(r"\b(?:ann|bob)\d+")


def words(*said: object) -> Counter[str]:
    return Counter(_OWN.findall(repr(said)))


@dataclass
class Desk:
    """The story as it is saved, version by version, and as each of the two has it open."""

    random: Random
    versions: list[Copy] = field(default_factory=lambda: [STORY])
    typed: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    asked: int = 0

    def __post_init__(self) -> None:
        self.people = {name: Person(name, self.random) for name in ("ann", "bob")}
        self.open = dict.fromkeys(self.people, (0, STORY))

    def edit(self, name: str) -> None:
        opened, before = self.open[name]
        after = self.people[name].edit(before, 2)
        self.typed |= set(words(after))
        # What somebody saw and took out is no loss: each of two places where it stood, perhaps, by another.
        self.gone |= set(words(before) - words(after))
        self.open[name] = (opened, after)

    def save(self, name: str) -> None:
        opened, mine = self.open[name]
        merged = merge(self.versions[opened], mine, self.versions[-1])
        choices = {}
        for piece in merged.collisions:
            keep = self.random.choice([each for each in offered(piece) if each != ANEW])
            choices[piece.key] = Choice(keep)
            self.gone |= set(words(piece.mine, piece.theirs) - words(piece.value(choices)))
        self.asked += len(choices)
        self.versions.append(merged.copy(choices))
        self.open[name] = (len(self.versions) - 1, self.versions[-1])

    def lost(self) -> set[str]:
        return self.typed - set(words(self.versions[-1], self.open)) - self.gone


@settings(max_examples=200 if FULL else 10)
@given(st.integers(0, 2**63))
def test_no_word_is_lost_but_what_somebody_took_out_or_decided_against(seed):
    desk = Desk(Random(seed))

    for _step in range(STEPS):
        name = desk.random.choice(["ann", "bob"])
        if desk.random.random() < 0.3:
            desk.save(name)
        else:
            desk.edit(name)
        assert desk.lost() == set()

    desk.save("ann")
    desk.save("bob")
    desk.save("ann")
    assert desk.open["ann"][1] == desk.versions[-1]
    assert desk.lost() == set()


def test_the_proof_sees_what_is_lost():
    """The control: a save over the other's is seen at once."""
    desk = Desk(Random(1))
    for _step in range(20):
        desk.edit("ann")
        desk.edit("bob")
    desk.save("ann")

    desk.versions.append(desk.open["bob"][1])
    desk.open["ann"] = (2, desk.versions[-1])

    assert desk.lost()
