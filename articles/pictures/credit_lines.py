"""A credit as it is typed and printed, “Marco Fieber / The Coast Wire / CC BY 2.0”, part by part."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.importers import licence as naming
from articles.importers.draft import Terms
from articles.importers.pasted_copy import picture
from articles.importers.pasted_copy.credits import credit
from articles.models import Licence, PhotoCredit

_ADDRESS = re.compile(r"https?://[^\s|<>]+")
_AROUND = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


@dataclass(frozen=True)
class ReadCredit:
    creator: str = ""
    organisation: str = ""
    licence: Licence | None = None
    #: What was said of the licence where that leaves open which one it is, and those that it may be.
    terms: str = ""
    candidates: tuple[Licence, ...] = ()
    source_url: str = ""


def credit_line(row: PhotoCredit | None) -> str:
    """What stands in the field where a credit is typed: a licence that is clear has a box of its own."""
    parts = (row.creator, row.organisation, "" if row.licence_id else row.terms) if row else ()
    return " / ".join(part for part in parts if part)


def read_credit(line: str) -> ReadCredit:
    """Nothing is refused: what no reader of credit lines knows is a name, the first one the creator's."""
    line = " ".join(line.split())
    if around := _AROUND.fullmatch(line):
        line = around[1].strip()
    licences = list(Licence.objects.all())
    called, line = _called_by_name(line, licences)
    said = _read(line) if line else credit.Credit()
    terms = said.terms or Terms("")
    by_code = {each.code: each for each in licences}
    exact = called or by_code.get(terms.code)
    return ReadCredit(
        creator=said.creator,
        organisation=said.organisation,
        licence=exact,
        terms="" if exact else terms.said,
        candidates=() if exact else tuple(by_code[code] for code in terms.candidates if code in by_code),
        source_url=said.source,
    )


def _called_by_name(line: str, licences: Iterable[Licence]) -> tuple[Licence | None, str]:
    """The licence that a part of the line is the very name of, as in “Jo Vale / Own work”, and the rest."""
    names = {each.name.casefold(): each for each in licences}
    parts = [part.strip() for part in _ADDRESS.sub("", line).split("/")]
    called = [part for part in parts if part.casefold() in names]
    if len(called) != 1:
        return None, line
    others = [part for part in parts if part and part != called[0]]
    return names[called[0].casefold()], " / ".join([*others, *_ADDRESS.findall(line)])


def _read(line: str) -> credit.Credit:
    if said := credit.read(line, (), labelled=True):
        return said
    # “Photo: Jo Vale / The Coast Wire”
    found = picture.find(line, in_front=True)
    if found and not found.value.caption:
        said = found.value
        return credit.Credit(said.creator, said.organisation, said.terms, said.source_url)
    return _as_typed(line)


def _as_typed(line: str) -> credit.Credit:
    addresses = [each for each in _ADDRESS.findall(line) if naming.read(each) is None]
    parts = [part.strip(" ,|") for part in _ADDRESS.sub("", line).split("/")]
    about = [terms for part in parts if (terms := naming.read(part))]
    names = [part for part in parts if part and naming.read(part) is None]
    terms = about[0] if about else None
    if len(about) > 1:
        codes = (code for each in about for code in (each.code, *each.candidates) if code)
        terms = Terms(" / ".join(each.said for each in about), candidates=tuple(codes))
    return credit.Credit(
        names[0] if names else "", " / ".join(names[1:]), terms, addresses[0] if addresses else ""
    )
