"""Bytes become text where nothing says which letters they stand for: old systems each had their own table.

What is UTF-8 is UTF-8. Of the others, each candidate's letters are looked at: those of one language, within
words and in small where their neighbours are small, speak for it; signs inside words and letters of other
languages speak against it.
"""

from __future__ import annotations

import re
from collections import Counter

#: In the order in which one is taken if nothing tells two apart. 858 is 850 with the euro.
_CANDIDATES = (
    "cp1252",
    "cp1250",
    "iso8859_15",
    "iso8859_2",
    "cp858",
    "cp437",
    "mac_roman",
    "cp852",
    "mac_latin2",
)
#: Letters above ASCII of each language, small ones; two families for files that mix languages.
_LANGUAGES = {
    "german": "äöüß",
    "french": "àâçéèêëîïôùûœ",
    "spanish": "áéíñóúü",
    "portuguese": "ãáàâçéêíóôõú",
    "italian": "àèéìòù",
    "swedish and finnish": "åäöé",
    "danish and norwegian": "æøåé",
    "polish": "ąćęłńóśźż",
    "czech and slovak": "áčďéěíňóřšťúůýžäĺľôŕ",
    "hungarian": "áéíóöőúüű",
    "south slavic": "čćđšž",
    "romanian": "ăâîșțşţ",
}
_WEST = frozenset("".join(list(_LANGUAGES.values())[:7]))
_CENTRE = frozenset("".join(list(_LANGUAGES.values())[7:]) + "äöüß")
_SETS = [(frozenset(letters), 1.0) for letters in _LANGUAGES.values()] + [(_WEST, 0.75), (_CENTRE, 0.7)]
#: Signs that stand in text of any language.
_USUAL = frozenset("€£§°·«»“”„‘’‚–—…½²³\u00a0\u00ad")
#: So much of what is above ASCII, with its neighbours, tells.
_MOST = 4_000
_HIGH = re.compile(rb"[\x00-\x7f]?[\x80-\xff]+[\x00-\x7f]?")


def decode(data: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding that it was read by. Never fails: Latin-1 takes any byte."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    told = b"\n".join(_HIGH.findall(data)[:_MOST])
    best = max(_CANDIDATES, key=lambda each: (_score(told, each), -_CANDIDATES.index(each)))
    try:
        return data.decode(best), best
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def _score(told: bytes, encoding: str) -> float:
    try:
        text = told.decode(encoding)
    except UnicodeDecodeError:
        return float("-inf")
    letters: Counter[str] = Counter()
    against = 0.0
    for before, char, after in zip(f"\n{text}", text, f"{text[1:]}\n", strict=False):
        if char <= "\x7f":
            continue
        between = before.isalpha() and after.isalpha()
        if not char.isprintable() and char not in _USUAL:
            against += 10
        elif not char.isalpha():
            against += 3 if between and char != "’" else 0 if char in _USUAL else 2
        elif char.isupper() and before.islower():
            against += 3
        else:
            letters[char.lower()] += 1
    return max(_fit(letters, known, weight) for known, weight in _SETS) - against


def _fit(letters: Counter[str], known: frozenset[str], weight: float) -> float:
    return sum(weight * count if letter in known else -2 * count for letter, count in letters.items())
