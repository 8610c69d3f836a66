"""What can be verified of a running newsroom. The apps register their checks here when they are ready."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _


class NotMended(Exception):
    """It cannot be made anew from what is here; the message says why and what to do."""


@dataclass(frozen=True)
class Mendable:
    """Something wrong that can be made anew from what is here. `mend` raises NotMended."""

    sentence: str
    mend: Callable[[], object]


#: Of each thing that was looked at: None if it is right, else what is wrong.
Found = str | Mendable | None


@dataclass(frozen=True)
class Check:
    """`count`: how many things `find` will look at, where that is known. `nothing`: said if it finds none."""

    name: str
    find: Callable[[], Iterable[Found]]
    count: Callable[[], int] | None = None
    nothing: str = "none yet"


checks: list[Check] = []


def of_database() -> Iterator[Found]:
    """What SQLite says of its own file. PostgreSQL has its own tools for that (pg_amcheck)."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for (said,) in cursor.execute("PRAGMA quick_check").fetchall():
            yield None if said == "ok" else _("The database is damaged: %(said)s.") % {"said": said}
        for table, row, parent, _key in cursor.execute("PRAGMA foreign_key_check").fetchall():
            yield _("Row %(row)s of %(table)s points at a row of %(parent)s that is not there.") % {
                "row": row,
                "table": table,
                "parent": parent,
            }


checks.append(Check("database", of_database, nothing="not looked at here (PostgreSQL: pg_amcheck)"))
