"""What is read out of copy, as plain values. Nothing of it is filed yet."""

from dataclasses import dataclass

from articles.importers.dates import NamedMoment

#: Kinds of spans. `mark` is punctuation between two fields, `gap` the white space between parts.
TEXT, GAP, MARK = "text", "gap", "mark"
LEFT_OUT = ("appeal", "left", "notice")


@dataclass(frozen=True)
class Span:
    """A stretch of the source. All spans of a draft, joined, are the source again, letter for letter."""

    kind: str
    text: str
    #: Counts the parts of the copy from 1; spans of one part share it. 0 for what stands between parts.
    part: int = 0


@dataclass(frozen=True)
class Name:
    name: str
    role: str = "by"
    #: It came in capitals, so its spelling is ours.
    shouted: bool = False
    #: Whom the person writes for, where the copy names more than one.
    outlet: str = ""


@dataclass(frozen=True)
class Terms:
    """What was said about a licence. `code` if that names one licence; else which ones it may mean."""

    said: str
    code: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """A Creative Commons licence or the public domain, be it not said which."""
        return any(code.startswith(("cc", "pdm")) for code in (self.code, *self.candidates))


@dataclass(frozen=True)
class DraftPicture:
    caption: str
    creator: str = ""
    organisation: str = ""
    terms: Terms | None = None
    source_url: str = ""
    lead: bool = False
    part: int = 0


@dataclass(frozen=True)
class ReadLine:
    """READ: Some headline. `text` is the whole line as HTML, should it have to stay text."""

    label: str
    headline: str
    text: str
    url: str = ""
    part: int = 0


@dataclass(frozen=True)
class Embargo:
    """A line that says before when nothing may be public. `moment` is None if it names no day."""

    text: str
    moment: NamedMoment | None = None
    part: int = 0


@dataclass(frozen=True)
class Original:
    """A line that says where the copy stood first. `whole`: it says nothing else, so it is no text."""

    text: str
    outlet: str = ""
    url: str = ""
    whole: bool = True


@dataclass(frozen=True)
class Aside:
    """Something of pasted markup that is no text: its kind, and what the editor is told of it.

    Kinds: struck (out of the text), comment, hidden, note (a mark of a footnote that is not there), picture,
    embed, link (an address that leads nowhere from here), row (of a table, read as a line), formula (of which
    the signs are text), drawing.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Piece:
    """A piece of the body: HTML of its own, or the place of a READ line or picture by its number."""

    kind: str
    html: str = ""
    #: "ul" or "ol" if the piece is a line of such a list.
    list_tag: str = ""
    number: int = 0
    #: How deep in lists, from 1.
    level: int = 1
    #: The number of the line in its list; 0 if that is not known.
    counted: int = 0


@dataclass(frozen=True)
class Draft:
    source: str
    spans: tuple[Span, ...]
    kicker: str = ""
    headline: str = ""
    standfirst: str = ""
    names: tuple[Name, ...] = ()
    #: The partners that the byline names, the first of them first.
    outlets: tuple[str, ...] = ()
    pictures: tuple[DraftPicture, ...] = ()
    reads: tuple[ReadLine, ...] = ()
    pieces: tuple[Piece, ...] = ()
    #: Words of the byline that no field holds, such as a job title.
    left: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()
    #: Sentences for the editor about the copy as a whole.
    notes: tuple[str, ...] = ()
    #: Lines that stand where a byline does and name nobody, or that were not understood.
    unsigned: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    embargoes: tuple[Embargo, ...] = ()
    original: Original | None = None

    @property
    def outlet(self) -> str:
        return self.outlets[0] if self.outlets else ""

    @property
    def appeal(self) -> str:
        """The appeal that was stuck to the end, as it came; empty if there was none."""
        return "\n\n".join(span.text for span in self.spans if span.kind == "appeal")

    @property
    def parts(self) -> int:
        return len({span.part for span in self.spans if span.part})

    @property
    def parts_left_out(self) -> int:
        return len({span.part for span in self.spans if span.kind in LEFT_OUT})
