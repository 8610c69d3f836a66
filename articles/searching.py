"""Search over what readers may see: FTS5 on SQLite, full text on PostgreSQL; both find the same stories.

Words are looked for in plain letters (letters.py), so lodz finds Łódź. The index is kept by the database
itself (migrations/0006_search_entry.py) and holds all editions; every question is put to
`Edition.objects.readable()`, so that nothing else can be found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import FloatField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.letters import fold
from articles.models import Author, Edition, EditionByline, SearchEntry, Section
from articles.reading.statements import cards_by_id
from articles.reading.values import Card
from articles.snippets import Snippet, snippet

#: Results on a page; what is read of a query; how many stories one search looks at, the newest where there
#: are more.
PER_PAGE = 20
LONGEST = 200
MOST_TERMS = 12
MOST_FOUND = 5_000
#: How much a word weighs in headline, standfirst and text (which holds the other two again).
_BM25 = "bm25(articles_search, 10.0, 4.0, 1.0)"
_HITS_SQLITE = "SELECT rowid FROM articles_search WHERE articles_search MATCH %s"
_HITS_POSTGRESQL = (
    "SELECT edition_id FROM articles_searchentry WHERE search_vector @@ websearch_to_tsquery('simple', %s)"
)
_TS_RANK = "ts_rank('{0.1, 0.1, 0.4, 1.0}', search_vector, websearch_to_tsquery('simple', %s))"

_PHRASE = re.compile(r'"([^"]*)"|([^\s"]+)')


class Facet(NamedTuple):
    """A way to narrow the search: what goes into the address, what is shown, how many stories are left."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # a tuple's own count is not needed here


@dataclass(frozen=True)
class Hit:
    card: Card
    #: (text, marked) pairs, plain text: the template escapes them and puts the marks.
    snippet: Snippet


@dataclass(frozen=True)
class Results:
    query: str
    items: list[Hit]
    total: int
    page: int
    pages: int
    #: {"section": […], "year": […]}, counted over all matches, each without its own choice.
    facets: dict[str, list[Facet]]


class _Row(NamedTuple):
    pk: int
    section: int
    year: int


def search(
    query: str,
    *,
    section: Section | None = None,
    author: Author | None = None,
    year: int | None = None,
    page: int = 1,
) -> Results:
    """The readable stories with all words of `query`, best first; words in "quotes" stand together.

    Never raises for anything a reader may type. An empty query finds nothing; a page past the last is
    the last.
    """
    query = " ".join(query.replace("\x00", " ").split())[:LONGEST]
    terms = read_terms(query)
    found = _matching(terms, author) if terms else []
    if len(found) == MOST_FOUND and (section or year):
        # There are more than were looked at: those that are chosen may lie further back.
        chosen = _matching(terms, author, section, year)
    else:
        chosen = [
            row
            for row in found
            if (not section or row.section == section.pk) and (not year or row.year == year)
        ]
    pages = max(1, -(-len(chosen) // PER_PAGE))
    page = min(max(page, 1), pages)
    wanted = [row.pk for row in chosen[(page - 1) * PER_PAGE : page * PER_PAGE]]
    cards = cards_by_id(wanted)
    texts = _texts(wanted) if terms else {}
    return Results(
        query=query,
        items=[Hit(cards[pk], snippet(texts[pk], terms)) for pk in wanted if pk in cards],
        total=len(chosen),
        page=page,
        pages=pages,
        facets={
            "section": _section_facet(row for row in found if not year or row.year == year),
            "year": _year_facet(row for row in found if not section or row.section == section.pk),
        },
    )


def _texts(editions: list[int]) -> dict[int, str]:
    """The running text of each; headline and standfirst, which stand before it, are shown anyway."""
    rows = Edition.objects.filter(pk__in=editions).values_list("pk", "headline", "standfirst", "search_text")
    return {pk: text[len(headline) + len(standfirst) + 2 :] for pk, headline, standfirst, text in rows}


def read_terms(query: str) -> list[str]:
    """The words and phrases to look for, in plain letters, with no sign that a database takes for its own."""
    # What has signs inside, such as half-built, is looked for as words that stand together.
    terms = [fold(phrase or word) for phrase, word in _PHRASE.findall(query)]
    return list(dict.fromkeys(term for term in terms if term))[:MOST_TERMS]


def _matching(
    terms: list[str], author: Author | None, section: Section | None = None, year: int | None = None
) -> list[_Row]:
    """The matches, best first; of equals the newest first, so that pages do not shift."""
    query = " ".join(f'"{term}"' for term in terms)
    on_postgresql = connection.vendor == "postgresql"
    hit = RawSQL(_HITS_POSTGRESQL if on_postgresql else _HITS_SQLITE, [query])  # noqa: S611 - words are a parameter
    readable = Edition.objects.readable().filter(pk__in=hit)
    if author:
        readable = readable.filter(pk__in=EditionByline.objects.filter(author=author).values("edition"))
    if section:
        readable = readable.filter(section=section)
    if year:
        # The first and the last year of the calendar have moments that no other zone can name.
        readable = readable.filter(first_live__year=year) if 1 < year < 9999 else readable.none()
    # Weighed is only what is looked at: to weigh all that a common word finds takes seconds.
    rows = list(readable.order_by("-pk").values_list("pk", "first_live", "section")[:MOST_FOUND])
    weigh = _weights_on_postgresql if on_postgresql else _weights_on_sqlite
    weights = weigh(query, [pk for pk, *_rest in rows]) if rows else {}
    rows.sort(key=lambda row: (-weights.get(row[0], 0.0), -row[1].timestamp(), -row[0]))
    return [_Row(pk, of, timezone.localtime(first_live).year) for pk, first_live, of in rows]


def _weights_on_postgresql(query: str, newest_first: list[int]) -> dict[int, float]:
    rows = SearchEntry.objects.filter(pk__in=newest_first)
    rank = RawSQL(_TS_RANK, [query], output_field=FloatField())  # noqa: S611 - the words are a parameter
    return dict(rows.annotate(rank=rank).values_list("pk", "rank"))


def _weights_on_sqlite(query: str, newest_first: list[int]) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, -{_BM25} FROM articles_search "  # noqa: S608
            "WHERE articles_search MATCH %s AND rowid BETWEEN %s AND %s",
            [query, newest_first[-1], newest_first[0]],
        )
        return dict(cursor.fetchall())


def _section_facet(rows: Iterable[_Row]) -> list[Facet]:
    counts = Counter(row.section for row in rows)
    names = Section.objects.in_bulk(counts) if counts else {}
    return [Facet(names[pk].slug, names[pk].name, count) for pk, count in counts.most_common()]


def _year_facet(rows: Iterable[_Row]) -> list[Facet]:
    counts = Counter(row.year for row in rows)
    return [Facet(str(year), str(year), count) for year, count in sorted(counts.items(), reverse=True)]
