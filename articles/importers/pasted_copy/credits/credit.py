"""Who is credited for a picture, and under what terms: “Jon Vale / AFX / CC BY 2.0” in any order."""

import re
from dataclasses import dataclass

from articles.body import addresses
from articles.importers import licence
from articles.importers.draft import Terms
from articles.importers.pasted_copy.credits import naming, organisations

FILE = re.compile(
    r"(?:file(?: photo| image| picture| pic)?|archive(?: photo| image)?|(?:photo|image) d['’](?:archives?"
    r"|illustration)|archives?|(?:foto|fotografía|imagen) de archivo|archivo"
    r"|archiv(?:foto|bild)?|symbol(?:bild|foto)|handout(?: photo)?|library (?:photo|picture)"
    r"|stock (?:photo|image))",
    re.IGNORECASE,
)
_FILE_LAST = re.compile(rf"[,/] ?(?:{FILE.pattern})$", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s|<>]+")
_APART = re.compile(
    r" ?[/|] ?| (?:via|through|on|auf|sur|en|for|für|pour|para|from) | [–—-] |(?<=\w)—(?=\w)", re.IGNORECASE
)
_APART_AT_COMMA = re.compile(rf"{_APART.pattern}| ?, ?| ?[()] ?", re.IGNORECASE)
#: “AP Photo/Jo Ferrand”: some agencies stand before the photographer.
_AGENCY_FIRST = re.compile(r" (?:Photos?|Images|Pictures)$")
#: They write themselves so, and “privat” and “DR” are printed where nobody is to be named.
_SMALL = re.compile(
    r"picture[ -]alliance|imago(?: images| stock)?|istock(?:photo)?"
    r"|ddp(?: images)?|getty images|akg-images|ullstein bild"
    r"|mauritius images|privat|private?|dr|d\.r\.|droits réservés|unbekannt",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"@?\w[\w.-]{2,40}")
_SHORT_NAME = re.compile(r"[a-z]{2,5}")
#: It speaks of terms and was not understood: nobody of that name is to be credited.
_OF_TERMS = re.compile(
    r"\bCC(?:[ -]?BY|0| |$)|licen[cs]e|lizenz|licencia|creative commons|copyright|permission", re.IGNORECASE
)
#: On Wikimedia a picture stands under this and a licence of Creative Commons, and either may be taken.
_OF_SOFTWARE = re.compile(r"GFDL|GNU ", re.IGNORECASE)
#: Small words of names; with any other one this is a sentence.
_IN_NAMES = frozenset({
    "of", "and", "the", "for", "de", "del", "la", "le", "los", "el", "y", "et", "e", "und", "für", "der",
    "des", "du", "von", "van", "zu", "al",
})  # fmt: skip
LONGEST_CREDIT = 120


@dataclass(frozen=True)
class Credit:
    creator: str = ""
    organisation: str = ""
    terms: Terms | None = None
    source: str = ""


def read(
    said: str, links: tuple[tuple[str, str], ...], *, labelled: bool, is_courtesy: bool = False
) -> Credit | None:
    """Who and under what terms; None if any part of it may be something else."""
    terms, source = None, ""
    for address in [*_URL.findall(said), *(address for _text, address in links)]:
        if linked := licence.read(address):
            terms = terms or linked
        else:
            source = source or addresses.plain(address)
    said = _FILE_LAST.sub("", _URL.sub("", said).replace("©", "").replace("<>", "").strip(" /|,:"))
    parts = _pieces(said, at_commas=labelled)
    if sum(licence.read(part) is not None for part in parts) > 1:
        parts = [part for part in parts if not _OF_SOFTWARE.match(part)]
    named = [(at, found) for at, part in enumerate(parts) if (found := licence.read(part))]
    if len(named) > 1:
        return None
    for at, found in named:
        parts.pop(at)
        # The link names the licence exactly; the words may only mean it.
        terms = found if found.code or terms is None else terms
    parts = [re.sub(r"^the ", "", part) for part in parts if not FILE.fullmatch(part)]
    if not parts and labelled:
        return Credit(terms=terms, source=source)
    if not 1 <= len(parts) <= 3 or any(len(part) > LONGEST_CREDIT for part in parts):
        return None
    if terms is None and not labelled and not _is_two_with_one_name(parts, said):
        return None
    if not all(_can_be_credited(part, terms, alone=not at and not labelled) for at, part in enumerate(parts)):
        return None
    return _placed(parts, terms, source, labelled=labelled, is_courtesy=is_courtesy)


