"""The search index: FTS5 on SQLite, full text on PostgreSQL, both kept by the database itself.

Its triggers are replaced by those of 0006_search_entry.
"""

from __future__ import annotations

import unicodedata

from django.db import migrations

SQLITE = (
    """
    CREATE VIRTUAL TABLE articles_search USING fts5(
        headline, standfirst, search_text,
        content='articles_edition', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER articles_search_added AFTER INSERT ON articles_edition BEGIN
        INSERT INTO articles_search(rowid, headline, standfirst, search_text)
        VALUES (new.id, new.headline, new.standfirst, new.search_text);
    END
    """,
    """
    CREATE TRIGGER articles_search_removed AFTER DELETE ON articles_edition BEGIN
        INSERT INTO articles_search(articles_search, rowid, headline, standfirst, search_text)
        VALUES ('delete', old.id, old.headline, old.standfirst, old.search_text);
    END
    """,
    """
    CREATE TRIGGER articles_search_changed
    AFTER UPDATE OF headline, standfirst, search_text ON articles_edition BEGIN
        INSERT INTO articles_search(articles_search, rowid, headline, standfirst, search_text)
        VALUES ('delete', old.id, old.headline, old.standfirst, old.search_text);
        INSERT INTO articles_search(rowid, headline, standfirst, search_text)
        VALUES (new.id, new.headline, new.standfirst, new.search_text);
    END
    """,
    "INSERT INTO articles_search(articles_search) VALUES ('rebuild')",
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS articles_search_added",
    "DROP TRIGGER IF EXISTS articles_search_removed",
    "DROP TRIGGER IF EXISTS articles_search_changed",
    "DROP TABLE IF EXISTS articles_search",
)


def _letters() -> tuple[str, str]:
    """Letters with marks and the plain letter of each; what parts words, and a space for each; loose marks.

    Loose marks (a letter and its accent sent apart) have no counterpart, so `translate` leaves them out.
    """
    plain = {}
    for number in (*range(0xC0, 0x530), *range(0x1E00, 0x2000)):
        letter = chr(number)
        base = unicodedata.normalize("NFKD", letter)[0].lower()
        if base != letter and base.isalpha() and len(base) == 1:
            plain[letter] = base
    marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»‘’“”„‚‹›–—―…·•¡¿\u00a0"
    plain |= dict.fromkeys(marks, " ")
    loose = "".join(chr(number) for number in range(0x300, 0x370))
    return "".join(plain) + loose, "".join(plain.values())


def _folded(column: str) -> str:
    """Only functions that PostgreSQL holds immutable may stand in a generated column."""
    letters, plain = (part.replace("'", "''") for part in _letters())
    return f"translate(lower({column}), '{letters}', '{plain}')"


def _postgresql() -> tuple[str, ...]:
    return (
        f"""
        ALTER TABLE articles_edition ADD COLUMN search_vector tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple', {_folded("headline")}), 'A') ||
            setweight(to_tsvector('simple', {_folded("standfirst")}), 'B') ||
            setweight(to_tsvector('simple', {_folded("left(search_text, 200000)")}), 'D')
        ) STORED
        """,
        "CREATE INDEX articles_search ON articles_edition USING gin (search_vector)",
    )


POSTGRESQL_BACK = ("ALTER TABLE articles_edition DROP COLUMN IF EXISTS search_vector",)


def _run(schema_editor, statements: tuple[str, ...]) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)  # with no parameters, % is only a sign


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        _run(schema_editor, _postgresql())
    else:
        _run(schema_editor, SQLITE)


def remove(apps, schema_editor):
    _run(schema_editor, POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_licences")]
    operations = [migrations.RunPython(add, remove)]
