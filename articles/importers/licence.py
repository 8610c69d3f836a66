"""Words that name a licence, or that mean to and leave open which one (“CC 2.0”)."""

import re
from functools import lru_cache

from articles.importers.draft import Terms

KINDS = ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
_ELEMENTS = ("by", "nc", "nd", "sa")
VERSIONS = ("4.0", "3.0", "2.5", "2.0", "1.0")
_LINK = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)"
    r"(?:/(?:(?P<country>[a-z]{2}|igo|scotland)(?:/\S*)?|\S*))?",
    re.IGNORECASE,
)
_WORDS = [
    (re.compile(pattern), put)
    for pattern, put in (
        (r"creative commons", "cc"),
        (r"attribution", "by"),
        (r"non ?commercial", "nc"),
        (r"no ?deriv(?:ative)?s?", "nd"),
        (r"share ?alike", "sa"),
        (r"\b(?:generic|international|unported|licen[cs]ed?|universal|under|v(?=\d))\b", ""),
    )
]
#: With a country behind its version (“3.0 DE”) it is a licence of its own, and not ours to equate.
_CC = re.compile(
    r"cc(?P<kind>(?: (?:by|nc|nd|sa))*)"
    r"(?: v?(?P<version>\d(?:\.\d)?)(?: (?P<country>[a-z]{2}|igo|scotland))?)?"
)
#: Terms that are none of ours: named, they leave open what is allowed.
_ELSEWHERE = re.compile(
    r"gfdl(?: \d\.\d)?|gnu free documentation licen[cs]e"
    r"|(?:open government licen[cs]e|ogl)(?: v? ?\d(?:\.\d)?)?"
    r"|(?:unsplash|pexels|pixabay) licen[cs]e|royalty free|editorial use only|fair use"
    r"|(?:used |reproduced )?(?:with|by) (?:kind )?permission"
)
_OTHERS = {
    "public domain": "pdm-1.0",
    "pdm": "pdm-1.0",
    "pdm 1.0": "pdm-1.0",
    "public domain mark 1.0": "pdm-1.0",
    "cc0": "cc0-1.0",
    "cc0 1.0": "cc0-1.0",
    "cc 0": "cc0-1.0",
    "cc zero": "cc0-1.0",
    "all rights reserved": "reserved",
    "handout": "handout",
}


@lru_cache(1024)
def read(said: str) -> Terms | None:
    """The licence that these words are about; None if they are about something else."""
    said = said.strip()
    if link := _LINK.fullmatch(said):
        return _of_link(said, link)
    words = re.sub(r"[\s\-‐‑–_]+", " ", said.casefold()).strip(" .")
    if _ELSEWHERE.fullmatch(words):
        return Terms(said)
    for pattern, put in _WORDS:
        words = pattern.sub(put, words)
    words = " ".join(words.split())
    if words in _OTHERS:
        return Terms(said, _OTHERS[words])
    words = re.sub(r"\bccby\b", "cc by", words)
    match = _CC.fullmatch(words)
    if match is None:
        return None
    terms = _of_kind(said, sorted(match["kind"].split(), key=_ELEMENTS.index), match["version"])
    return _asked(terms) if match["country"] else terms


def _asked(terms: Terms) -> Terms:
    """The licence is close to the one of that name, and a person has to say so."""
    return Terms(terms.said, candidates=(terms.code,)) if terms.code else terms


def _of_kind(said: str, elements: list[str], version: str | None) -> Terms:
    if version and "." not in version:
        version += ".0"
    versions = (version,) if version in VERSIONS else VERSIONS
    kind = "-".join(elements)
    kinds = (
        (kind,) if kind in KINDS else tuple(each for each in KINDS if set(elements) <= set(each.split("-")))
    )
    kinds = kinds or KINDS
    codes = tuple(_code(each, number) for number in versions for each in kinds)
    if kind in KINDS and version in VERSIONS:
        return Terms(said, codes[0])
    return Terms(said, candidates=codes)


def _code(kind: str, version: str) -> str:
    # In version 1.0 the two words stood the other way round.
    return "cc-by-nd-nc-1.0" if (kind, version) == ("by-nc-nd", "1.0") else f"cc-{kind}-{version}"


def _of_link(said: str, link: re.Match[str]) -> Terms | None:
    family, kind, version = link[1].lower(), link[2].lower(), link[3]
    if family == "publicdomain":
        return Terms(said, "cc0-1.0" if kind == "zero" else "pdm-1.0")
    if kind not in _LINKED:
        return None
    terms = _of_kind(said, sorted(kind.split("-"), key=_ELEMENTS.index), version)
    return _asked(terms) if link["country"] else terms


_LINKED = frozenset([*KINDS, "by-nd-nc"])