def is_agency(part: str) -> bool:
    return organisations.is_named_as_organisation(part)


def _is_two_with_one_name(parts: list[str], said: str) -> bool:
    """“Jon Vale / Quay”, “AFX / Jon Vale”, “Port of Kelby via CNX”: not every bracket with a slash."""
    if naming.is_name(parts[0]):
        return True
    if len(parts) == 2 and is_agency(parts[0]) and naming.is_name(parts[1]):
        return True
    return " via " in said and is_agency(parts[-1])


def _placed(
    parts: list[str], terms: Terms | None, source: str, *, labelled: bool, is_courtesy: bool
) -> Credit | None:
    """The creator first, then the organisations, however they were ordered."""
    people = [part for part in parts if _is_person(part)]
    if len(people) == 1 and all(map(_stands_before_name, parts[: parts.index(people[0])])):
        parts = [people[0], *(part for part in parts if part != people[0])]
    elif len(parts) == 2 and (_AGENCY_FIRST.search(parts[0]) and naming.is_name(parts[1])):
        parts.reverse()
    alone = (
        labelled
        and len(parts) == 1
        and (is_agency(parts[0]) or (is_courtesy and not naming.is_name(parts[0])))
    )
    creator, organisation = ("", parts[0]) if alone else (parts[0], " / ".join(parts[1:]))
    if len(organisation) > LONGEST_CREDIT or len(source) > 500:
        return None
    return Credit(naming.spoken(creator)[0], organisation, terms, source)


def _is_person(part: str) -> bool:
    return naming.is_name(part) and not is_agency(part) and not _SMALL.fullmatch(part)


def _stands_before_name(first: str) -> bool:
    """“AFX/Jörg Weiß”, “Seabild/Jörg Weiß”: an agency, or one word that is no person's whole name."""
    return (
        is_agency(first)
        or bool(_SMALL.fullmatch(first))
        or (first[:1].isupper() and " " not in first and organisations.is_organisation(first))
    )


def _pieces(said: str, *, at_commas: bool) -> list[str]:
    """The parts of a credit. Commas and brackets part it after “Photo:”, and where a licence is one.

    “Salt & Sand, Inc.” and “Sam Dale, Jr.” are one.
    """
    fine = [
        re.sub(r"^(?:via|on|from) ", "", piece)
        for piece in map(str.strip, _APART_AT_COMMA.split(said))
        if piece
    ]
    whole = any(naming.is_suffix(piece) or piece.rstrip(".") in ("Inc", "Ltd", "Co") for piece in fine)
    if (at_commas and not whole) or any(licence.read(piece) for piece in fine):
        return fine
    return [part for part in map(str.strip, _APART.split(said)) if part]


def _can_be_credited(part: str, terms: Terms | None, *, alone: bool) -> bool:
    """A name of any kind; where a licence is named, also the name of an account (“jo_ferrand”)."""
    if _OF_TERMS.search(part):
        return False
    if _SMALL.fullmatch(part) or naming.is_name(part, alone=True):
        return True
    if organisations.is_organisation(part):
        words = part.split()
        return not any(word[0].islower() and word.isalpha() and word not in _IN_NAMES for word in words)
    if not alone and _SHORT_NAME.fullmatch(part):
        return True
    return terms is not None and _ACCOUNT.fullmatch(part) is not None
