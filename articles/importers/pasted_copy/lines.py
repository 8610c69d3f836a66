"""Copy cut into its units: one paragraph or line each, with where it stands in the source."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

#: A line, and its end with all the empty lines that follow.
_LINE = re.compile(r"([^\r\n\x0b\x0c\x85\u2028\u2029]*)([\r\n\x0b\x0c\x85\u2028\u2029]+|\Z)")
_WRAPPED = range(50, 81)
_SPACE_BEFORE, _QUOTED, _MARKED = re.compile(r"\s+"), re.compile(r"\s*(?:>\s?)*\s*"), re.compile(r"(?m)^>")
#: A paragraph of the wire has no empty line before it: it is set in.
_SET_IN = re.compile(r" {3,}|\t")
_MARKED_INSIDE = re.compile(r"\n(?:>[ ]?)+")
_WORDS = re.compile(r"[^\W\d_]+")
#: The number of a story on an American wire (ANPA 1312), with which it begins.
_OF_WIRE = re.compile(r"\s*[A-Za-z]{1,2}\d{4}[A-Za-z_-]{2,14}[ \t]*\r?\n")
_PARTED_WORD = re.compile(r"([^\W\d_]+)[-‐]\r?\n([^\W\d_]+)")
#: So many paragraphs and lines are told apart; a long feature has about 300. All that follows is one unit.
MOST_UNITS = 4000
LONGEST_LOOKED_AT = 2000
#: Letters that nobody should see in a story: controls of the wire, byte-order mark, soft hyphen, zero width.
_UNREAD = frozenset(chr(code) for code in (*range(9), *range(14, 32), 127)) | frozenset(
    "\ufeff\u200b\u2060\u00ad"
)
#: In a field the marks of direction are unseen as well; in a text they may be needed.
_UNSEEN = _UNREAD | frozenset("\u200e\u200f\u202a\u202b\u202c")
#: Two letters that a PDF sets as one.
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_READABLE = str.maketrans({**dict.fromkeys(_UNREAD, ""), **_LIGATURES})
_PLAIN = str.maketrans("（）／：｜", "()/:|")
#: What tidying changes; most lines have none of it.
_UNTIDY = re.compile(rf"[{re.escape(''.join(_UNSEEN))}]|[^\S ]|  |\A | \Z")


@dataclass(frozen=True)
class Unit:
    start: int
    end: int
    text: str
    #: The same with the markup that a story may hold.
    html: str
    tag: str = "p"
    #: Links inside, as (text, address).
    links: tuple[tuple[str, str], ...] = ()
    #: How deep in lists, from 1; 0 outside.
    level: int = 0
    #: The number that a line of an ordered list has in the source; 0 if that is not known.
    number: int = 0
    #: The markup says that it is the story's title, or the caption of a picture.
    title: bool = False
    caption: bool = False
    #: It is the row of a table.
    row: bool = False
    #: It holds all that followed the last one that was told apart.
    is_rest: bool = False
    tidy: str = field(init=False)
    #: Where each letter of `tidy` stands in `text`.
    places: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        # Nothing is looked for in the rest, and it may be a megabyte.
        tidy, places = ("", ()) if self.is_rest else looked_at(self.text)
        object.__setattr__(self, "tidy", tidy)
        object.__setattr__(self, "places", places)

    def written(self, start: int, end: int) -> str:
        """Those letters of the tidied text with the signs of their own script: `（` and `：` stay."""
        signs = (self.text[at] for at in self.places[start:end])
        return "".join(" " if sign.isspace() else sign for sign in signs)

    def place(self, at: int) -> int:
        """Where in the source the letter `at` of the tidied text stands."""
        return self.start + (self.places[at] if at < len(self.places) else len(self.text))


def looked_at(text: str) -> tuple[str, Sequence[int]]:
    """What is looked through for bylines, credits and the like, and the place each letter came from.

    No line of theirs is as long as this: of a longer one, its beginning and its end.
    """
    if len(text) <= 2 * LONGEST_LOOKED_AT:
        return tidied(text)
    cut = len(text) - LONGEST_LOOKED_AT
    (begins, first), (ends, last) = tidied(text[:LONGEST_LOOKED_AT]), tidied(text[cut:])
    return f"{begins} {ends}", (*first, LONGEST_LOOKED_AT, *(cut + place for place in last))


def tidied(text: str) -> tuple[str, Sequence[int]]:
    """The text with single spaces and nothing unseen, and the place each letter came from."""
    if not _UNTIDY.search(text):
        return text.translate(_PLAIN), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        if letter in _UNSEEN:
            continue
        if letter.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                places.append(at)
            continue
        letters.append(letter)
        places.append(at)
    if letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return "".join(letters).translate(_PLAIN), tuple(places)


def readable(text: str) -> str:
    """The text as readers should get it: nothing unseen in it, each letter by itself."""
    return text.translate(_READABLE)


def _as_printed(unit: Unit) -> Unit:
    """The wire has no quotation marks and no dashes: it writes ``so'' and sets _ between words."""
    text = unit.html.replace("``", "“").replace("''", "”").replace(" _ ", " – ")
    return unit if text == unit.html else replace(unit, html=text)


def cut(source: str, *, stands_alone: Callable[[Unit], bool]) -> list[Unit]:
    """The units of plain text: its lines, and paragraphs whose lines were broken at a fixed width.

    `stands_alone` tells a line that is never part of such a paragraph: a byline, a READ line.
    """
    blocks = _blocks(source)
    quoted = _is_quoted(source)
    wrapped = quoted or any(len(block) > 2 and _is_wrapped(block) for block in blocks)
    words = frozenset(_WORDS.findall(source.casefold())) if wrapped and "-" in source else frozenset()
    units: list[Unit] = []
    for number, block in enumerate(blocks):
        for lines in _parted(block, stands_alone) if wrapped and number else [block]:
            if wrapped and number and _is_wrapped(lines):
                units.append(_joined(source, lines[0].start, lines[-1].end, words, quoted=quoted))
            else:
                units += lines
    return [_as_printed(unit) for unit in units] if _OF_WIRE.match(source) else units


def _parted(block: list[Unit], stands_alone: Callable[[Unit], bool]) -> Iterator[list[Unit]]:
    """The block, cut around the lines that stand alone."""
    together: list[Unit] = []
    for line in block:
        if not stands_alone(line):
            together.append(line)
            continue
        if together:
            yield together
        yield [line]
        together = []
    if together:
        yield together


def _blocks(source: str) -> list[list[Unit]]:
    """Lines that follow each other without an empty one between, and without a paragraph set in."""
    lead = _QUOTED if _is_quoted(source) else _SPACE_BEFORE
    blocks: list[list[Unit]] = [[]]
    told_apart = 0
    for match in _LINE.finditer(source):
        line = match[1]
        before = lead.match(line)
        text = line[before.end() :].rstrip() if before else line.rstrip()
        if text:
            start = match.start() + (before.end() if before else 0)
            if told_apart == MOST_UNITS:
                blocks.append([_unit(source, start, len(source.rstrip()), is_rest=True)])
                break
            told_apart += 1
            if before and _SET_IN.match(before[0]):
                blocks.append([])
            blocks[-1].append(_of_line(source, start, text))
        if blocks[-1] and (not text or len(match[2].replace("\r\n", "\n")) > 1):
            blocks.append([])
    return [block for block in blocks if block]


def _is_quoted(source: str) -> bool:
    """Whether most lines begin with the `>` that mail programs put before what they pass on."""
    marked = len(_MARKED.findall(source))
    return marked > 2 and marked * 2 > source.count("\n")


def _of_line(source: str, start: int, text: str) -> Unit:
    """The unit of one line; the wire puts `^` before lines of its own and `<` or `=` after them."""
    end = start + len(text)
    if len(text) > 3 and text[0] == "^" and text[-1] in "<=":
        return _unit(source, start + 1, end - 1)
    return _unit(source, start, end)


def _is_wrapped(block: list[Unit]) -> bool:
    return len(block) > 1 and all(len(line.text) in _WRAPPED for line in block[:-1])


def _joined(source: str, start: int, end: int, words: frozenset[str], *, quoted: bool) -> Unit:
    """A paragraph of several lines. A word parted at the end of one is whole if the copy knows it so."""

    def whole(parted: re.Match[str]) -> str:
        known = (parted[1] + parted[2]).casefold() in words
        return parted[1] + ("" if known else "-") + parted[2]

    text = source[start:end]
    shown = _MARKED_INSIDE.sub("\n", text) if quoted else text
    return Unit(start, end, text, html.escape(readable(_PARTED_WORD.sub(whole, shown)), quote=False))


def _unit(source: str, start: int, end: int, *, is_rest: bool = False) -> Unit:
    text = source[start:end]
    return Unit(start, end, text, html.escape(readable(text), quote=False), is_rest=is_rest)
