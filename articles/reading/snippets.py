"""A few lines of a found story around the words that were looked for."""

import re
import unicodedata
from typing import NamedTuple

from articles.transliteration import fold, fold_in_place

#: Letters in a snippet, and how many of them stand before the first word found.
LENGTH = 240
BEFORE = 70
#: Text further down is not looked through.
LOOKED_AT = 100_000


class Part(NamedTuple):
    text: str
    marked: bool


Snippet = list[Part]


def snippet(text: str, terms: list[str]) -> Snippet:
    """The part of `text` around the first of `terms`, cut at words, with all that are in it marked.

    Plain text in (text, marked) pairs, never HTML; the start of the text if no term is in it.
    """
    text = " ".join(unicodedata.normalize("NFC", text[:LOOKED_AT]).split())
    found = _found(text, terms) if terms else []
    start = _word_start(text, found[0][0] - BEFORE) if found else 0
    end = _word_end(text, start + LENGTH, floor=found[0][1] if found else 0)
    parts = [Part("… ", marked=False)] if start else []
    at = start
    for begins, ends in found:
        if begins < at or ends > end:
            continue
        parts += [Part(text[at:begins], marked=False), Part(text[begins:ends], marked=True)]
        at = ends
    parts.append(Part(text[at:end] + (" …" if end < len(text) else ""), marked=False))
    return [part for part in parts if part.text]


def _found(text: str, terms: list[str]) -> list[tuple[int, int]]:
    """Where the terms stand in the text, looked for in its folded letters."""
    folded, places = fold_in_place(text)
    spans = []
    for match in _pattern(terms).finditer(folded):
        end = places[match.end() - 1] + 1
        while end < len(text) and not fold_in_place(text[end])[0]:
            end += 1  # a loose accent belongs to the letter before it
        spans.append((places[match.start()], end))
    return spans


def _pattern(terms: list[str]) -> re.Pattern[str]:
    longest_first = sorted((fold(term) for term in terms), key=len, reverse=True)
    either = "|".join(" +".join(map(re.escape, term.split())) for term in longest_first if term)
    return re.compile(rf"(?<!\S)(?:{either or '(?!)'})(?!\S)")


def _word_start(text: str, at: int) -> int:
    if at <= 0:
        return 0
    space = text.find(" ", at, at + BEFORE)
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int, *, floor: int) -> int:
    at = max(at, floor)
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", floor, at)
    return space if space > floor else at
