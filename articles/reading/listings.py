"""Lists of stories: each walks an index from its newest end, and reads no edition's row to find its own.

A row holds the whole text and fills a page of the database: 100,000 of them are half a second. All that
a list asks of an edition stands in the index `edition_newest`; topics and bylines know when the story of
theirs went live (`first_live`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.reading.statements import E_READABLE, bounds_of, rows

#: True of all that is readable; said so that SQLite walks the index of newest stories and sorts nothing.
BEGUN = "e.first_live <= %(now)s"


@dataclass(frozen=True, slots=True)
class Listing:
    """Where its stories come from, by `%(pk)s`; and what of it holds an edition's id and its place."""

    source: str
    id: str = "e.id"
    first_live: str = "e.first_live"

    def pick(self, limit: int, offset: int = 0) -> str:
        """The ids of these editions, newest first."""
        # Who wrote and photographed a story has it once.
        return f"""SELECT t.id FROM (
            SELECT DISTINCT {self.id} AS id, {self.first_live} AS first_live
            FROM {self.source} AND {E_READABLE}
            ORDER BY {self.first_live} DESC, {self.id} DESC LIMIT {limit} OFFSET {offset}) t"""  # noqa: S608

    def count_by_year(self, years: Iterable[int], pk: int = 0) -> dict[int, int]:
        """How many stories of these years there are."""
        counts, bounds = [], {}
        for year in years:
            bounds[f"from_{year}"], bounds[f"to_{year}"] = bounds_of(year)
            counts.append(
                f"""SELECT {year}, COUNT(DISTINCT {self.id}) FROM {self.source} AND {E_READABLE}
                AND {self.first_live} BETWEEN %(from_{year})s AND %(to_{year})s"""  # noqa: S608
            )
        found = rows(" UNION ALL ".join(counts), pk=pk, **bounds) if counts else ()
        return {int(year): int(count) for year, count in found}


def _through(table: str, column: str) -> Listing:
    # Between a number and itself: told that it is equal, SQLite reads the row. The index has both, and many
    # have one moment: in an archive that knows only days, and those of a story published often.
    source = f"""{table} x JOIN articles_edition e
        ON e.first_live = x.first_live AND e.id BETWEEN x.edition_id AND x.edition_id
        WHERE x.{column} = %(pk)s"""
    return Listing(source, "x.edition_id", "x.first_live")


LATEST = Listing(f"articles_edition e WHERE {BEGUN}")
IN_SECTION = Listing("articles_edition e WHERE e.section_id = %(pk)s")
FROM_OUTLET = Listing("articles_edition e WHERE e.outlet_id = %(pk)s")
BY_AUTHOR = _through("articles_editionbyline", "author_id")
ON_TOPIC = _through("articles_editiontopic", "topic_id")
