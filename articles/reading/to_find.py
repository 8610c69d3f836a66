"""The stories that search engines should find here: not copy that has its original at a partner's."""

from datetime import datetime

from django.db import connection

from articles.reading.kinds import ADVERT
from articles.reading.records import aware
from articles.reading.statements import E_READABLE, NEWEST_FIRST, rows

#: Stories in one file of the sitemap: it is made in one go.
PER_FILE = 5_000
#: As the index `edition_to_find` says it, which holds these and no others.
_OURS = f"(e.outlet_id IS NULL OR e.outlet_url = '' OR e.kind = '{ADVERT}')"
_IN_ORDER = f"FROM articles_edition e WHERE {_OURS} AND {E_READABLE} ORDER BY e.article_id"


def count(most: int) -> int:
    """How many there are, counted up to that number."""
    [(found,)] = rows(f"SELECT COUNT(*) FROM (SELECT e.article_id {_IN_ORDER} LIMIT {most}) t")  # noqa: S608
    return int(found)


def some(limit: int, offset: int) -> list[tuple[str, datetime]]:
    """(path, when it last changed), in the order of their making."""
    found = rows(
        f"""SELECT e.path, e.live_from, (
            SELECT MAX(k.made_at) FROM articles_correction k
            WHERE k.article_id = e.article_id AND k.withdrawn_at IS NULL
        ) {_IN_ORDER} LIMIT {limit} OFFSET {offset}"""  # noqa: S608
    )
    return [(path, max(aware(each) for each in moments if each)) for path, *moments in found]


def news(since: datetime, most: int) -> list[tuple[str, datetime, str]]:
    """(path, first live, headline) of what first went live since that moment, no adverts, newest first."""
    found = rows(
        f"""SELECT e.path, e.first_live, e.headline FROM articles_edition e
        WHERE {_OURS} AND e.kind <> '{ADVERT}' AND {E_READABLE} AND e.first_live > %(since)s
        {NEWEST_FIRST} LIMIT {most}""",  # noqa: S608
        since=connection.ops.adapt_datetimefield_value(since),
    )
    return [(path, aware(first_live), headline) for path, first_live, headline in found]
