"""The few, wide statements that reader pages are made of, in SQL that SQLite and PostgreSQL both speak.

An edition comes with its bylines, photos, topics, corrections and links in one row, the many as JSON: a
bare statement costs a tenth of an ORM query with its objects, and reader pages are where that counts.
Identities come from the edition; names, credits, licences and linked headlines are read live.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.reading.values import Card, Fix, Link, Named, Picture, StoryPage, Writer

Row = Sequence[Any]

#: The one way to say in SQL what `Edition.objects.readable()` says; a test compares the two.
READABLE = "{0}.live_from <= %(now)s AND ({0}.live_until IS NULL OR {0}.live_until > %(now)s)"
E_READABLE = READABLE.format("e")
NEWEST_FIRST = "ORDER BY e.first_live DESC, e.id DESC"

_CREDIT = """
    LEFT JOIN articles_photocredit c ON c.photo_id = p.id
    LEFT JOIN articles_licence l ON l.id = c.licence_id"""


def rows(statement: str, **values: Any) -> list[Row]:
    """The rows of a statement, with the moment of asking as `now`."""
    values["now"] = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[Row] = cursor.fetchall()
    return found


def bounds_of(year: int) -> tuple[Any, Any]:
    """The first and the last moment of a year of ours, as values for a statement."""
    first, last = connection.ops.year_lookup_bounds_for_datetime_field(year)
    return first, last


def cards(pick: str, **values: Any) -> list[Card]:
    """The cards of the editions whose ids `pick` selects, newest first."""
    statement = _cards(connection.vendor).replace("{pick}", pick)
    return [card_of(row) for row in rows(statement, **values)]


def cards_by_id(ids: Iterable[int]) -> dict[int, Card]:
    """The cards of these editions, by id; an edition that has ceased to be readable is not among them."""
    wanted = ", ".join(str(int(pk)) for pk in ids)
    return {card.edition_id: card for card in cards(wanted)} if wanted else {}


def story_at(path: str) -> StoryPage | None:
    """The readable story that this address belongs to, under whatever path it stands today."""
    source = f"""articles_address d
        JOIN articles_edition e ON e.article_id = d.article_id AND {E_READABLE}"""
    found = rows(_story(connection.vendor, source, "d.path = %(path)s"), path=path)
    return _story_page(found[0]) if found else None


def stories_of(articles: Iterable[int]) -> list[StoryPage]:
    """The readable stories of these articles, in no order; one that has ceased to be readable is left out."""
    wanted = ", ".join(str(int(pk)) for pk in articles)
    if not wanted:
        return []
    statement = _story(connection.vendor, "articles_edition e", "{pick}").replace(
        "{pick}", f"e.article_id IN ({wanted}) AND {E_READABLE}"
    )
    return [_story_page(row) for row in rows(statement)]


# --- statements -------------------------------------------------------------------------------


def _array(vendor: str, *columns: str) -> str:
    name = "json_array" if vendor == "sqlite" else "json_build_array"
    return f"{name}({', '.join(columns)})"


def _gather(vendor: str, item: str, source: str) -> str:
    """All rows of `source` as one JSON list; sorted by whoever reads it (SQLite before 3.44 cannot)."""
    name = "json_group_array" if vendor == "sqlite" else "json_agg"
    return f"(SELECT {name}({item}) FROM {source})"  # noqa: S608


def _picture(vendor: str, photo: str = "p", use: str = "u") -> str:
    widths = f"json({photo}.widths)" if vendor == "sqlite" else f"{photo}.widths"
    return _array(
        vendor,
        *(f"{photo}.{column}" for column in ("id", "key", "fingerprint", "width", "height")),
        widths,
        *(f"{use}.{column}" for column in ("place", "caption", "alt", "focal_x", "focal_y", '"order"')),
        *(f"c.{column}" for column in ("creator", "organisation", "source_url", "copyright_notice")),
        "l.name",
        "l.url",
    )


def portrait(vendor: str) -> str:
    """An author's portrait `f` as a picture of its own; NULL if there is none."""
    widths = "json(f.widths)" if vendor == "sqlite" else "f.widths"
    return f"""CASE WHEN f.width > 0 THEN {
        _array(
            vendor, "f.id", "f.key", "f.fingerprint", "f.width", "f.height", widths, "f.focal_x", "f.focal_y"
        )
    } END"""


def _writers(vendor: str) -> str:
    item = _array(
        vendor, "a.id", "a.name", "a.slug", "b.role", 'b."order"', "a.job_title", "a.bio", "a.email",
        "a.organisation",
        portrait(vendor),
    )  # fmt: skip
    source = """articles_editionbyline b JOIN articles_author a ON a.id = b.author_id
        LEFT JOIN articles_photo f ON f.id = a.portrait_id WHERE b.edition_id = e.id"""
    return _gather(vendor, item, source)


def _card_columns(vendor: str) -> str:
    return f"""e.id, e.article_id, e.path, e.headline, e.standfirst, e.kicker, e.kind, e.first_live, e.words,
        s.id, s.name, s.slug, o.id, o.name, o.slug, {_writers(vendor)}"""


