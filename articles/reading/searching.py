"""Search over what readers may see: FTS5 on SQLite, full text on PostgreSQL; both find the same stories.

Words are looked for in plain letters (transliteration.py), so lodz finds Łódź. The index is kept by the
database itself (models/triggers/search.py) and holds all editions; every question asks besides what readers
may see, so that nothing else can be found.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from articles.models import Author, Edition, Section
from articles.reading.records import aware
from articles.reading.snippets import Snippet, snippet
from articles.reading.statements import E_READABLE, bounds_of, cards_by_id, rows
from articles.reading.values import Card
from articles.transliteration import fold

#: Results on a page; what is read of a query; how many stories one search looks at, the newest where there
#: are more.
PER_PAGE = 20
LONGEST = 200
MOST_TERMS = 12
MOST_FOUND = 5_000
#: How much a word weighs in headline, standfirst and text (which holds the other two again).
_BM25 = "bm25(articles_search, 10.0, 4.0, 1.0)"
#: By database: the table of hits, which edition each is, and what makes it one.
_HITS = {
    "sqlite": ("articles_search s", "s.rowid", "s.articles_search MATCH %(query)s"),
    "postgresql": (
        "articles_searchentry s",
        "s.edition_id",
        "s.search_vector @@ websearch_to_tsquery('simple', %(query)s)",
    ),
}
_WEIGHTS = {
    # The plus has SQLite go through the hits once: to ask for each row begins the search anew each time.
    "sqlite": f"""SELECT rowid, -{_BM25} FROM articles_search WHERE articles_search MATCH %(query)s
        AND rowid BETWEEN %(oldest)s AND %(newest)s AND +rowid IN (SELECT value FROM json_each(%(ids)s))""",  # noqa: S608
    "postgresql": """SELECT s.edition_id, ts_rank(
            '{0.1, 0.1, 0.4, 1.0}', s.search_vector, websearch_to_tsquery('simple', %(query)s)
        ) FROM articles_searchentry s
        WHERE s.edition_id IN (SELECT value::bigint FROM json_array_elements_text(%(ids)s))""",
}

_PHRASE = re.compile(r'"([^"]*)"|([^\s"]+)')


class Facet(NamedTuple):
    """A way to narrow the search: what goes into the address, what is shown, how many stories are left."""

    value: str
    label: str
    stories: int


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
    #: As the database hands it over: thousands are put in order by it and never shown.
    first_live: Any
    section: int


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
    asked = " ".join(f'"{term}"' for term in terms)
    found = _matching(asked, author) if terms else []
    zone = timezone.get_current_timezone()
    years = {row.pk: aware(row.first_live).astimezone(zone).year for row in found}
    if len(found) == MOST_FOUND and (section or year):
        # There are more than were looked at: those that are chosen may lie further back.
        chosen = _matching(asked, author, section, year)
    else:
        chosen = [
            row
            for row in found
            if (not section or row.section == section.pk) and (not year or years[row.pk] == year)
        ]
    chosen = _best_first(asked, chosen)
    pages = max(1, -(-len(chosen) // PER_PAGE))
    page = min(max(page, 1), pages)
    wanted = [row.pk for row in chosen[(page - 1) * PER_PAGE : page * PER_PAGE]]
    cards = cards_by_id(wanted)
    texts = _texts(wanted) if terms else {}
    in_years = Counter(years[row.pk] for row in found if not section or row.section == section.pk)
    return Results(
        query=query,
        items=[Hit(cards[pk], snippet(texts[pk], terms)) for pk in wanted if pk in cards],
        total=len(chosen),
        page=page,
        pages=pages,
        facets={
            "section": _section_facet(row for row in found if not year or years[row.pk] == year),
            "year": [
                Facet(str(year), str(year), count) for year, count in sorted(in_years.items(), reverse=True)
            ],
        },
    )


def _texts(editions: list[int]) -> dict[int, str]:
    """The running text of each; headline and standfirst, which stand before it, are shown anyway."""
    told = Edition.objects.filter(pk__in=editions).values_list("pk", "headline", "standfirst", "search_text")
    return {pk: text[len(headline) + len(standfirst) + 2 :] for pk, headline, standfirst, text in told}


def read_terms(query: str) -> list[str]:
    """The words and phrases to look for, in plain letters, with no sign that a database takes for its own."""
    # What has signs inside, such as half-built, is looked for as words that stand together.
    terms = [fold(phrase or word) for phrase, word in _PHRASE.findall(query)]
    return list(dict.fromkeys(term for term in terms if term))[:MOST_TERMS]


def _matching(
    asked: str, author: Author | None, section: Section | None = None, year: int | None = None
) -> list[_Row]:
    """The newest of the matches, newest first."""
    values: dict[str, Any] = {"query": asked}
    narrowed = ""
    if author:
        narrowed += (
            " AND e.id IN (SELECT b.edition_id FROM articles_editionbyline b WHERE b.author_id = %(author)s)"
        )
        values["author"] = author.pk
    if section:
        narrowed += " AND e.section_id = %(section)s"
        values["section"] = section.pk
    if year:
        if not 1 < year < 9999:
            # The first and the last year of the calendar have moments that no other zone can name.
            return []
        narrowed += " AND e.first_live BETWEEN %(first)s AND %(last)s"
        values["first"], values["last"] = bounds_of(year)
    table, pk, match = _HITS[connection.vendor]
    source = f"{table} JOIN articles_edition e ON e.id = {pk} WHERE {match}"
    if narrowed:
        # The plus has SQLite walk the index of what it is narrowed to, and not read each hit's row to see.
        source = f"articles_edition e WHERE +e.id IN (SELECT {pk} FROM {table} WHERE {match}){narrowed}"  # noqa: S608
        pk = "e.id"
    found = rows(
        f"""SELECT e.id, e.first_live, e.section_id FROM {source} AND {E_READABLE}
        ORDER BY {pk} DESC LIMIT {MOST_FOUND}""",  # noqa: S608
        **values,
    )
    return [_Row(*row) for row in found]


def _best_first(asked: str, newest_first: list[_Row]) -> list[_Row]:
    """The best first; of equals the newest, so that pages do not shift."""
    # Weighed is only what is looked at: to weigh all that a common word finds takes seconds.
    weights = _weights(asked, [row.pk for row in newest_first]) if newest_first else {}
    return sorted(
        newest_first, key=lambda row: (weights.get(row.pk, 0.0), row.first_live, row.pk), reverse=True
    )


def _weights(asked: str, newest_first: list[int]) -> dict[int, float]:
    found = rows(
        _WEIGHTS[connection.vendor],
        query=asked,
        ids=json.dumps(newest_first),
        oldest=newest_first[-1],
        newest=newest_first[0],
    )
    return {int(pk): float(weight) for pk, weight in found}


def _section_facet(found: Iterable[_Row]) -> list[Facet]:
    counts = Counter(row.section for row in found)
    names = Section.objects.in_bulk(counts) if counts else {}
    return [Facet(names[pk].slug, names[pk].name, count) for pk, count in counts.most_common()]
