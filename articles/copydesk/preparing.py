"""Copy made ready to be filed: all that takes long, done before a row is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from articles.body import parts
from articles.body.cleaning import clean
from articles.copies import Copy
from articles.copydesk import reporting
from articles.copydesk.planning import Plan, PlannedRead
from articles.importers import nesting, report
from articles.importers.draft import Name, Piece
from articles.models import Licence, Section
from newsroom.plain_text import plain_text

ReadAnswer = int | Literal["text", "open"]


@dataclass(frozen=True)
class Answers:
    """What an editor said to the questions. What is not answered stays open, and says so on the story."""

    headline: str | None = None
    standfirst: str | None = None
    #: By the picture's number: the licence chosen, or None for “I do not know yet”.
    licences: Mapping[int, Licence | None] = field(default_factory=dict)
    links: Mapping[int, str] = field(default_factory=dict)
    #: By the READ line's number: the story's identity, "text" to leave the line as it is, or "open".
    reads: Mapping[int, ReadAnswer] = field(default_factory=dict)
    keep_appeal: bool = False
    #: Who wrote it, where the copy does not say.
    names: tuple[Name, ...] = ()
    #: Whether a partner that is new here is added and stands on the story.
    new_outlet: bool = True
    #: The moment, None for none, or what the copy says.
    embargo: datetime | Literal["said"] | None = "said"
    #: Link to the partner's original; None takes the one in the copy.
    original_url: str | None = None


@dataclass(frozen=True)
class Prepared:
    """A story as it is going to be filed, with nothing left to do but write it."""

    planned: Plan
    answers: Answers
    #: Without whom and what has to be made first; numbers stand in the text for the pictures' identities.
    copy: Copy
    embargo: datetime | None
    #: By the picture's number; None while it is open.
    licences: list[Licence | None]
    report: list[report.Entry]


#: Pictures have no identity before their rows are written; in the text, numbers from here on stand for them.
TO_COME = 10**17


def prepared(
    planned: Plan, answers: Answers, *, headline: str = "", section: Section | None = None
) -> Prepared:
    """All that takes long, done before a row is written. `headline` stands over the one in the copy."""
    draft = planned.draft
    chosen = plain_text(headline) or (draft.headline if answers.headline is None else answers.headline)
    standfirst = draft.standfirst if answers.standfirst is None else answers.standfirst
    copy = Copy(
        headline=chosen.strip(),
        standfirst=standfirst.strip(),
        kicker=draft.kicker,
        body=_body(planned, answers),
        section=section.pk if section else None,
        outlet_url=_original_url(planned, answers),
    )
    embargo = planned.embargo if answers.embargo == "said" else answers.embargo
    licences = [
        picture.licence or answers.licences.get(number) for number, picture in enumerate(planned.pictures)
    ]
    told = reporting.became(planned, copy, embargo, licences, answers.reads, keep_appeal=answers.keep_appeal)
    return Prepared(planned, answers, copy, embargo, licences, report.entries(draft, told))


def _original_url(planned: Plan, answers: Answers) -> str:
    if answers.original_url is not None:
        return answers.original_url
    original = planned.draft.original
    return original.url if original and planned.outlet_name else ""


def _body(planned: Plan, answers: Answers) -> str:
    """The running text, clean: paragraphs, and READ lines and pictures at their places."""
    made = ((_piece(piece, planned, answers), piece) for piece in planned.draft.pieces)
    return clean(
        nesting.joined((html, piece.list_tag, piece.level, piece.counted) for html, piece in made if html)
    )


def _piece(piece: Piece, planned: Plan, answers: Answers) -> str:
    if piece.kind == "read":
        return _read(planned.reads[piece.number], answers.reads.get(piece.number))
    if piece.kind == "photo":
        return parts.block("photo", id=TO_COME + piece.number)
    return "" if piece.kind == "appeal" and not answers.keep_appeal else piece.html


def _read(line: PlannedRead, answer: ReadAnswer | None) -> str:
    if answer == "text":
        return line.said.text
    if isinstance(answer, int):
        return parts.block("read", id=answer)
    if line.match.story and answer is None:
        return parts.block("read", id=line.match.story.pk)
    if line.said.url and not line.match.close:
        return parts.block("read", href=line.said.url, label=line.said.headline)
    return parts.block("read", label=line.said.headline)
