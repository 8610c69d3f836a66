"""“By A and B / Outlet”: a whole line that is nothing but a credit. A sentence that begins so is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from articles.importers import naming
from articles.importers.draft import Name
from articles.importers.found import Found

_ROLES = {
    "photographs": r"photograph(?:s|y)? by|photos? by|pictures? by|images? by",
    "reporting": r"additional reporting by|reporting by",
    "translation": r"translated by|translation by",
    "illustration": r"illustrations? by|illustrated by",
    "data": r"data by|graphics? by",
    "editing": r"edited by",
    "by": r"(?:words|text|story|written|reported|report) by|by|von|par|por",
}
_ROLE = re.compile("|".join(f"(?P<{role}>(?:{said}):? )" for role, said in _ROLES.items()), re.IGNORECASE)
_SLASH = r" ?[/|] ?| [–—-] | ?\((?=[^()]+\)$)"
_BETWEEN = re.compile(
    rf"(?P<slash>{_SLASH})|;\s?|,? (?:and|AND|And|&|und|UND|et|ET|y|Y|with|WITH) |, ?(?:and )?"
)
_OUTLET_END = re.compile(r" ?[/|;] ?|\)$")
_FOR = re.compile(r" (?:for|FOR) ")
LONGEST = 240


@dataclass(frozen=True)
class Credited:
    names: tuple[Name, ...]
    outlet: str = ""
    left: tuple[str, ...] = ()


@dataclass
class _Reading:
    text: str
    names: list[Name] = field(default_factory=list)
    singles: bool = False
    outlet: tuple[int, int] | None = None
    left: list[tuple[int, int]] = field(default_factory=list)


def find(text: str) -> Found | None:
    """The credit that the tidied line `text` is; None if any word of it might be something else."""
    if len(text) > LONGEST or not _ROLE.match(text):
        return None
    reading = _Reading(text)
    if not _read(reading) or not reading.names or (reading.singles and not reading.outlet):
        return None
    cuts = sorted(
        [(*span, "left") for span in reading.left] + ([(*reading.outlet, "outlet")] if reading.outlet else [])
    )
    credited = Credited(
        tuple(dict.fromkeys(reading.names)),
        text[slice(*reading.outlet)] if reading.outlet else "",
        tuple(text[slice(*span)] for span in reading.left),
    )
    return Found("byline", credited, tuple(_stretches(text, cuts)))


def _read(reading: _Reading) -> bool:
    """Go through the line from separator to separator; False at the first thing that is no credit."""
    text, at, role, after_slash = reading.text, 0, "by", False
    while at < len(text):
        if said := _ROLE.match(text, at):
            role, at, after_slash = str(said.lastgroup), said.end(), False
        end, next_at, slash = _segment(text, at)
        if after_slash:
            stop = _OUTLET_END.search(text, at)
            end = stop.start() if stop else len(text)
            next_at, slash = (stop.end(), ";" not in stop[0]) if stop else (end, False)
            if not _take_outlet(reading, at, end):
                return False
        elif not _take_person(reading, at, end, role):
            return False
        if next_at > end and next_at >= len(text) and text[end:] != ")":
            return False
        at, after_slash = next_at, slash
    return True


def _segment(text: str, at: int) -> tuple[int, int, bool]:
    """Where the name that begins at `at` ends, where the next begins, and whether a slash is between."""
    between = _BETWEEN.search(text, at)
    if between is None:
        return len(text), len(text), False
    return between.start(), between.end(), between["slash"] is not None


def _take_outlet(reading: _Reading, start: int, end: int) -> bool:
    if naming.is_job(reading.text[start:end]):
        reading.left.append((start, end))
        return True
    if reading.outlet or not naming.is_organisation(reading.text[start:end]):
        return False
    reading.outlet = (start, end)
    return True


def _take_person(reading: _Reading, start: int, end: int, role: str) -> bool:
    segment = reading.text[start:end]
    if reading.names and naming.is_job(segment):
        reading.left.append((start, end))
        return True
    if reading.names and segment.startswith(("The ", "THE ")) and end == len(reading.text):
        return _take_outlet(reading, start, end)
    if (working_for := _FOR.search(segment)) and end == len(reading.text):
        if not _take_outlet(reading, start + working_for.end(), end):
            return False
        segment = segment[: working_for.start()]
    if not naming.is_name(segment, alone=True):
        return False
    reading.singles = reading.singles or not naming.is_name(segment)
    name, shouted = naming.spoken(segment)
    reading.names.append(Name(name, role, shouted))
    return True


def _stretches(text: str, cuts: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The line in stretches: people, and what is cut out of it; the separators fall between."""
    stretches, at = [], 0
    for start, end, kind in [*cuts, (len(text), len(text), "")]:
        people = text[at:start].strip(" ,;/|–—-()")
        if people:
            begins = text.index(people, at)
            stretches.append((begins, begins + len(people), "byline"))
        if kind:
            stretches.append((start, end, kind))
        at = end
    return stretches


def speaks_of_credit(text: str) -> bool:
    """Whether the line begins as a credit does, even if the rest of it was not understood."""
    return _ROLE.match(text) is not None
