"""“By A and B / Outlet”: a whole line that is nothing but a credit. A sentence that begins so is none.

The line is read from separator to separator. What stands between is a person, an organisation, what a person
does, a place, a day, an address, or staff without a name. One word that may be something else, and the line
is no credit.
"""

import re
from dataclasses import dataclass, replace

from articles.importers.draft import Name
from articles.importers.pasted_copy.credits import naming, organisations
from articles.importers.pasted_copy.credits.beside import MAIL, READING_TIME, dated
from articles.importers.pasted_copy.credits.crediting import SPECIAL, Reading, take
from articles.importers.pasted_copy.credits.roles import (
    CLAUSE,
    ROLE,
    ROLE_BELOW,
    VOICE,
    is_of_one_picture,
    roles_of,
)
from articles.importers.pasted_copy.found import Found
from articles.importers.patterns import of_words

LONGEST, LONGEST_CLOSING = 240, 480
#: A stop ends a clause only where another begins: “Words by A. Moro. Photos by B. Lind.”
_BETWEEN = of_words(
    rf"(?P<stop>\. (?={CLAUSE}))"
    r"|(?P<strong> ?[/|·•] ?| [–—-] | ?\((?=[^()]+\)))"
    r"|(?P<close>\) ?[,/|·•]? ?(?:and|&|und|et|y)? ?)"
    r"| ?;\s?"
    rf"|(?P<clause> (?={CLAUSE}))"
    r"| ?, ?(?:(?:and|&|und|et|y) )?"
    r"|(?P<and> (?:and|&|\+|w/|und|et|y|(?-i:e(?= H?[IÍ]))|with|mit|con|avec) )"
)
_FIRM = re.compile(
    r"[^,;/|()]+ & [^,;/|()]+(?:, (?:Inc|Ltd|Co|Corp|LLC)\.?)?|[^,;/|()]+, (?:Inc|Ltd|Co|Corp|LLC)\.?"
)
_NAME_GOES_ON = re.compile(r"\) (?-i:[^\W\d_a-zß-öø-ÿ])[\w’'.-]+(?=$| ?[,;/|·•]| (?:and|und|et|y|&) )")
_AFTER_DAY = re.compile(r"[ ,;|·•–—-]*")
_STRIPPED = re.compile(r"^[\s*_^=«»>•–—-]+|[\s*_^=–—-]+$")


@dataclass(frozen=True)
class Credited:
    names: tuple[Name, ...]
    outlets: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    #: The line, if it stands where a name should and names nobody.
    nobody: str = ""


def find(text: str, *, bare: bool = False, closing: bool = False) -> Found | None:
    """The credit that the tidied line `text` is; None if any word of it might be something else.

    `bare`: it may lack the “By” if a day, an address or a job says that it is one. `closing`: it stands
    at the end of the copy, where “Reporting by A.” may have its stop.
    """
    if len(text) > (LONGEST_CLOSING if closing else LONGEST):
        return None
    trim = _STRIPPED.sub("", text)
    start = text.find(trim) if trim else 0
    end = start + len(trim)
    said = (ROLE_BELOW if closing else ROLE).match(text, start)
    reading = Reading(text, text[start:].isupper())
    if said is None and not closing and (day := dated(text, start, len(text))):
        # “Posted on 28 November 2026 by Jane Roe”.
        sign = _AFTER_DAY.match(text, day)
        said = ROLE.match(text, sign.end() if sign else day)
        if said:
            reading.left.append((start, day))
            start = said.start()
    if said is None and not bare:
        return None
    voice = VOICE.match(text, start) if bare and said is None else None
    begins = voice.end() if voice else start
    signed = said is not None or voice is not None
    if not _read(reading, begins, end, closing=closing, signed=signed):
        return None
    if not _is_credit(reading, said or voice):
        return None
    return Found("byline", _credited(reading), tuple(_stretches(reading)))


def goes_on(text: str) -> Found | None:
    """What may stand in the line under a byline: a job, an organisation that says so, a day, an address."""
    if len(text) > LONGEST or text.endswith((".", ":")):
        return None
    reading = Reading(text, shouted=False, under=True)
    if not _read(reading, 0, len(text), closing=False) or reading.names:
        return None
    stands = organisations.stands_as_organisation
    if not SPECIAL.match(text) and not all(stands(text[slice(*span)]) for span in reading.outlets):
        return None
    reading.nobody = False
    return Found("byline", _credited(reading), tuple(_stretches(reading)))


def speaks_of_credit(text: str) -> bool:
    """Whether the line begins as a credit does, even if the rest of it was not understood."""
    return ROLE.match(_STRIPPED.sub("", text)) is not None


