"""The search looks through words in plain letters, kept beside the editions: one folding for both databases.

The index stands on a table of its own, so that a migration that rebuilds `articles_edition` on SQLite does not
take it along. Its triggers stand in models/triggers as well, from which they are made again after every migration.
"""

from __future__ import annotations

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from articles.transliteration import fold

before = import_module("articles.migrations.0003_search")

COLUMNS = "headline, standfirst, text"
_NEW = "new.edition_id, new.headline, new.standfirst, new.text"
_OLD = "'delete', old.edition_id, old.headline, old.standfirst, old.text"
_ADD = f"INSERT INTO articles_search(rowid, {COLUMNS}) VALUES ({_NEW});"  # noqa: S608
_REMOVE = f"INSERT INTO articles_search(articles_search, rowid, {COLUMNS}) VALUES ({_OLD});"  # noqa: S608
SQLITE = (
    f"""
    CREATE VIRTUAL TABLE articles_search USING fts5(
        {COLUMNS},
        content='articles_searchentry', content_rowid='edition_id', tokenize='unicode61 remove_diacritics 0'
    )
    """,
    f"CREATE TRIGGER articles_search_added AFTER INSERT ON articles_searchentry BEGIN {_ADD} END",
    f"CREATE TRIGGER articles_search_removed AFTER DELETE ON articles_searchentry BEGIN {_REMOVE} END",
    f"CREATE TRIGGER articles_search_changed AFTER UPDATE ON articles_searchentry BEGIN {_REMOVE} {_ADD} END",
    "INSERT INTO articles_search(articles_search) VALUES ('rebuild')",
)
POSTGRESQL = (
    """
    ALTER TABLE articles_searchentry ADD COLUMN search_vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', headline), 'A') ||
        setweight(to_tsvector('simple', standfirst), 'B') ||
        setweight(to_tsvector('simple', text), 'D')
    ) STORED
    """,
    "CREATE INDEX articles_search ON articles_searchentry USING gin (search_vector)",
)
LOOKED_THROUGH = 200_000
AT_ONCE = 200


def fill(apps, schema_editor):
    Edition, Entry = apps.get_model("articles", "Edition"), apps.get_model("articles", "SearchEntry")
    rows = Edition.objects.values_list("pk", "headline", "standfirst", "search_text")
    entries = []
    for pk, headline, standfirst, text in rows.iterator(chunk_size=AT_ONCE):
        whole = fold(text[:LOOKED_THROUGH])[:LOOKED_THROUGH]
        entries.append(Entry(edition_id=pk, headline=fold(headline), standfirst=fold(standfirst), text=whole))
        if len(entries) == AT_ONCE:
            Entry.objects.bulk_create(entries)
            entries = []
    Entry.objects.bulk_create(entries)


def index(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    before._run(schema_editor, POSTGRESQL if is_postgresql else SQLITE)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        before._run(schema_editor, before.SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_kinds")]
    operations = [
        migrations.RunPython(before.remove, before.add),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="articles.edition",
                    ),
                ),
                ("headline", models.TextField()),
                ("standfirst", models.TextField()),
                ("text", models.TextField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index, remove),
    ]
