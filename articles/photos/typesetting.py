"""Which letters the paper's own type has, and how words are set in lines with it."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable

#: The signs of each font file, and those of its second file (`…-ext`): see @font-face in reader.css.
BASE = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2016)]) | frozenset(
    map(ord, "ıŒœ\u2018\u2019\u201a“”„†‡•…‰\u2032″\u2039›\u2044€№™←→\u2212\u2215")
)
MORE = frozenset([*range(0x100, 0x180), *range(0x218, 0x21C), 0x1E9E]) - BASE
Measure = Callable[[str], float]


def settable(text: str) -> str:
    """The text as it can be set: pictographs and invisible signs left out; empty if a letter is missing."""
    kept = []
    for sign in unicodedata.normalize("NFC", " ".join(text.split())):
        if ord(sign) in BASE or ord(sign) in MORE:
            kept.append("" if sign == "\xad" else sign)
        elif unicodedata.category(sign)[0] in "LMN":
            return ""
    return " ".join("".join(kept).split())


def lines_of(text: str, width: float, measure: Measure) -> list[str]:
    """The text in as few lines as fit the width, all about equally long.

    A word too long for a line is cut, without a hyphen: no rule for that holds in all languages.
    """
    lines = _filled(text, width, measure)
    low, high = width / 3, width
    for _step in range(6):
        middle = (low + high) / 2
        if len(_filled(text, middle, measure)) > len(lines):
            low = middle
        else:
            high = middle
    return _filled(text, high, measure)


def _filled(text: str, width: float, measure: Measure) -> list[str]:
    lines, line = [], ""
    for word in text.split(" "):
        if line and measure(f"{line} {word}") > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
        while measure(line) > width and len(line) > 1:
            fits = fitting(line, width, measure)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line else lines


def fitting(text: str, width: float, measure: Measure) -> int:
    """How many signs of the text fit; at least one."""
    return max(1, bisect_right(range(1, len(text)), width, key=lambda cut: measure(text[:cut])))
