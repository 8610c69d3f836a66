"""SQLite's indexes of words follow their tables by triggers; those of PostgreSQL are a part of the table."""

from collections.abc import Iterator

from newsroom.triggers import Trigger


def _follows(
    index: str, table: str, key: str, columns: tuple[str, ...], *, name: str, changes: str = ""
) -> Iterator[Trigger]:
    words, row = ", ".join(columns), ", ".join(f"{{row}}.{column}" for column in (key, *columns))
    new, old = row.format(row="new"), row.format(row="old")
    add = f"INSERT INTO {index}(rowid, {words}) VALUES ({new});"
    remove = f"INSERT INTO {index}({index}, rowid, {words}) VALUES ('delete', {old});"
    # What came while it was not there is read again.
    again = f"INSERT INTO {index}({index}) VALUES ('rebuild')"
    for what, when, does, then in (
        ("added", "INSERT", add, (again,)),
        ("removed", "DELETE", remove, ()),
        ("changed", f"UPDATE{changes}", f"{remove} {add}", ()),
    ):
        made = f"CREATE TRIGGER {name}_{what} AFTER {when} ON {table} BEGIN {does} END"
        yield Trigger(f"{name}_{what}", table, sqlite=(made, *then))


SEARCH = (
    *_follows(
        "articles_search",
        "articles_searchentry",
        "edition_id",
        ("headline", "standfirst", "text"),
        name="articles_search",
    ),
    *_follows(
        "articles_desk_search",
        "articles_deskwords",
        "article_id",
        ("headline", "text"),
        name="articles_desk_search",
    ),
    *_follows(
        "articles_headline_words",
        "articles_headline",
        "id",
        ("words",),
        name="articles_headline",
        changes=" OF words",
    ),
)
