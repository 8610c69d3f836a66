"""What the statements of this room give, by name, and the values that readers' pages are made of it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from articles.reading.values import Card, Fix, Link, NamedRow, Picture, StoryPage, Writer

Row = Sequence[Any]


class CardRow(NamedTuple):
    """What `_card_columns` and the lead picture give, in their order."""

    edition_id: int
    article_id: int
    path: str
    headline: str
    standfirst: str
    kicker: str
    kind: str
    first_live: Any
    words: int
    section_id: int
    section: str
    section_slug: str
    outlet_id: int | None
    outlet: str
    outlet_slug: str
    writers: Any
    lead: Any


class StoryRow(NamedTuple):
    """What `_story` gives beside the card, in its order."""

    outlet_url: str
    sensitive: Any
    updated_at: Any
    key_points: Any
    parts: Any
    share_card: str | None
    photos: Any
    topics: Any
    fixes: Any
    links: Any


class LinkRow(NamedTuple):
    """A line of an edition; path, headline and kind are those of its target, if readers have that."""

    place: str
    order: int
    target: int | None
    url: str
    title: str
    path: str | None
    headline: str
    kind: str


_OF_CARD = len(CardRow._fields)
_by_order = attrgetter("order")


def many(value: Any) -> list[Any]:
    """A list that came as JSON, or not at all."""
    if value is None:
        return []
    found: list[Any] = json.loads(value) if isinstance(value, str) else value
    return found


def aware(value: Any) -> datetime:
    """An aware moment, however this database hands it over."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    known: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
    return known


# --- rows into values -------------------------------------------------------------------------


@lru_cache(1000)
def card_of(columns: tuple[Any, ...]) -> Card:
    """One row is one card, made once: nearly all that is in a list was in it before."""
    row = CardRow(*columns)
    lead = many(row.lead)
    return Card(
        row.edition_id,
        row.article_id,
        row.path,
        row.headline,
        row.standfirst,
        row.kicker,
        row.kind,
        aware(row.first_live),
        row.words,
        NamedRow(row.section_id, row.section, row.section_slug),
        NamedRow(row.outlet_id, row.outlet, row.outlet_slug) if row.outlet_id else None,
        sorted(map(_writer_of, many(row.writers)), key=_by_order),
        Picture(*lead) if lead else None,
    )


def fix_of(item: Row) -> Fix:
    fix = Fix(*item)
    fix.severe, fix.made_at = bool(fix.severe), aware(fix.made_at)
    return fix


def _writer_of(item: Row) -> Writer:
    pk, name, slug, role, order, job, bio, email, organisation, face = item
    portrait = Picture(*face) if face else None
    return Writer(pk, name, slug, role, order, job, bio, email, bool(organisation), portrait)


def story_of(columns: Row) -> StoryPage:
    row = StoryRow(*columns[_OF_CARD:])
    pictures = sorted((Picture(*item) for item in many(row.photos)), key=_by_order)
    lead = next((picture for picture in pictures if picture.place == "lead"), None)
    found = sorted((LinkRow(*item) for item in many(row.links)), key=_by_order)
    lines = [line for link in found if (line := _link(link))]
    return StoryPage(
        card=replace(card_of(tuple(columns[:_OF_CARD])), picture=lead),
        outlet_url=row.outlet_url,
        sensitive=bool(row.sensitive),
        updated_at=aware(row.updated_at) if row.updated_at else None,
        key_points=many(row.key_points),
        blocks=blocks_of(many(row.parts), pictures, lines),
        photos=pictures,
        topics=[NamedRow(*topic) for _order, *topic in sorted(many(row.topics))],
        fixes=sorted(map(fix_of, many(row.fixes)), key=attrgetter("made_at")),
        links=lines,
        share_card=row.share_card or "",
        named={link.target for link in found if link.target},
    )


def _link(row: LinkRow) -> Link | None:
    """A line to a story that readers cannot see is no line."""
    if row.target:
        return Link(row.place, row.order, row.target, row.path, row.headline, row.kind) if row.path else None
    return Link(row.place, row.order, None, row.url, row.title) if row.url else None


def blocks_of(cut: list[Any], pictures: list[Picture], links: list[Link]) -> list[tuple[str, Any]]:
    """The parts of a body with the pictures and lines that they name; what cannot be shown is left out."""
    by_photo = {picture.photo_id: picture for picture in pictures}
    by_story = {link.article_id: link for link in links if link.article_id}
    blocks: list[tuple[str, Any]] = []
    for kind, value in cut:
        shown: Any = value
        if kind == "photo":
            shown = by_photo.get(value)
        elif kind == "read" and isinstance(value, int):
            shown = by_story.get(value)
        elif kind == "read":
            shown = Link("text", 0, None, value["url"], value["title"]) if "url" in value else None
        if shown:
            blocks.append((kind, shown))
    return blocks
