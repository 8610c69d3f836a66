"""Stories by their headline, for READ lines that only tell the words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from rapidfuzz import fuzz

from articles.models import Address, Article, Headline
from articles.models.headline import words_of

#: How alike words must be (0 to 100); how many stories an editor chooses from.
CLOSE, MOST_OFFERED = 72, 3
#: By so many of its longest words a headline is looked up, and so many rows are compared for each.
LOOKED_UP, MOST_COMPARED = 5, 50
#: A headline of fewer words is looked up by how they begin: one word may be a whole sentence (Chinese).
FEW, BEGINNING = 3, 3


@dataclass(frozen=True)
class Match:
    """`story` if there is exactly one with these words; else the ones that come close, the closest first."""

    story: Article | None = None
    close: tuple[Article, ...] = ()


def match_all(lines: Sequence[tuple[str, str]]) -> list[Match]:
    """For each (headline, address) the story that is meant; never one of several: an editor chooses those.

    The number of questions to the database is that of the lines and a few; none looks at all stories.
    """
    at_home = _by_address(url for _headline, url in lines)
    wanted = [words_of(headline) for headline, _url in lines]
    exact = _exact(wanted)
    found: list[tuple[int | None, list[int]]] = []
    for words, (_headline, url) in zip(wanted, lines, strict=True):
        one = at_home.get(url) or (exact[words][0] if len(exact[words]) == 1 else None)
        close = [] if one else (exact[words] or _close(words))[:MOST_OFFERED]
        found.append((one, close))
    ids = {pk for one, close in found for pk in (one, *close) if pk}
    stories = Article.objects.defer("body").in_bulk(ids)
    return [Match(stories[one] if one else None, tuple(stories[pk] for pk in close)) for one, close in found]


def _by_address(urls: Iterable[str]) -> dict[str, int]:
    here = urlsplit(settings.SITE_URL).hostname
    paths = {url: parts.path for url in urls if (parts := urlsplit(url)).hostname == here}
    known = dict(Address.objects.filter(path__in=paths.values()).values_list("path", "article"))
    return {url: known[path] for url, path in paths.items() if path in known}


def _exact(wanted: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    rows = Headline.objects.filter(words__in=set(filter(None, wanted))).order_by("pk")
    for words, article in rows.values_list("words", "article"):
        found[words].append(article)
    return found


def _close(wanted: str) -> list[int]:
    """Stories whose words are nearly these, the closest first; of equals the newest."""
    scores: dict[int, float] = {}
    for article, words in _alike(wanted):
        if _share_words(wanted, words) and (score := fuzz.ratio(wanted, words)) >= CLOSE:
            scores[article] = max(score, scores.get(article, 0))
    return sorted(scores, key=lambda article: (scores[article], article), reverse=True)


def _share_words(one: str, other: str) -> bool:
    mine, others = _tokens(one), _tokens(other)
    return len(mine & others) >= 0.4 * max(len(mine), len(others))


def _tokens(text: str) -> set[str]:
    words = set(text.split())
    return words if len(words) >= FEW else set(text)


def _alike(wanted: str) -> list[tuple[int, str]]:
    """(story, words) of the newest headlines that have two of its longest words, or begin a word alike."""
    longest = sorted(set(wanted.split()), key=len, reverse=True)[:LOOKED_UP]
    if not longest:
        return []
    sqlite = connection.vendor == "sqlite"
    quoted = [f'"{word}"' if sqlite else f"'{word}'" for word in longest]
    both, either = ("AND", " OR ") if sqlite else ("&", " | ")
    if len(longest) < FEW:
        begin = '"{}"*' if sqlite else "'{}':*"
        asked = [begin.format(word[:BEGINNING]) for word in longest]
    else:
        asked = [f"({one} {both} {other})" for at, one in enumerate(quoted) for other in quoted[at + 1 :]]
    with connection.cursor() as cursor:
        cursor.execute(_ON_SQLITE if sqlite else _ON_POSTGRESQL, [either.join(asked), MOST_COMPARED])
        rows: list[tuple[int, str]] = cursor.fetchall()
    return rows


_ON_SQLITE = """
    SELECT article_id, words FROM articles_headline WHERE id IN (
        SELECT rowid FROM articles_headline_words WHERE articles_headline_words MATCH %s
        ORDER BY rowid DESC LIMIT %s
    )
"""
# By itself, or the planner may go through all headlines from the newest on.
_ON_POSTGRESQL = """
    WITH alike AS MATERIALIZED (
        SELECT id, article_id, words FROM articles_headline
        WHERE to_tsvector('simple', words) @@ to_tsquery('simple', %s)
    )
    SELECT article_id, words FROM alike ORDER BY id DESC LIMIT %s
"""