def _is_credit(reading: Reading, said: re.Match[str] | None) -> bool:
    """Whether what was understood is enough: a single word, or a picture's credit, is not."""
    if not (reading.names or reading.outlets or reading.nobody) or (reading.singles and not reading.outlets):
        return False
    if said is None:
        return bool(reading.proofs and reading.names and not reading.singles)
    if "work" not in said.re.groupindex:
        return bool(reading.names) and not reading.singles
    if said["work"] and not reading.names:
        return False
    roles = {name.role for name in reading.names}
    return not is_of_one_picture(said) and not (roles == {"photographs"} and reading.outlets)


def _credited(reading: Reading) -> Credited:
    text, names = reading.text, reading.names
    if len(reading.outlets) < 2:
        # One organisation is the story's.
        names = [replace(name, outlet="") for name in names]
    return Credited(
        tuple(dict.fromkeys(names)),
        tuple(text[slice(*span)] for span in reading.outlets),
        tuple(text[slice(*span)] for span in reading.left),
        text if reading.nobody and not reading.names and not reading.outlets else "",
    )


def _read(reading: Reading, at: int, end: int, *, closing: bool, signed: bool = False) -> bool:
    """Go through the line from separator to separator; False at the first thing that is no credit.

    `signed`: it begins as a credit does, so a day may follow a name without a sign between.
    """
    text, strong, joined, explicit = reading.text, False, False, False
    while at < end:
        if said := (ROLE_BELOW if closing else ROLE).match(text, at, end):
            reading.roles, at, strong, joined = roles_of(said), said.end(), False, False
            explicit = explicit or bool(said["work"])
            continue
        stop, next_at, sign = _firm(text, at, end, strong=strong)
        stop, next_at, sign = (stop, next_at, sign) if stop else _segment(text, at, end, signed=signed)
        if stop == end and text[stop - 1] == "." and explicit and (closing or reading.names):
            stop -= 1 if not naming.is_suffix(text[at:stop].split()[-1]) else 0
        if stop <= at or not take(reading, at, stop, strong=strong, joined=joined):
            return False
        if sign == "and" and organisations.is_institution(text[at:stop]):
            # “Institute for Tide and Wind Reporting” may be one and may be two.
            return False
        if sign == "close" and _NAME_GOES_ON.match(text, stop, end):
            # “Robert (Bob) Smith” is one name, and not two with a paper between.
            return False
        if (next_at >= end and sign not in ("close", "stop", "")) or (sign == "" and stop < end - 1):
            return False
        at, strong, joined = next_at, sign == "strong", sign == "and"
    return True


def _firm(text: str, at: int, end: int, *, strong: bool) -> tuple[int, int, str]:
    """A firm whose name has a comma or an ampersand, if it is the rest of the line: “Salt & Sand, Inc.”."""
    whole = _FIRM.fullmatch(text, at, end)
    known = organisations.is_organisation if strong else organisations.is_institution
    return (end, end, "") if whole and known(whole[0]) else (0, 0, "")


def _segment(text: str, at: int, end: int, *, signed: bool) -> tuple[int, int, str]:
    """Where what begins at `at` ends, where the next begins, and the kind of separator between."""
    for atom in (MAIL, READING_TIME):
        if match := atom.match(text, at, end):
            return _after(text, match.end(), end)
    if day := dated(text, at, end):
        return _after(text, day, end)
    stop, next_at, sign = _after(text, at, end, search=True)
    for space in range(at, stop) if signed else ():
        # “By Jane Roe March 4, 2026”.
        if text[space] == " " and dated(text, space + 1, end):
            return space, space + 1, "weak"
    return stop, next_at, sign


def _after(text: str, at: int, end: int, *, search: bool = False) -> tuple[int, int, str]:
    between = _BETWEEN.search(text, at, end) if search else _BETWEEN.match(text, at, end)
    if between is None:
        return (end if search else at), end, ""
    return between.start(), between.end(), between.lastgroup or "weak"


def _stretches(reading: Reading) -> list[tuple[int, int, str]]:
    """The line in stretches: people, and what is cut out of it; the separators fall between."""
    text, stretches, at = reading.text, [], 0
    cuts = [*((*span, "left") for span in reading.left), *((*span, "outlet") for span in reading.outlets)]
    for start, end, kind in [*sorted(cuts), (len(text), len(text), "")]:
        people = text[at:start].strip(" ,;/|·•–—-()")
        if people:
            begins = text.index(people, at)
            stretches.append((begins, begins + len(people), "byline"))
        if kind:
            stretches.append((start, end, kind))
        at = end
    return stretches
