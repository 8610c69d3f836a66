"""What stands before the running text: kicker, headline, standfirst, bylines, picture lines.

Only here is a line taken for a headline or a byline. What does not fit is left to the running text.
"""

from __future__ import annotations

import re

from articles.importers import byline, picture, readline
from articles.importers.found import Found
from articles.importers.lines import Unit

LONGEST_HEADLINE, LONGEST_STANDFIRST, LONGEST_KICKER = 160, 400, 40
#: A byline further down than this is a line of the story.
MOST_BEFORE_BYLINE, MOST_LINES_IN_FRONT = 4, 12
_ABBREVIATED = re.compile(r"(?:\b\w\.){2,}$|\.\.\.$")


def find(units: list[Unit]) -> dict[int, Found]:
    """What the first units are, by their number."""
    found: dict[int, Found] = {}
    at = _byline_at(units)
    if at is None:
        if not _stands_over_a_story(units):
            return {}
        found[0] = _whole(units[0], "headline")
        after = 1
    else:
        found |= _over_the_byline(units[:at])
        after = at
    for number in range(after, min(len(units), MOST_LINES_IN_FRONT)):
        one = byline.find(units[number].tidy) or _picture(units[number])
        if one is None:
            break
        found[number] = one
    return found


def _byline_at(units: list[Unit]) -> int | None:
    for number, unit in enumerate(units[: MOST_BEFORE_BYLINE + 1]):
        if byline.find(unit.tidy):
            return number
        if len(unit.tidy) > LONGEST_STANDFIRST or readline.find(unit.tidy, html=""):
            return None
    return None


def _over_the_byline(units: list[Unit]) -> dict[int, Found]:
    """Kicker, headline and standfirst; nothing where it cannot be told which is which."""
    found: dict[int, Found] = {}
    lines: list[int] = []
    for number, unit in enumerate(units):
        if one := _picture(unit):
            found[number] = one
        else:
            lines.append(number)
    kinds = ["headline", "standfirst"]
    if len(lines) > 1 and _is_kicker(units[lines[0]]) and is_headline(units[lines[1]]):
        kinds.insert(0, "kicker")
    if not lines or len(lines) > len(kinds) or not is_headline(units[lines[kinds.index("headline")]]):
        return found
    return found | {number: _whole(units[number], kind) for number, kind in zip(lines, kinds, strict=False)}


def is_headline(unit: Unit) -> bool:
    text = unit.tidy
    if not 3 <= len(text) <= LONGEST_HEADLINE or len(text.split()) > 30:
        return False
    return not text.endswith((".", ",", ";", ":")) or bool(_ABBREVIATED.search(text))


def _is_kicker(unit: Unit) -> bool:
    text = unit.tidy
    return len(text) <= LONGEST_KICKER and len(text.split()) <= 3 and (text.isupper() or text.endswith(":"))


def _stands_over_a_story(units: list[Unit]) -> bool:
    """Without a byline: a first line that no sentence is, over a longer paragraph that is sentences."""
    if len(units) < 2 or not is_headline(units[0]) or readline.find(units[0].tidy, html=""):
        return False
    if _picture(units[0]) or byline.speaks_of_credit(units[0].tidy):
        return False
    first = units[0].tidy
    if len(first.split()) < 3 and len(first) < 10:
        return False
    text = next((unit.tidy for unit in units[1:] if not _picture(unit)), "")
    return len(text) > len(first) and text.rstrip("”’»\"')）").endswith(
        (".", "!", "?", "…", "。", "！", "？", "؟")
    )


def _picture(unit: Unit) -> Found | None:
    return picture.find(unit.tidy, unit.links, in_front=True)


def _whole(unit: Unit, kind: str) -> Found:
    return Found(kind, unit.tidy, ((0, len(unit.tidy), kind),))
