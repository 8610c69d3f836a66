"""A picture line: a caption and its credit, in brackets or after “Photo:”, or a credit alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.body import addresses
from articles.importers import licence, naming, organisations
from articles.importers.draft import Picture, Terms
from articles.importers.found import Found

_BRACKETED = re.compile(r"(?P<caption>.*?) ?[(\[](?P<credit>[^()\[\]]{3,320})[)\]](?P<stop>\.?)")
_KIND = (
    r"photo(?:graph|graphy|graphie|graphe|graphs|s)?|picture|pic|image|illustration|foto(?:s|grafía"
    r"|grafie)?|bild(?:er)?"
    r"|imagen|imágenes|cliché|aufnahme"
)
_LABEL = (
    rf"(?:(?:file |archive |handout |lead |cover |main )?(?:{_KIND})|titelbild|archivfoto|archivbild"
    rf"|symbolbild|symbolfoto"
    rf"|(?:(?:{_KIND}) )?(?:credits?|crédits?|créditos?)(?: (?:{_KIND}))?|bildnachweis|bildquelle"
    rf"|bildrechte|bildcredit|fotocredit"
    r"|foto de archivo|photo d['’]archives?)"
)
_COURTESY = (
    r"(?:(?:photo |image |picture |handout )?courtesy(?: of| to)?|cortesía(?: de)?|foto cortesía(?: de)?"
    r"|gentileza(?: de)?"
    r"|avec l['’]aimable autorisation d(?:e|u)|mit freundlicher genehmigung (?:von|des|der)"
    r"|handout(?: from| via| by|:)?)"
)
#: What a credit begins with; after these words nothing but a credit stands.
_SAYS_SO = re.compile(
    rf"(?:{_LABEL}(?: ?: ?(?:by |de |von |par |por )?|(?: taken)? by:? | von | de | par | por |\.{{3}} ?)"
    rf"|(?:©|\(c\)|copyright) ?(?P<year>\d{{4}} )?(?:by |bei )?|(?P<courtesy>{_COURTESY}) ?:? ?)",
    re.IGNORECASE,
)
#: The same after a caption: there “by” may be a word of the caption.
_AFTER_CAPTION = re.compile(
    rf"(?<=[.!?…”’\"|–—-]) ?(?:[|–—-] ?)?(?={_LABEL} ?:|{_LABEL} by (?-i:[^\W\d_a-z])|© |{_COURTESY} "
    rf"|\(c\) )",
    re.IGNORECASE,
)
#: “REUTERS/Jon Vale” or “Jon Vale / Getty Images” at the end of a caption.
_WIRE_END = re.compile(
    r"(?<=[.!?…”’\"]) (?P<credit>[A-Z]{2,12}(?: Photo)? ?/ ?[^.!?]{3,80}"
    r"|[^.!?]{3,60} ?/ ?[^.!?/]{3,60})\.?$"
)
_FILE = re.compile(
    r"(?:file(?: photo| image| picture| pic)?|archive(?: photo| image)?|photo d['’]archives?|archives?"
    r"|foto de archivo|archivo"
    r"|archiv(?:foto|bild)?|symbol(?:bild|foto)|handout(?: photo)?|library (?:photo|picture)"
    r"|stock (?:photo|image))",
    re.IGNORECASE,
)
_FILE_LAST = re.compile(rf"[,/] ?(?:{_FILE.pattern})$", re.IGNORECASE)
_FILE_FIRST = re.compile(r"(?:FILE(?: PHOTO)?|ARCHIVO|ARCHIV) ?[:–—-] ?", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s|]+")
_APART = re.compile(
    r" ?[/|] ?| (?:via|through|on|auf|sur|en|for|für|pour|para|from) | [–—] |(?<=\w)—(?=\w)", re.IGNORECASE
)
_APART_AT_COMMA = re.compile(rf"{_APART.pattern}| ?, ?| ?[()] ?", re.IGNORECASE)
#: “AP Photo/Jo Ferrand”: some agencies stand before the photographer.
_AGENCY_FIRST = re.compile(r" (?:Photos?|Images|Pictures)$")
_ACCOUNT = re.compile(r"@?\w[\w.-]{2,40}")
_SHORT_NAME = re.compile(r"[a-z]{2,5}")
_ENDS = re.compile(r"[.?!…][”’\"']? ")
LONGEST_CAPTION, LONGEST_CAPTION_IN_TEXT, LONGEST_CREDIT = 600, 200, 120


@dataclass(frozen=True)
class _Credit:
    creator: str = ""
    organisation: str = ""
    terms: Terms | None = None
    source: str = ""


def find(
    text: str, links: tuple[tuple[str, str], ...] = (), *, in_front: bool, caption: bool = False
) -> Found | None:
    """The picture line that the tidied line `text` is, or None.

    In front, before the running text, two names with a slash are a credit. In the running text a bracket is
    one only if it names a licence and follows a single short sentence. `caption`: the markup says that the
    line is the caption of a picture, with a credit or without.
    """
    found = (
        _labelled(text, links, in_front=in_front or caption)
        or _in_brackets(text, links, in_front=in_front or caption)
        or (_by_wire(text, links) if in_front or caption else None)
    )
    if found is None and caption and len(text) <= LONGEST_CAPTION:
        return Found("picture", Picture(text), ((0, len(text), "picture"),))
    return found


def _labelled(text: str, links: tuple[tuple[str, str], ...], *, in_front: bool) -> Found | None:
    """“Photo: Jon Vale/AFX”, alone or after its caption; “File photo”."""
    if _FILE.fullmatch(text.strip("()[]. ")):
        return _found(text, "", _Credit(), 0, len(text))
    said = _SAYS_SO.match(text)
    begins, caption = 0, ""
    if said is None:
        places = list(_AFTER_CAPTION.finditer(text)) if len(text) <= LONGEST_CAPTION + LONGEST_CREDIT else []
        if not places:
            return None
        begins = places[-1].end()
        caption, said = text[: places[-1].start()].strip(" |–—-"), _SAYS_SO.match(text, begins)
    if said is None:
        return None
    told = _told_by_label(text, links, said)
    if told is not None:
        return told
    if len(text) - said.end() > LONGEST_CREDIT * 2:
        return None
    if len(caption) > (LONGEST_CAPTION if in_front else LONGEST_CAPTION_IN_TEXT) or (
        not in_front and _ENDS.search(caption)
    ):
        return None
    end = len(text) - (text.endswith((".", ")", "]")) and not text.endswith(("Inc.", "Ltd.", "Jr.")))
    credit = _read(text[said.end() : end], links, labelled=True, is_courtesy=bool(said["courtesy"]))
    if credit is None or (said["year"] and (not credit.creator or _is_agency(credit.creator))):
        # “© 2026 The Coast Wire” is about the whole page.
        return None
    return _found(text, caption, credit, said.end(), end)


def _told_by_label(text: str, links: tuple[tuple[str, str], ...], said: re.Match[str]) -> Found | None:
    """“Photo: A pier at dusk. (Jon Vale / AFX)”: the label is of the picture, not of the credit."""
    line = _BRACKETED.fullmatch(text, said.end())
    if line is None or not said[0].rstrip().endswith(":"):
        return None
    words = line["caption"].strip()
    is_sentence = words.endswith((".", "!", "?", "…", "”", "’", '"')) and not naming.is_name(words[:-1])
    if not (is_sentence or _read(text[said.end() :], links, labelled=True) is None):
        return None
    found = _in_brackets(text, links, in_front=True, begins=said.end())
    return found if found and (found.value.creator or found.value.organisation) else None


def _in_brackets(
    text: str, links: tuple[tuple[str, str], ...], *, in_front: bool, begins: int = 0
) -> Found | None:
    line = _BRACKETED.fullmatch(text, begins)
    if line is None or len(line["caption"]) > (LONGEST_CAPTION if in_front else LONGEST_CAPTION_IN_TEXT):
        return None
    said = _SAYS_SO.match(line["credit"])
    if _FILE.fullmatch(line["credit"]) and (in_front or not (line["stop"] or _ENDS.search(line["caption"]))):
        return _found(text, line["caption"].strip(), _Credit(), line.start("credit"), line.end("credit"))
    at, end = line.start("credit") + (said.end() if said else 0), line.end("credit")
    courtesy = bool(said and said["courtesy"])
    credit = _read(text[at:end], links, labelled=said is not None, is_courtesy=courtesy)
    if credit is None:
        return None
    if not in_front and (
        (credit.terms is None and not said) or line["stop"] or _ENDS.search(line["caption"])
    ):
        return None
    if in_front and credit.terms is None and (line["stop"] or not (said or credit.organisation)):
        return None
    return _found(text, line["caption"].strip(), credit, at, end)


def _by_wire(text: str, links: tuple[tuple[str, str], ...]) -> Found | None:
    line = _WIRE_END.search(text)
    if line is None or line.start() > LONGEST_CAPTION:
        return None
    credit = _read(line["credit"], links, labelled=True)
    if credit is None or not (_is_agency(credit.organisation) and naming.is_name(credit.creator)):
        return None
    return _found(text, text[: line.start()].strip(), credit, line.start("credit"), line.end("credit"))


def _found(text: str, caption: str, credit: _Credit, start: int, end: int) -> Found:
    picture = Picture(
        _FILE_FIRST.sub("", caption, count=1),
        credit.creator,
        credit.organisation,
        credit.terms,
        credit.source,
    )
    return Found("picture", picture, _stretches(text, start, end, credit.terms))


def _read(
    said: str, links: tuple[tuple[str, str], ...], *, labelled: bool, is_courtesy: bool = False
) -> _Credit | None:
    """Who and under what terms; None if any part of it may be something else."""
    terms, source = None, ""
    for address in [*_URL.findall(said), *(address for _text, address in links)]:
        if linked := licence.read(address):
            terms = terms or linked
        else:
            source = source or addresses.plain(address)
    said = _FILE_LAST.sub("", _URL.sub("", said).replace("©", "").replace("<>", "").strip(" /|,"))
    parts = _pieces(said, at_commas=labelled)
    named = [(at, found) for at, part in enumerate(parts) if (found := licence.read(part))]
    if len(named) > 1:
        return None
    for at, found in named:
        parts.pop(at)
        # The link names the licence exactly; the words may only mean it.
        terms = found if found.code or terms is None else terms
    parts = [re.sub(r"^the ", "", part) for part in parts if not _FILE.fullmatch(part)]
    if not parts and labelled:
        return _Credit(terms=terms, source=source)
    if not 1 <= len(parts) <= 3 or any(len(part) > LONGEST_CREDIT for part in parts):
        return None
    if terms is None and not labelled and not naming.is_name(parts[0]):
        return None
    if not all(_can_be_credited(part, terms, alone=not at and not labelled) for at, part in enumerate(parts)):
        return None
    return _placed(parts, terms, source, labelled=labelled, is_courtesy=is_courtesy)


def _placed(
    parts: list[str], terms: Terms | None, source: str, *, labelled: bool, is_courtesy: bool
) -> _Credit | None:
    """The creator first, then the organisations, however they were ordered."""
    if (
        (len(parts) == 2 and _is_agency(parts[0]) and naming.is_name(parts[1]) and not _is_agency(parts[1]))
        or (len(parts) == 2 and _is_word_before_name(*parts))
        or (len(parts) == 2 and _AGENCY_FIRST.search(parts[0]) and naming.is_name(parts[1]))
    ):
        parts.reverse()
    alone = (
        labelled
        and len(parts) == 1
        and (_is_agency(parts[0]) or (is_courtesy and not naming.is_name(parts[0])))
    )
    creator, organisation = ("", parts[0]) if alone else (parts[0], " / ".join(parts[1:]))
    if len(organisation) > LONGEST_CREDIT or len(source) > 500:
        return None
    return _Credit(naming.spoken(creator)[0], organisation, terms, source)


def _is_word_before_name(first: str, second: str) -> bool:
    """“Seabild/Jörg Weiß”: one word and a whole name are an agency and a person."""
    is_word = first[:1].isupper() and " " not in first and organisations.is_organisation(first)
    return is_word and " " in second and naming.is_name(second) and not _is_agency(second)


def _is_agency(part: str) -> bool:
    return organisations.is_named_as_organisation(part)


def _pieces(said: str, *, at_commas: bool) -> list[str]:
    """The parts of a credit. Commas and brackets part it after “Photo:”, and where a licence is one.

    “Salt & Sand, Inc.” and “Sam Dale, Jr.” are one.
    """
    fine = [
        re.sub(r"^(?:via|on) ", "", piece) for piece in map(str.strip, _APART_AT_COMMA.split(said)) if piece
    ]
    whole = any(naming.is_suffix(piece) or piece.rstrip(".") in ("Inc", "Ltd", "Co") for piece in fine)
    if (at_commas and not whole) or any(licence.read(piece) for piece in fine):
        return fine
    return [part for part in map(str.strip, _APART.split(said)) if part]


def _can_be_credited(part: str, terms: Terms | None, *, alone: bool) -> bool:
    """A name of any kind; where a licence is named, also the name of an account (“jo_ferrand”)."""
    if organisations.is_organisation(part) or naming.is_name(part, alone=True):
        return True
    if not alone and _SHORT_NAME.fullmatch(part):
        return True
    return terms is not None and _ACCOUNT.fullmatch(part) is not None


def _stretches(text: str, start: int, end: int, terms: Terms | None) -> tuple[tuple[int, int, str], ...]:
    """The line, and in it the words about the licence if they leave something open."""
    if terms is None or terms.code or (at := text.rfind(terms.said, start, end)) < 0:
        return ((0, len(text), "picture"),)
    after = at + len(terms.said)
    return ((0, at, "picture"), (at, after, "licence"), (after, len(text), "picture"))
