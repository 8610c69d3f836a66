"""Finding stories at the desk by their words: headline, text, who is credited, address.

Words may be half typed, and where few stories are found, typed wrong.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from rapidfuzz import fuzz

from articles.models import DeskWords
from articles.transliteration import fold

MOST_TERMS = 8
#: Fewer than these, and words are read as if they were typed wrong; among how many of the newest stories.
FEW = 3
LOOKED_AT = 2_000
#: How alike two words of one meaning are, of 100.
ALIKE = 78
_SQLITE = (
    "SELECT rowid FROM articles_desk_search WHERE articles_desk_search MATCH %s ORDER BY rowid DESC LIMIT %s"
)
#: Without the first part it would walk all stories backwards and read each one's words until some are found.
_POSTGRESQL = """WITH found AS MATERIALIZED (SELECT article_id FROM {} @@ to_tsquery('simple', %s))
    SELECT DISTINCT article_id FROM found ORDER BY article_id DESC LIMIT %s"""
_ANYWHERE = _POSTGRESQL.format("articles_deskwords WHERE search_vector")
#: Headlines have an index of their own; that of all words does not know which stand where.
_IN_HEADLINE = _POSTGRESQL.format("articles_headline WHERE to_tsvector('simple', words)")


def terms_of(words: str) -> list[str]:
    return list(dict.fromkeys(fold(words[:200]).split()))[:MOST_TERMS]


def find(words: str, most: int) -> list[int]:
    """Stories by their number: those with the words in the headline first, each kind the newest first.

    Two queries; a third where few are found.
    """
    terms = terms_of(words)
    if not terms:
        return []
    found = _matching(terms, most, headline=True)
    if len(found) < most:
        found += [pk for pk in _matching(terms, most, headline=False) if pk not in found]
    if len(found) < FEW:
        found += [pk for pk in _mistyped(terms, most) if pk not in found]
    return found[:most]


def _matching(terms: list[str], most: int, *, headline: bool) -> list[int]:
    if connection.vendor == "postgresql":
        statement = _IN_HEADLINE if headline else _ANYWHERE
        query = " & ".join(f"'{term}':*" for term in terms)
    else:
        statement = _SQLITE
        query = " ".join(f'"{term}"*' for term in terms)
        query = f"headline : ({query})" if headline else query
    with connection.cursor() as cursor:
        cursor.execute(statement, [query, most])
        return [int(pk) for (pk,) in cursor.fetchall()]


def _mistyped(terms: list[str], most: int) -> list[int]:
    newest = DeskWords.objects.order_by("-pk").values_list("pk", "headline")[:LOOKED_AT]
    return nearly(terms, newest)[:most]


def nearly(terms: list[str], rows: Iterable[tuple[int, str]]) -> list[int]:
    """Of rows of (number, plain words), those where every term is nearly a word of theirs; the best first."""
    scored = ((pk, _likeness(terms, words.split())) for pk, words in rows)
    best: list[tuple[int, Any]] = sorted(
        ((pk, score) for pk, score in scored if score), key=lambda each: -each[1]
    )
    return [pk for pk, _score in best]


def _likeness(terms: list[str], words: list[str]) -> float:
    """The likeness of the term that fits worst; 0 where one fits no word."""
    worst = 100.0
    for term in terms:
        # What is still being typed is held against the beginning of a longer word.
        best = max((fuzz.ratio(term, word[: len(term) + 1]) for word in words), default=0.0)
        if best < ALIKE:
            return 0.0
        worst = min(worst, best)
    return worst
