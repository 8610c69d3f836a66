"""A few lines of a found story around the words that were looked for."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

#: Letters in a snippet, and how many of them stand before the first word found.
LENGTH = 240
BEFORE = 70
#: Text further down is not looked through.
LOOKED_AT = 100_000


class Part(NamedTuple):
    text: str
    marked: bool


Snippet = list[Part]


class _Folded(dict[int, str]):
    """Each sign without case and accent, one for one, so that places in both texts are the same."""

    def __missing__(self, code: int) -> str:
        sign = fold(chr(code))
        self[code] = sign if len(sign) == 1 else chr(code)
        return self[code]


_folded = _Folded()


def fold(text: str) -> str:
    """Without case and without the accents of Latin, Greek and Cyrillic letters, as the index holds it."""
    apart = unicodedata.normalize("NFD", text.lower())
    kept = "".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f")
    return unicodedata.normalize("NFC", kept)


def snippet(text: str, terms: list[str]) -> Snippet:
    """The part of `text` around the first of `terms`, cut at words, with all that are in it marked.

    Plain text in (text, marked) pairs, never HTML; the start of the text if no term is in it.
    """
    text = " ".join(unicodedata.normalize("NFC", text[:LOOKED_AT]).split())
    looked_for = _pattern(terms)
    found = [match.span() for match in looked_for.finditer(text.translate(_folded))] if terms else []
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


def _pattern(terms: list[str]) -> re.Pattern[str]:
    either = "|".join(
        r"[\W_]+".join(re.escape(word) for word in fold(term).split())
        for term in sorted(terms, key=len, reverse=True)
    )
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")


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
