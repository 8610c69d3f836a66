"""A label over links: “RELATED COVERAGE”, and under it the headlines of other stories, each a link."""

import re

from articles.importers.draft import ReadLine
from articles.importers.pasted_copy import readline
from articles.importers.pasted_copy.found import Found
from articles.importers.pasted_copy.lines import Unit

#: The whole of the line is one link.
_LINKED = re.compile(r"(?:<(?:strong|em)>)*<a [^<>]*>(?:(?!</?a\b).)*</a>(?:</(?:strong|em)>)*")


def find(units: list[Unit], numbers: list[int]) -> dict[int, Found]:
    """By the number of the line: the labels, which are no text, and what stands under each."""
    found: dict[int, Found] = {}
    label = ""
    for place, number in enumerate(numbers):
        unit = units[number]
        if label and _is_linked(unit):
            found[number] = _read(label, unit)
            continue
        label = readline.label_alone(unit.tidy)
        under = numbers[place + 1 : place + 2]
        if label and not unit.links and under and _is_linked(units[under[0]]):
            found[number] = Found("notice", unit.tidy, ((0, len(unit.tidy), "notice"),))
        else:
            label = ""
    return found


def _is_linked(unit: Unit) -> bool:
    return (
        len(unit.links) == 1
        and 3 <= len(unit.tidy) <= readline.LONGEST
        and bool(_LINKED.fullmatch(unit.html))
    )


def _read(label: str, unit: Unit) -> Found:
    headline = readline.unquoted(unit.tidy)
    return Found(
        "read",
        ReadLine(label, headline, f"<p>{unit.html}</p>", unit.links[0][1]),
        ((0, len(unit.tidy), "read"),),
    )
