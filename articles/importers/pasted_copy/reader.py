"""Copy, plain or with markup, becomes a Draft. Every letter of it is in exactly one span; signs that are no
text (newsroom/plain_text.py) are gone before."""

from dataclasses import dataclass, field, replace

from articles.importers.decoding import check
from articles.importers.draft import (
    GAP,
    MARK,
    TEXT,
    Draft,
    DraftPicture,
    Embargo,
    Name,
    Original,
    Piece,
    ReadLine,
    Span,
)
from articles.importers.pasted_copy import (
    appeal,
    around,
    bounds,
    front,
    lines,
    marked,
    originals,
    picture,
    readline,
    related,
)
from articles.importers.pasted_copy.credits import byline, closing
from articles.importers.pasted_copy.credits.byline import Credited
from articles.importers.pasted_copy.found import Found
from articles.importers.pasted_copy.lines import Unit
from articles.importers.pasted_copy.markup import rich


def read(source: str) -> Draft:
    """The draft that plain text is. Raises Unreadable if there is no text in it."""
    source = check(source)
    units = lines.cut(source, stands_alone=_stands_alone)
    if not marked.is_marked(source):
        return _read(source, units)
    units, asides = marked.read(units)
    return replace(_read(source, units), asides=asides)


def read_rich(markup: str) -> Draft:
    """The draft that pasted HTML is: headings, lists, links and emphasis stay, all other markup goes."""
    source, units, asides = rich.cut(check(markup))
    return replace(_read(check(source), units), asides=asides)


def _stands_alone(unit: Unit) -> bool:
    return bool(
        byline.find(unit.tidy)
        or readline.find(unit.tidy, html="")
        or picture.find(unit.tidy, in_front=False)
        or around.find(unit, in_front=False)
    )


def _read(source: str, units: list[Unit]) -> Draft:
    before = front.find(units)
    found = before.found
    story = [number for number in range(len(units)) if number not in found]
    for number in story:
        if one := _in_text(units[number]):
            found[number] = one
    found |= related.find(units, [number for number in story if number not in found and units[number].tidy])
    for number in [number for number in story if units[number].tidy][-closing.MOST_LINES :]:
        if _is_credit_alone(found.get(number)) and (signed := closing.find(units[number].tidy)):
            found[number] = signed
    running = [number for number in story if number not in found and units[number].tidy]
    begins = appeal.begins([units[number].tidy for number in running])
    for number in running[begins:]:
        text = units[number].tidy
        found[number] = Found("appeal", text, ((0, len(text), "appeal"),))
    for number in running[max(0, begins - closing.MOST_LINES) : begins]:
        if one := closing.find(units[number].tidy):
            found[number] = one
    found, notes = bounds.within(found, units)
    sheet = _Sheet(source)
    for number, unit in enumerate(units):
        sheet.put(unit, found.get(number))
        if number == before.unread:
            sheet.unsigned.append(unit.tidy)
    return replace(sheet.draft(), notes=notes)


def _in_text(unit: Unit) -> Found | None:
    if unit.tag in ("ul", "ol", "blockquote"):
        return None
    return (
        readline.find(unit.tidy, unit.links, html=_as_text(unit))
        or picture.find(unit.tidy, unit.links, in_front=False, caption=unit.caption)
        or around.find(unit, in_front=False)
    )


def _is_credit_alone(one: Found | None) -> bool:
    """“Photographs by A” under a story may be of all its pictures."""
    return one is not None and isinstance(one.value, DraftPicture) and not one.value.caption


def _as_text(unit: Unit) -> str:
    if unit.tag in ("ul", "ol"):
        return f"<li>{unit.html}</li>"
    if unit.tag == "blockquote":
        return f"<blockquote><p>{unit.html}</p></blockquote>"
    return f"<{unit.tag}>{unit.html}</{unit.tag}>"


@dataclass
class _Sheet:
    source: str
    at: int = 0
    part: int = 0
    spans: list[Span] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    unsigned: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    embargoes: list[Embargo] = field(default_factory=list)
    original: Original | None = None
    pictures: list[DraftPicture] = field(default_factory=list)
    reads: list[ReadLine] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def put(self, unit: Unit, found: Found | None) -> None:
        self._span(GAP, unit.start, 0)
        goes_on = (
            found is not None
            and found.kind == "appeal"
            and self.pieces[-1:]
            and self.pieces[-1].kind == "appeal"
        )
        self.part += 0 if goes_on else 1
        if found is None:
            self._span(TEXT, unit.end, self.part)
            self._text(unit, TEXT)
            self.original = self.original or originals.find(unit.tidy, unit.links)
            return
        self._spans_of(unit, found)
        if isinstance(found.value, Credited):
            self._credit(found.value)
        elif isinstance(found.value, DraftPicture):
            self._picture(found.value)
        elif isinstance(found.value, ReadLine):
            self.pieces.append(Piece("read", number=len(self.reads)))
            self.reads.append(replace(found.value, part=self.part))
        elif isinstance(found.value, Embargo):
            self.embargoes.append(replace(found.value, part=self.part))
        elif isinstance(found.value, Original):
            self.original = self.original or found.value
        elif found.kind == "notice":
            self.notices.append(found.value)
        elif found.kind == "appeal":
            self._text(unit, "appeal")
        else:
            self.words[found.kind] = found.value

    def draft(self) -> Draft:
        self._span(GAP, len(self.source), 0)
        return Draft(
            self.source,
            tuple(self.spans),
            kicker=self.words.get("kicker", ""),
            headline=self.words.get("headline", ""),
            standfirst=self.words.get("standfirst", ""),
            names=tuple(dict.fromkeys(self.names)),
            outlets=tuple(dict.fromkeys(self.outlets)),
            pictures=tuple(self.pictures),
            reads=tuple(self.reads),
            pieces=tuple(self.pieces),
            left=tuple(self.left),
            unsigned=tuple(self.unsigned),
            notices=tuple(self.notices),
            embargoes=tuple(self.embargoes),
            original=self.original,
        )

    def _span(self, kind: str, end: int, part: int) -> None:
        if end > self.at:
            self.spans.append(Span(kind, self.source[self.at : end], part))
            self.at = end

    def _spans_of(self, unit: Unit, found: Found) -> None:
        before = ""
        for start, end, kind in found.stretches:
            self._span(MARK if before else kind, unit.place(start), self.part)
            if before and {before, kind} & {"outlet", "left"}:
                self.part += 1
            self._span(kind, unit.place(end - 1) + 1, self.part)
            before = kind
        self._span(MARK, unit.end, self.part)

    def _text(self, unit: Unit, kind: str) -> None:
        list_tag = unit.tag if unit.tag in ("ul", "ol") else ""
        self.pieces.append(
            Piece(kind, _as_text(unit), list_tag, level=max(1, unit.level), counted=unit.number)
        )

    def _credit(self, credited: Credited) -> None:
        self.names += credited.names
        self.outlets += credited.outlets
        if credited.nobody:
            self.unsigned.append(credited.nobody)
        else:
            self.left += credited.left

    def _picture(self, picture: DraftPicture) -> None:
        lead = not self.pictures and not any(piece.kind in (TEXT, "read") for piece in self.pieces)
        if not lead:
            self.pieces.append(Piece("photo", number=len(self.pictures)))
        self.pictures.append(replace(picture, lead=lead, part=self.part))
