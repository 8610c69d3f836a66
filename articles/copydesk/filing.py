"""Filing copy: a Draft is planned, then becomes a story on the desk, with a report of every part."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.body import parts
from articles.body.cleaning import clean
from articles.copies import Copy, CopyByline, CopyPhoto
from articles.copydesk import reporting
from articles.copydesk.planning import Plan, PlannedRead, known_people, plan
from articles.editing.copying import begin
from articles.editing.saving import saved
from articles.importers import nesting, report
from articles.importers.draft import Draft, Name, Piece
from articles.models import (
    Article,
    Author,
    Intake,
    Licence,
    Outlet,
    Photo,
    PhotoCredit,
    PhotoUse,
    Section,
)
from newsroom.models import User
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
_TO_COME = 10**17


def file(
    draft: Draft,
    *,
    by: User,
    headline: str = "",
    section: Section | None = None,
    answers: Answers | None = None,
    name: str = "",
) -> Article:
    """Make a story of the draft: `prepared`, then `write`. Raises PermissionDenied.

    Call it with no transaction open: what takes long is done before one is begun.
    """
    filing = prepared(plan(draft), answers or Answers(), headline=headline, section=section)
    return write(filing, by=by, name=name)


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


@transaction.atomic
def write(filing: Prepared, *, by: User, name: str = "") -> Article:
    """The rows of it; `name` is the file's. Raises PermissionDenied."""
    if not by.is_active or not by.has_perm("articles.add_article"):
        raise PermissionDenied(_("You may not file stories. Ask an editor."))
    planned, answers, copy = filing.planned, filing.answers, filing.copy
    outlet = planned.outlet
    if outlet is None and planned.outlet_name and answers.new_outlet:
        outlet = _new_outlet(planned.outlet_name)
    photos, body = _pictures(filing, by), copy.body
    for number, photo in enumerate(photos):
        body = body.replace(f'data-id="{_TO_COME + number}"', f'data-id="{photo.photo}"')
    article = Article(embargo=filing.embargo, saved_by=by)
    begin(
        article,
        replace(
            copy,
            body=body,
            outlet=outlet.pk if outlet else None,
            bylines=_bylines(planned, answers, outlet),
            photos=photos,
        ),
    )
    Intake.objects.create(
        article=article,
        source=planned.draft.source,
        report=filing.report,
        name=plain_text(name)[:200],
        filed_by=by,
    )
    saved(article, by=by, reason=_("Filed from copy"))
    return article


def _new_outlet(name: str) -> Outlet:
    """Somebody may have written it down since the plan was made."""
    return Outlet.objects.get_or_create(name=name)[0]


def _original_url(planned: Plan, answers: Answers) -> str:
    if answers.original_url is not None:
        return answers.original_url
    original = planned.draft.original
    return original.url if original and planned.outlet_name else ""


def _bylines(planned: Plan, answers: Answers, outlet: Outlet | None) -> tuple[CopyByline, ...]:
    """Whom the copy credits; who is not known here is made an author."""
    new: dict[str, Author] = {}
    lines: dict[tuple[int, str], CopyByline] = {}
    told = known_people(answers.names)
    employers: dict[str, Outlet | None] = {planned.outlet_name: outlet, "": None}
    for person in [*planned.people, *told]:
        name = person.said.name
        author = person.author or new.get(name)
        if author is None:
            if person.whose not in employers:
                employers[person.whose] = _new_outlet(person.whose) if answers.new_outlet else None
            author = Author.objects.create(name=name, outlet=employers[person.whose])
        new.setdefault(name, author)
        line = CopyByline(author.pk, author.name, person.said.role)
        lines.setdefault((author.pk, line.role), line)
    return tuple(lines.values())


def _pictures(filing: Prepared, by: User) -> tuple[CopyPhoto, ...]:
    """The pictures, still to come: what their lines said is on record, the files are not."""
    said = [picture.said for picture in filing.planned.pictures]
    licences = filing.licences
    photos = Photo.objects.bulk_create(
        Photo(title=one.caption[:120], caption=one.caption, added_by=by) for one in said
    )
    PhotoCredit.objects.bulk_create(
        PhotoCredit(
            photo=photo,
            creator=one.creator,
            organisation=one.organisation,
            source_url=filing.answers.links.get(number, "") or one.source_url,
            licence=licences[number],
            terms="" if licences[number] or one.terms is None else one.terms.said[:200],
        )
        for number, (one, photo) in enumerate(zip(said, photos, strict=True))
    )
    places = (PhotoUse.Place.LEAD if one.lead else PhotoUse.Place.TEXT for one in said)
    return tuple(
        CopyPhoto(photo.pk, place.value, photo.caption) for photo, place in zip(photos, places, strict=True)
    )


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
        return parts.block("photo", id=_TO_COME + piece.number)
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
