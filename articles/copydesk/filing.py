"""Filing copy: a Draft becomes a story on the desk, in one transaction, with a report of every part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.body import parts
from articles.body.cleaning import clean
from articles.copydesk import reporting
from articles.copydesk.planning import Plan, PlannedPicture, PlannedRead, plan
from articles.copydesk.saving import saved
from articles.importers import report, shelves
from articles.importers.draft import Draft, Piece
from articles.models import (
    Article,
    Author,
    Byline,
    Intake,
    Licence,
    Outlet,
    Photo,
    PhotoCredit,
    PhotoUse,
    Section,
)
from newsroom.models import User

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


@transaction.atomic
def file(
    draft: Draft,
    *,
    by: User,
    headline: str = "",
    section: Section | None = None,
    answers: Answers | None = None,
    name: str = "",
) -> Article:
    """Make a story of the draft. `headline` stands over the one in the copy; `name` is the file's."""
    if not by.is_active or not by.has_perm("articles.add_article"):
        raise PermissionDenied(_("You may not file stories. Ask an editor."))
    answers = answers or Answers()
    planned = plan(draft)
    chosen = headline or (draft.headline if answers.headline is None else answers.headline)
    standfirst = draft.standfirst if answers.standfirst is None else answers.standfirst
    outlet = planned.outlet or (Outlet.objects.create(name=draft.outlet) if draft.outlet else None)
    article = Article.objects.create(
        headline=chosen.strip(),
        standfirst=standfirst.strip(),
        kicker=draft.kicker,
        section=section,
        outlet=outlet,
        saved_by=by,
    )
    _credit(article, planned, outlet)
    photos = [_hang(article, number, picture, answers, by) for number, picture in enumerate(planned.pictures)]
    article.body = body_of(planned, answers, photos)
    article.save(update_fields=["body"])
    became = reporting.became(planned, article, answers.reads, keep_appeal=answers.keep_appeal)
    Intake.objects.create(
        article=article,
        source=draft.source,
        report=report.entries(draft, became),
        name=name[:200],
        filed_by=by,
    )
    saved(article, by=by, reason=_("Filed from copy"))
    return article


def _credit(article: Article, planned: Plan, outlet: Outlet | None) -> None:
    for order, person in enumerate(planned.people):
        author = person.author
        if author is None:
            same = article.bylines.filter(author__name=person.said.name).first()
            author = same.author if same else Author.objects.create(name=person.said.name, outlet=outlet)
        Byline.objects.get_or_create(
            article=article, author=author, role=person.said.role, defaults={"order": order}
        )


def _hang(article: Article, number: int, picture: PlannedPicture, answers: Answers, by: User) -> Photo:
    """The picture, still to come: what its line said is on record, the file is not."""
    said = picture.said
    photo = Photo.objects.create(title=said.caption[:120], caption=said.caption, added_by=by)
    licence = picture.licence or answers.licences.get(number)
    PhotoCredit.objects.create(
        photo=photo,
        creator=said.creator,
        organisation=said.organisation,
        source_url=answers.links.get(number, "") or said.source_url,
        licence=licence,
        terms="" if licence or said.terms is None else said.terms.said[:200],
    )
    place = PhotoUse.Place.LEAD if said.lead else PhotoUse.Place.TEXT
    PhotoUse.objects.create(article=article, photo=photo, place=place, caption=said.caption, order=number)
    return photo


def body_of(planned: Plan, answers: Answers, photos: list[Photo]) -> str:
    """The running text: paragraphs, and READ lines and pictures at their places."""
    made = ((_piece(piece, planned, answers, photos), piece) for piece in planned.draft.pieces)
    return clean(shelves.joined((html, piece.shelf, piece.level) for html, piece in made if html))


def _piece(piece: Piece, planned: Plan, answers: Answers, photos: list[Photo]) -> str:
    if piece.kind == "read":
        return _read(planned.reads[piece.number], answers.reads.get(piece.number))
    if piece.kind == "photo":
        return parts.block("photo", id=photos[piece.number].pk)
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
