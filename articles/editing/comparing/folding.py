"""What a comparison shows: the rows that changed, and between them what stayed, folded away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _

from articles.editing.comparing.rows import Row


@dataclass(frozen=True)
class Stretch:
    """Neighbouring rows that all changed, or that all stayed; `label` names those that stayed."""

    changed: bool
    rows: list[Row]
    label: str = ""


@dataclass(frozen=True)
class Part:
    """A field with changes: how many, and the number of the first."""

    name: str
    count: int
    first: int


@dataclass(frozen=True)
class Comparison:
    stretches: list[Stretch]
    parts: list[Part]

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Comparison:
        numbered, count, last = [], 0, {True: "", False: ""}
        for row in rows:
            count += row.changed
            heads, last[row.changed] = row.part != last[row.changed], row.part
            numbered.append(replace(row, number=count if row.changed else 0, heads=heads))
        stretches = []
        for changed, group in groupby(numbered, key=lambda row: row.changed):
            together = list(group)
            stretches.append(Stretch(changed, together, "" if changed else _same(together)))
        return cls(stretches, list(_parts(row for row in numbered if row.changed)))


def _parts(changed: Iterable[Row]) -> Iterable[Part]:
    for name, group in groupby(changed, key=lambda row: row.part):
        rows = list(group)
        yield Part(name, len(rows), rows[0].number)


def _same(rows: list[Row]) -> str:
    """“Standfirst, kicker: the same”, “Paragraphs 5 to 8: the same”."""
    said: list[str] = []
    for part, group in groupby(rows, key=lambda row: row.part):
        of_part = list(group)
        name = _paragraphs(of_part[0].paragraph, of_part[-1].paragraph) or part
        said.append(name if not said else name[:1].lower() + name[1:])
    return _("%(parts)s: the same") % {"parts": ", ".join(said)}


def _paragraphs(first: int, last: int) -> str:
    """Empty where it is none."""
    if first == last:
        return _("Paragraph %(number)d") % {"number": first} if first else ""
    return _("Paragraphs %(first)d to %(last)d") % {"first": first, "last": last}
