"""Where a running text may be interrupted: between two paragraphs, with enough of it before and behind."""

import re
from typing import Any

Blocks = list[tuple[str, Any]]

#: After so many paragraphs, and with at least so many still to come.
AFTER, STILL = 4, 3
_TAG = re.compile(r"</?(?:blockquote|ul|ol)\b[^>]*>|</p>")


def parted(blocks: Blocks) -> list[Blocks]:
    """The blocks of a story in two parts, cut after the fourth paragraph; a short text is one part."""
    passed = 0
    for number, (kind, value) in enumerate(blocks):
        ends = paragraph_ends(value) if kind == "html" else []
        if passed + len(ends) < AFTER:
            passed += len(ends)
            continue
        cut = ends[AFTER - passed - 1]
        rest = [("html", value[cut:]), *blocks[number + 1 :]]
        still = sum(len(paragraph_ends(text)) for kind, text in rest if kind == "html")
        return [[*blocks[:number], ("html", value[:cut])], rest] if still >= STILL else [blocks]
    return [blocks]


def paragraph_ends(html: str) -> list[int]:
    """Where each paragraph of the running text ends; inside a quotation or a list is no place to stop."""
    ends, depth = [], 0
    for tag in _TAG.finditer(html):
        if tag[0] != "</p>":
            depth += -1 if tag[0].startswith("</") else 1
        elif depth == 0:
            ends.append(tag.end())
    return ends
