"""The two rules, held by the database itself, whoever writes to it.

- A Version is never changed (who made it may be forgotten when a sign-in is deleted).
- What an Edition says and when it began never changes; only its end may be set.
- Two editions of one article are never before readers at the same moment.

They stand in models/triggers as well, from which they are made again after every migration.
"""

from __future__ import annotations

from django.db import migrations

VERSION = ("article_id", "number", "snapshot", "made_at", "reason", "previous_hash", "hash")
EDITION = (
    *("article_id", "version_id", "live_from", "first_live", "updated_at", "published_at", "path"),
    *("headline", "standfirst", "kicker", "kind", "section_id", "outlet_id", "outlet_url", "prominence"),
    *("sensitive", "words", "key_points", "parts", "search_text"),
)
#: An edition that ends when it begins was cancelled; nobody has read it.
OVERLAP = """
    SELECT 1 FROM articles_edition AS other
    WHERE other.article_id = new.article_id AND other.id <> new.id
      AND (other.live_until IS NULL OR other.live_until > new.live_from)
      AND (new.live_until IS NULL OR new.live_until > other.live_from)
      AND (other.live_until IS NULL OR other.live_until <> other.live_from)
      AND (new.live_until IS NULL OR new.live_until <> new.live_from)
"""


def _differs(columns: tuple[str, ...], sign: str) -> str:
    return " OR ".join(f"old.{column} {sign} new.{column}" for column in columns)


def _sqlite() -> tuple[str, ...]:
    return (
        f"""
        CREATE TRIGGER articles_version_stands BEFORE UPDATE ON articles_version
        WHEN {_differs(VERSION, "IS NOT")}
        BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END
        """,
        f"""
        CREATE TRIGGER articles_edition_stands BEFORE UPDATE ON articles_edition
        WHEN {_differs(EDITION, "IS NOT")}
        BEGIN SELECT RAISE(ABORT, 'an edition is never changed, only closed'); END
        """,
        # AFTER, because only then does a new row have its id; ABORT takes the row back.
        f"""
        CREATE TRIGGER articles_edition_alone_insert AFTER INSERT ON articles_edition
        WHEN EXISTS ({OVERLAP})
        BEGIN SELECT RAISE(ABORT, 'two editions of one article at the same moment'); END
        """,
        f"""
        CREATE TRIGGER articles_edition_alone_update AFTER UPDATE OF live_until ON articles_edition
        WHEN EXISTS ({OVERLAP})
        BEGIN SELECT RAISE(ABORT, 'two editions of one article at the same moment'); END
        """,
    )


SQLITE_BACK = tuple(
    f"DROP TRIGGER IF EXISTS {name}"
    for name in (
        "articles_version_stands",
        "articles_edition_stands",
        "articles_edition_alone_insert",
        "articles_edition_alone_update",
    )
)


def _postgresql_guard(name: str, table: str, when: str, condition: str, sentence: str) -> tuple[str, str]:
    return (
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {condition} THEN
                RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN new;
        END $$
        """,
        f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


def _postgresql() -> tuple[str, ...]:
    return (
        *_postgresql_guard(
            "articles_version_stands",
            "articles_version",
            "BEFORE UPDATE",
            _differs(VERSION, "IS DISTINCT FROM"),
            "a version is never changed",
        ),
        *_postgresql_guard(
            "articles_edition_stands",
            "articles_edition",
            "BEFORE UPDATE",
            _differs(EDITION, "IS DISTINCT FROM"),
            "an edition is never changed, only closed",
        ),
        *_postgresql_guard(
            "articles_edition_alone",
            "articles_edition",
            "BEFORE INSERT OR UPDATE OF live_until",
            f"EXISTS ({OVERLAP})",
            "two editions of one article at the same moment",
        ),
    )


POSTGRESQL_BACK = (
    "DROP FUNCTION IF EXISTS articles_version_stands() CASCADE",
    "DROP FUNCTION IF EXISTS articles_edition_stands() CASCADE",
    "DROP FUNCTION IF EXISTS articles_edition_alone() CASCADE",
)


def _run(schema_editor, statements: tuple[str, ...]) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def add(apps, schema_editor):
    _run(schema_editor, _postgresql() if schema_editor.connection.vendor == "postgresql" else _sqlite())


def remove(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    _run(schema_editor, POSTGRESQL_BACK if postgresql else SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_search")]
    operations = [migrations.RunPython(add, remove)]
