"""An index of the words of desk copies: FTS5 on SQLite, full text on PostgreSQL.

Its triggers stand in models/triggers as well, from which they are made again after every migration.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from articles.body import parts
from articles.transliteration import fold

_ADD = (
    "INSERT INTO articles_desk_search(rowid, headline, text) VALUES (new.article_id, new.headline, new.text);"
)
_REMOVE = (
    "INSERT INTO articles_desk_search(articles_desk_search, rowid, headline, text) "
    "VALUES ('delete', old.article_id, old.headline, old.text);"
)
_WHEN = "CREATE TRIGGER articles_desk_search_{} AFTER {} ON articles_deskwords BEGIN {} END"
SQLITE = (
    """
    CREATE VIRTUAL TABLE articles_desk_search USING fts5(
        headline, text, content='articles_deskwords', content_rowid='article_id',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3 4'
    )
    """,
    _WHEN.format("added", "INSERT", _ADD),
    _WHEN.format("removed", "DELETE", _REMOVE),
    _WHEN.format("changed", "UPDATE", f"{_REMOVE} {_ADD}"),
    "INSERT INTO articles_desk_search(articles_desk_search) VALUES ('rebuild')",
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS articles_desk_search_added",
    "DROP TRIGGER IF EXISTS articles_desk_search_removed",
    "DROP TRIGGER IF EXISTS articles_desk_search_changed",
    "DROP TABLE IF EXISTS articles_desk_search",
)
POSTGRESQL = (
    """
    ALTER TABLE articles_deskwords ADD COLUMN search_vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', headline), 'A') || setweight(to_tsvector('simple', text), 'D')
    ) STORED
    """,
    "CREATE INDEX articles_desk_search ON articles_deskwords USING gin (search_vector)",
)
LOOKED_THROUGH = 200_000
AT_ONCE = 200


def fill(apps, schema_editor):
    articles, words = apps.get_model("articles", "Article"), apps.get_model("articles", "DeskWords")
    credited: dict[int, list[str]] = {}
    for article, name in apps.get_model("articles", "Byline").objects.values_list(
        "article_id", "author__name"
    ):
        credited.setdefault(article, []).append(name)
    rows = articles.objects.values_list("pk", "headline", "standfirst", "kicker", "slug", "body")
    batch = []
    for pk, headline, standfirst, kicker, slug, body in rows.iterator(chunk_size=AT_ONCE):
        names = credited.get(pk, [])
        said = " ".join([standfirst, kicker, slug, *names, parts.plain_text(parts.cut(body))])
        text = fold(said[:LOOKED_THROUGH])[:LOOKED_THROUGH]
        batch.append(words(article_id=pk, headline=fold(headline), text=text))
        if len(batch) == AT_ONCE:
            words.objects.bulk_create(batch)
            batch = []
    words.objects.bulk_create(batch)


def index(apps, schema_editor):
    _run(schema_editor, POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        _run(schema_editor, SQLITE_BACK)


def _run(schema_editor, statements: tuple[str, ...]) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_check_rules")]
    operations = [
        migrations.CreateModel(
            name="DeskWords",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="desk_words",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("headline", models.TextField()),
                ("text", models.TextField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index, remove),
    ]