@lru_cache
def _cards(vendor: str) -> str:
    lead = f"CASE WHEN p.width > 0 THEN {_picture(vendor)} END"
    return f"""SELECT {_card_columns(vendor)}, {lead}
        FROM articles_edition e
        JOIN articles_section s ON s.id = e.section_id
        LEFT JOIN articles_outlet o ON o.id = e.outlet_id
        LEFT JOIN articles_editionphoto u ON u.edition_id = e.id AND u.place = 'lead'
        LEFT JOIN articles_photo p ON p.id = u.photo_id {_CREDIT}
        WHERE e.id IN ({{pick}}) AND {E_READABLE} {NEWEST_FIRST}"""  # noqa: S608


@lru_cache
def _story(vendor: str, source: str, where: str) -> str:
    """A whole story in one row, for each edition `e` of `source` that `where` picks."""
    photos = f"""articles_editionphoto u JOIN articles_photo p ON p.id = u.photo_id {_CREDIT}
        WHERE u.edition_id = e.id AND p.width > 0"""
    topics = "articles_editiontopic x JOIN articles_topic t ON t.id = x.topic_id WHERE x.edition_id = e.id"
    links = f"""articles_editionlink k
        LEFT JOIN articles_edition t ON t.article_id = k.target_id AND {READABLE.format("t")}
        WHERE k.edition_id = e.id"""
    fixes = "articles_correction x WHERE x.article_id = e.article_id AND x.withdrawn_at IS NULL"
    topic = _array(vendor, "t.id", "t.name", "t.slug", 'x."order"')
    fix = _array(vendor, "x.id", "x.kind", "x.text", "x.was", "x.now", "x.severe", "x.made_at")
    link = _array(
        vendor, "k.place", 'k."order"', "k.target_id", "k.url", "k.title", "t.path", "t.headline", "t.kind"
    )
    return f"""SELECT {_card_columns(vendor)}, NULL,
            e.outlet_url, e.sensitive, e.updated_at, e.key_points, e.parts,
            (SELECT w.digest FROM articles_sharecard w WHERE w.edition_id = e.id),
            {_gather(vendor, _picture(vendor), photos)},
            {_gather(vendor, topic, topics)},
            {_gather(vendor, fix, fixes)},
            {_gather(vendor, link, links)}
        FROM {source}
        JOIN articles_section s ON s.id = e.section_id
        LEFT JOIN articles_outlet o ON o.id = e.outlet_id
        WHERE {where}"""  # noqa: S608


# --- rows into values -------------------------------------------------------------------------


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
    aware: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware


def card_of(row: Row) -> Card:
    photo = many(row[16])
    values = [
        *row[:7],
        aware(row[7]),
        row[8],
        Named(row[9], row[10], row[11]),
        Named(row[12], row[13], row[14]) if row[12] else None,
        _writers_of(row[15]),
        picture_of(photo) if photo else None,
    ]
    return Card(*values)


def picture_of(item: Row) -> Picture:
    # A photo without a credit row, or a credit without a licence, comes with nulls for words.
    values = [*item[:12], *(word or "" for word in item[12:])]
    return Picture(*values)


def fix_of(item: Row) -> Fix:
    values = [*item[:5], bool(item[5]), aware(item[6]), *item[7:]]
    return Fix(*values)


def portrait_of(item: Row) -> Picture:
    key, focal = item[:6], item[6:]
    values = [*key, "portrait", "", "", *focal, 0, "", "", "", "", "", ""]
    return Picture(*values)


def _writers_of(value: Any) -> list[Writer]:
    found = sorted(many(value), key=lambda item: item[4])
    people = ([*item[:8], bool(item[8]), portrait_of(item[9]) if item[9] else None] for item in found)
    return [Writer(*person) for person in people]


def _story_page(row: Row) -> StoryPage:
    card = card_of(row)
    outlet_url, sensitive, updated_at, key_points, parts, drawn, photos, topics, fixes, links = row[17:]
    pictures = sorted(map(picture_of, many(photos)), key=lambda picture: picture.order)
    card.picture = next((picture for picture in pictures if picture.place == "lead"), None)
    found = sorted(many(links), key=lambda item: item[1])
    lines = [line for item in found if (line := _link(item))]
    cut = many(parts)
    return StoryPage(
        card=card,
        outlet_url=outlet_url,
        sensitive=bool(sensitive),
        updated_at=aware(updated_at) if updated_at else None,
        key_points=many(key_points),
        blocks=blocks_of(cut, pictures, lines),
        photos=pictures,
        topics=[Named(*item[:3]) for item in sorted(many(topics), key=lambda item: item[3])],
        fixes=sorted(map(fix_of, many(fixes)), key=lambda fix: fix.made_at),
        links=lines,
        share_card=drawn or "",
        named={item[2] for item in found if item[2]},
    )


def _link(item: Row) -> Link | None:
    """A line to a story that readers cannot see is no line."""
    place, order, target, url, title, path, headline, kind = item
    if target:
        return Link(place, order, target, path, headline, kind) if path else None
    return Link(place, order, None, url, title) if url else None


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
