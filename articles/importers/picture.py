"""A picture line: a caption and, in brackets at its end, (Creator / Organisation / Licence)."""

from __future__ import annotations

import re

from articles.importers import licence, naming
from articles.importers.draft import Picture, Terms
from articles.importers.found import Found

_LINE = re.compile(r"(?P<caption>.*?) ?\((?P<credit>[^()]{3,320})\)(?P<stop>\.?)")
_SAYS_SO = re.compile(
    r"(?:photo(?:graph)?|picture|image|foto|credit|photo credit)(?: by|:| by:) ?|© ?", re.IGNORECASE
)
_URL = re.compile(r"https?://[^\s|]+")
_SLASH = re.compile(r" ?[/|] ?| via ")
_COMMA = re.compile(r" ?[/|,] ?| via ")
#: “AP Photo/Jo Ferrand”: some agencies stand before the photographer.
_AGENCY_FIRST = re.compile(r" (?:Photos?|Images|Pictures)$")
_ACCOUNT = re.compile(r"@?\w[\w.-]{2,40}")
_ENDS = re.compile(r"[.?!…][”’\"']? ")
LONGEST_CAPTION, LONGEST_CAPTION_IN_TEXT, LONGEST_CREDIT = 600, 200, 120


def find(text: str, links: tuple[tuple[str, str], ...] = (), *, in_front: bool) -> Found | None:
    """The picture line that the tidied line `text` is, or None.

    In front, before the running text, two names with a slash are a credit. In the running text a bracket is
    one only if it names a licence and follows a single short sentence.
    """
    line = _LINE.fullmatch(text)
    if line is None or len(line["caption"]) > (LONGEST_CAPTION if in_front else LONGEST_CAPTION_IN_TEXT):
        return None
    credit = line["credit"]
    said = _SAYS_SO.match(credit)
    at = line.start("credit") + (said.end() if said else 0)
    picture = _credited(line["caption"].strip(), text[at : line.end("credit")], links)
    if picture is None:
        return None
    if not in_front and (picture.terms is None or line["stop"] or _ENDS.search(line["caption"])):
        return None
    if in_front and picture.terms is None and (line["stop"] or not (said or picture.organisation)):
        return None
    return Found("picture", picture, _stretches(text, at, line.end("credit"), picture.terms))


def _credited(caption: str, credit: str, links: tuple[tuple[str, str], ...]) -> Picture | None:
    terms, source = None, ""
    for address in [*_URL.findall(credit), *(address for _text, address in links)]:
        if linked := licence.read(address):
            terms = terms or linked
        else:
            source = source or address
    parts = [
        part
        for part in map(str.strip, _SLASH.split(_URL.sub("", credit).replace("©", "").strip(" /|,")))
        if part
    ]
    parts = _with_licence_parted(parts)
    named = [(at, said) for at, part in enumerate(parts) if (said := licence.read(part))]
    if len(named) > 1:
        return None
    for at, said in named:
        parts.pop(at)
        # The link names the licence exactly; the words may only mean it.
        terms = said if said.code or terms is None else terms
    if not 1 <= len(parts) <= 3 or any(len(part) > LONGEST_CREDIT for part in parts):
        return None
    if terms is None and not naming.is_name(parts[0]):
        return None
    if not all(_can_be_credited(part, terms) for part in parts):
        return None
    if len(parts) == 2 and _AGENCY_FIRST.search(parts[0]) and naming.is_name(parts[1]):
        parts.reverse()
    organisation = " / ".join(parts[1:])
    if len(organisation) > LONGEST_CREDIT or len(source) > 500:
        return None
    return Picture(caption, parts[0], organisation, terms, source)


def _can_be_credited(part: str, terms: Terms | None) -> bool:
    """A name of any kind; where a licence is named, also the name of an account (“jo_ferrand”)."""
    if naming.is_organisation(part) or naming.is_name(part, alone=True):
        return True
    return terms is not None and _ACCOUNT.fullmatch(part) is not None


def _with_licence_parted(parts: list[str]) -> list[str]:
    """“Ana Ruiz, CC BY 2.0” is two parts, as what follows the comma is a licence."""
    if not parts:
        return parts
    pieces = [piece for piece in _COMMA.split(parts[-1]) if piece]
    return [*parts[:-1], *pieces] if len(pieces) > 1 and licence.read(pieces[-1]) else parts


def _stretches(text: str, start: int, end: int, terms: Terms | None) -> tuple[tuple[int, int, str], ...]:
    """The line, and in it the words about the licence if they leave something open."""
    if terms is None or terms.code or (at := text.rfind(terms.said, start, end)) < 0:
        return ((0, len(text), "picture"),)
    after = at + len(terms.said)
    return ((0, at, "picture"), (at, after, "licence"), (after, len(text), "picture"))
