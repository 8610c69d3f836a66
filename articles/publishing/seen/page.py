"""The page of a story as it stood before readers at a moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.copies import OF_PHOTO, same
from articles.models import Article, Correction, Edition, EditionPhoto, Photo
from articles.models.former import Former, told_at
from articles.publishing.problems import written
from articles.publishing.seen.names import Names
from articles.reading.records import blocks_of
from articles.reading.values import Card, Fix, Link, NamedRow, Picture, StoryPage, Writer

#: Whatever is decided later than this after it began was moved in from elsewhere.
SOON = timedelta(minutes=1)


@dataclass(frozen=True)
class Seen:
    """`edition` and `page` are None where readers had no story then; `withdrawn`: why, as they were told."""

    article: Article
    moment: datetime
    edition: Edition | None = None
    page: StoryPage | None = None
    withdrawn: str = ""
    doubts: list[str] = field(default_factory=list)


def seen(article: Article, moment: datetime) -> Seen:
    """What readers who came for this story had at that moment."""
    edition = article.editions.readable(moment).select_related("version").first()
    if edition is None:
        had = article.editions.exclude(closed=Edition.Closed.CANCELLED).filter(live_from__lte=moment).first()
        gone = had is not None and had.closed == Edition.Closed.WITHDRAWN
        return Seen(article, moment, withdrawn=had.reason if had and gone else "")
    names = Names(edition.version.copy, moment)
    page = _page(edition, names)
    return Seen(article, moment, edition, page, doubts=[*_doubts(edition, names), *names.doubts])


def _doubts(edition: Edition, names: Names) -> list[str]:
    said = []
    if edition.published_at > names.moment and edition.published_at - edition.live_from > SOON:
        words = _(
            "Moved in on %(day)s: that readers had it before, elsewhere, was said by whoever moved it in."
        )
        said.append(words % {"day": written(edition.published_at)})
    if not names.is_kept:
        words = _(
            "What readers were told of people, partners, sections, topics and licences is kept since "
            "%(since)s. Before that, names are those in the copy that was sealed on %(sealed)s, and credits "
            "follow the record of their changes; of what is said about authors, of addresses and of the "
            "wording of corrections only what stood on %(since)s is known."
        )
        told = {"since": written(names.since), "sealed": written(edition.version.made_at)}
        said.append(words % told)
    return said


def _page(edition: Edition, names: Names) -> StoryPage:
    photos, links = _photos(edition, names), _links(edition, names.moment)
    topics = [use.topic_id for use in edition.topics.order_by("order")]
    called = names.topics(topics)
    section, outlet = names.section(edition.section_id), edition.outlet_id
    card = Card(
        edition_id=edition.pk,
        article_id=edition.article_id,
        **same(edition, ("path", "headline", "standfirst", "kicker", "kind", "first_live", "words")),
        section=NamedRow(edition.section_id, section["name"], section["slug"]),
        outlet=NamedRow(outlet, **names.outlet(outlet)) if outlet else None,
        writers=_writers(edition, names),
        picture=next((photo for photo in photos if photo.place == "lead"), None),
    )
    return StoryPage(
        card=card,
        **same(edition, ("outlet_url", "sensitive", "updated_at", "key_points")),
        blocks=blocks_of(edition.parts, photos, links),
        photos=photos,
        topics=[NamedRow(pk, **called[pk]) for pk in topics if pk in called],
        fixes=_fixes(edition.article_id, names.moment),
        links=links,
    )


def _writers(edition: Edition, names: Names) -> list[Writer]:
    lines = list(edition.bylines.order_by("order"))
    told = names.authors(line.author_id for line in lines)
    faces = Photo.objects.in_bulk([said["portrait_id"] for said in told.values() if said["portrait_id"]])
    writers = []
    for line in lines:
        said = dict(told[line.author_id])
        face = faces.get(said.pop("portrait_id") or 0)
        focus = same(face, ("focal_x", "focal_y")) if face else {}
        portrait = Picture(**_files(face), **focus, place="portrait") if face and face.width else None
        writers.append(
            Writer(author_id=line.author_id, role=line.role, order=line.order, portrait=portrait, **said)
        )
    return writers


def _photos(edition: Edition, names: Names) -> list[Picture]:
    uses = list(edition.photos.select_related("photo").order_by("order"))
    told = names.credits(use.photo_id for use in uses)
    return [_picture(use, told.get(use.photo_id, {})) for use in uses if use.photo.width]


def _picture(use: EditionPhoto, credit: dict[str, Any]) -> Picture:
    return Picture(**_files(use.photo), **same(use, (*OF_PHOTO, "place", "order")), **credit)


def _files(photo: Photo) -> dict[str, Any]:
    """Those of today: the pixels are the same, what is written into them follows credit and licence."""
    return {"photo_id": photo.pk} | same(photo, ("key", "fingerprint", "width", "height", "widths"))


def _links(edition: Edition, moment: datetime) -> list[Link]:
    """Lines to stories that readers had at that moment, under the headlines of then; and to pages outside."""
    rows = list(edition.links.order_by("order"))
    targets = Edition.objects.readable(moment).filter(
        article__in=[row.target_id for row in rows if row.target_id]
    )
    had = {each.article_id: each for each in targets.only("article_id", "path", "headline", "kind")}
    links = []
    for row in rows:
        if target := had.get(row.target_id or 0):
            links.append(Link(row.place, row.order, row.target_id, target.path, target.headline, target.kind))
        elif row.url:
            links.append(Link(row.place, row.order, None, row.url, row.title))
    return links


def _fixes(article: int, moment: datetime) -> list[Fix]:
    """The corrections that readers were told of at that moment, as they were worded."""
    rows = list(Correction.objects.filter(article=article).values_list("pk", flat=True))
    came = set(
        Former.objects.filter(kind="correction", row__in=rows, said__isnull=True).values_list(
            "row", flat=True
        )
    )
    fixes = []
    for pk, said in told_at(Correction, rows, moment).items():
        told = {**said, "made_at": _aware(said["made_at"]), "withdrawn_at": _aware(said["withdrawn_at"])}
        withdrawn = told.pop("withdrawn_at")
        # From when on one was there is kept apart from the moment that it names.
        if (pk in came or told["made_at"] <= moment) and (withdrawn is None or withdrawn > moment):
            fixes.append(Fix(pk=pk, **told))
    return sorted(fixes, key=lambda fix: fix.made_at)


def _aware(value: Any) -> datetime | None:
    return parse_datetime(value) if isinstance(value, str) else value
