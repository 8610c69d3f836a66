"""The few, wide statements that reader pages are made of, in SQL that SQLite and PostgreSQL both speak.

An edition comes with its bylines, photos, topics, corrections and links in one row, the many as JSON: a
bare statement costs a tenth of an ORM query with its objects, and reader pages are where that counts.
Identities come from the edition; names, credits, licences and linked headlines are read live.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.reading.records import Row, card_of, story_of
from articles.reading.values import Card, StoryPage

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
    return [card_of(tuple(row)) for row in rows(statement, **values)]


def cards_by_id(ids: Iterable[int]) -> dict[int, Card]:
    """The cards of these editions, by id; an edition that has ceased to be readable is not among them."""
    wanted = ", ".join(str(int(pk)) for pk in ids)
    return {card.edition_id: card for card in cards(wanted)} if wanted else {}


def story_at(path: str) -> StoryPage | None:
    """The readable story that this address belongs to, under whatever path it stands today."""
    source = f"""articles_address d
        JOIN articles_edition e ON e.article_id = d.article_id AND {E_READABLE}"""
    found = rows(_story(connection.vendor, source, "d.path = %(path)s"), path=path)
    return story_of(found[0]) if found else None


def stories_of(articles: Iterable[int]) -> list[StoryPage]:
    """The readable stories of these articles, in no order; one that has ceased to be readable is left out."""
    wanted = ", ".join(str(int(pk)) for pk in articles)
    if not wanted:
        return []
    statement = _story(connection.vendor, "articles_edition e", "{pick}").replace(
        "{pick}", f"e.article_id IN ({wanted}) AND {E_READABLE}"
    )
    return [story_of(row) for row in rows(statement)]


# --- statements -------------------------------------------------------------------------------


def _array(vendor: str, *columns: str) -> str:
    name = "json_array" if vendor == "sqlite" else "json_build_array"
    return f"{name}({', '.join(columns)})"


def _gather(vendor: str, item: str, source: str) -> str:
    """All rows of `source` as one JSON list; sorted by whoever reads it (SQLite before 3.44 cannot)."""
    name = "json_group_array" if vendor == "sqlite" else "json_agg"
    return f"(SELECT {name}({item}) FROM {source})"  # noqa: S608


def _files(vendor: str, photo: str) -> list[str]:
    """What a Picture begins with: the files of a photo."""
    widths = f"json({photo}.widths)" if vendor == "sqlite" else f"{photo}.widths"
    return [*(f"{photo}.{column}" for column in ("id", "key", "fingerprint", "width", "height")), widths]


def _picture(vendor: str) -> str:
    """A Picture: photo `p` in its use `u`, with credit `c` and licence `l`, which may be missing."""
    return _array(
        vendor,
        *_files(vendor, "p"),
        *(f"u.{column}" for column in ("focal_x", "focal_y", "place", "caption", "alt", '"order"')),
        *(
            f"COALESCE({column}, '')"
            for column in (
                *("c.creator", "c.organisation", "c.source_url", "c.copyright_notice"),
                *("l.name", "l.url"),
            )
        ),
    )


def portrait(vendor: str) -> str:
    """An author's portrait `f` as a picture of its own; NULL if there is none."""
    item = _array(vendor, *_files(vendor, "f"), "f.focal_x", "f.focal_y", "'portrait'")
    return f"CASE WHEN f.width > 0 THEN {item} END"


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
        s.id, s.name, s.slug, o.id, o.name, o.slug, CAST({_writers(vendor)} AS text)"""


@lru_cache
def _cards(vendor: str) -> str:
    lead = f"CASE WHEN p.width > 0 THEN CAST({_picture(vendor)} AS text) END"
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
    topic = _array(vendor, 'x."order"', "t.id", "t.name", "t.slug")
    fix = _array(vendor, "x.id", "x.kind", "x.text", "x.was", "x.now", "x.severe", "x.made_at")
    link = _array(
        vendor, "k.place", 'k."order"', "k.target_id", "k.url", "k.title", "t.path", "t.headline", "t.kind"
    )
    return f"""SELECT {_card_columns(vendor)}, NULL AS lead,
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
