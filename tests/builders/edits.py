"""A story as plain values, and what people do to one: edits by chance, each new word theirs alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from random import Random

from articles.body import parts
from articles.body.blocks import blocks
from articles.copies import Copy, CopyByline, CopyLink, CopyPhoto, CopyTopic

TEXTS = ("headline", "standfirst", "kicker", "key_points", "outlet_url", "slug")
OLD = [
    "The dredger was sold for scrap on Monday, the harbour board said.",
    "Nobody would name the price of it, nor the yard.",
    "She dug this harbour, said the last bosun.",
    "The tender was never published, in spite of the law.",
    "A crane stood idle on the quay all winter.",
    "It is not known who signed for the money.",
]
STORY = Copy(
    headline="Dredger sold for scrap",
    standfirst="Forty years, and then the yard.",
    body="".join(f"<p>{line}</p>" for line in OLD)
    + "<ul><li><p>One</p></li><li><p>Two</p></li></ul>"
    + parts.block("photo", id=7),
    section=10,
    section_name="Harbour",
    bylines=(CopyByline(1, "Ines", "by"), CopyByline(2, "Tom", "by"), CopyByline(3, "Jo", "photographs")),
    photos=(CopyPhoto(7, "lead", "The dredger", "A ship"), CopyPhoto(8, "text", "The yard", "A yard")),
    links=(
        CopyLink("list", 31, "", "", ""),
        CopyLink("list", None, "https://a.example/", "Their report", ""),
    ),
    topics=(CopyTopic(1, "Pilotage"), CopyTopic(2, "Dredging")),
)


class Person:
    """Edits a copy as a person would, and remembers each word that was theirs."""

    def __init__(self, name: str, random: Random) -> None:
        self.name, self.random, self.numbers = name, random, count(1)

    def word(self) -> str:
        return f"{self.name}{next(self.numbers)}"

    def edit(self, copy: Copy, times: int = 3) -> Copy:
        acts = [self.text, self.text, self.text, self.field, self.row, self.choice]
        for _time in range(self.random.randint(1, times)):
            copy = self.random.choice(acts)(copy)
        return copy

    def text(self, copy: Copy) -> Copy:
        found = blocks(copy.body)
        at = self.random.randrange(len(found) + 1)
        act = self.random.choice(["words", "words", "new", "gone", "anew", "split", "join", "move", "block"])
        if act == "new" or at == len(found):
            found.insert(at, f"<p>{self.word()} came late to the quay.</p>")
        elif act == "block":
            found.insert(at, parts.block("photo", id=self.random.randint(7, 9)))
        elif act == "gone":
            del found[at]
        elif act == "anew":
            found[at] = f"<h2>{self.word()}</h2>"
        elif act == "move":
            found.insert(self.random.randrange(len(found)), found.pop(at))
        elif found[at].startswith("<p>"):
            found[at : at + 1] = self._paragraph(act, found[at][3:-4].split(" "))
        return replace(copy, body="".join(found))

    def _paragraph(self, act: str, words: list[str]) -> list[str]:
        at = self.random.randrange(len(words))
        if act == "split" and at:
            return [f"<p>{' '.join(words[:at])}</p>", f"<p>{' '.join(words[at:])}</p>"]
        return [f"<p>{' '.join([*words[:at], self.word(), *words[at + self.random.randint(0, 2) :]])}</p>"]

    def field(self, copy: Copy) -> Copy:
        name = self.random.choice(TEXTS)
        return replace(copy, **{name: f"{getattr(copy, name)} {self.word()}".strip()})

    def choice(self, copy: Copy) -> Copy:
        number = self.random.randint(1, 3)
        return self.random.choice(
            [
                replace(copy, section=number, section_name=f"Section {number}"),
                replace(copy, outlet=number, outlet_name=f"Outlet {number}"),
                replace(copy, prominence=number - 1),
                replace(copy, sensitive=not copy.sensitive),
                replace(copy, kind=["news", "feature", "opinion"][number - 1]),
            ]
        )

    def row(self, copy: Copy) -> Copy:
        name = self.random.choice(["bylines", "photos", "links", "topics"])
        rows = list(getattr(copy, name))
        at = self.random.randrange(len(rows) + 1)
        act = self.random.choice(["new", "gone", "words", "move"])
        if act == "new" or not rows or at == len(rows):
            row = self._new(name)
            if row not in rows and all(
                row.__dict__.get("photo") != getattr(each, "photo", 0) for each in rows
            ):
                rows.insert(at, row)
        elif act == "gone":
            del rows[at]
        elif act == "move":
            rows.insert(self.random.randrange(len(rows)), rows.pop(at))
        elif name == "photos":
            rows[at] = replace(rows[at], caption=f"{rows[at].caption} {self.word()}")
        return replace(copy, **{name: tuple(rows)})

    def _new(self, name: str):
        number = self.random.randint(4, 9)
        return {
            "bylines": CopyByline(number, f"Author {number}", "by"),
            "photos": CopyPhoto(number + 5, "text", self.word(), "New"),
            "links": CopyLink("list", number + 40, "", "", ""),
            "topics": CopyTopic(number, f"Topic {number}"),
        }[name]
