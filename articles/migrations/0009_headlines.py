"""What stories are or were called, and an index of the words: FTS5 on SQLite, full text on PostgreSQL.

Its triggers stand in models/triggers as well, from which they are made again after every migration.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    """
    CREATE VIRTUAL TABLE articles_headline_words USING fts5(
        words, content='articles_headline', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
    )
    """,
    """
    CREATE TRIGGER articles_headline_added AFTER INSERT ON articles_headline BEGIN
        INSERT INTO articles_headline_words(rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER articles_headline_removed AFTER DELETE ON articles_headline BEGIN
        INSERT INTO articles_headline_words(articles_headline_words, rowid, words)
        VALUES ('delete', old.id, old.words);
    END
    """,
    """
    CREATE TRIGGER articles_headline_changed AFTER UPDATE OF words ON articles_headline BEGIN
        INSERT INTO articles_headline_words(articles_headline_words, rowid, words)
        VALUES ('delete', old.id, old.words);
        INSERT INTO articles_headline_words(rowid, words) VALUES (new.id, new.words);
    END
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS articles_headline_added",
    "DROP TRIGGER IF EXISTS articles_headline_removed",
    "DROP TRIGGER IF EXISTS articles_headline_changed",
    "DROP TABLE IF EXISTS articles_headline_words",
)
POSTGRESQL = (
    "CREATE INDEX articles_headline_words ON articles_headline USING gin (to_tsvector('simple', words))",
)
POSTGRESQL_BACK = ("DROP INDEX IF EXISTS articles_headline_words",)
AT_ONCE = 1000


def _run(schema_editor, statements: tuple[str, ...]) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def add_index(apps, schema_editor):
    _run(schema_editor, POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def remove_index(apps, schema_editor):
    _run(schema_editor, POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK)


def _words(headline: str) -> str:
    folded = unicodedata.normalize("NFKC", headline).casefold().replace("’", "").replace("'", "")
    return re.sub(r"[\W_]+", " ", folded).strip()[:200]


def fill(apps, schema_editor):
    """Desk copies and editions that are there already."""
    headline_model = apps.get_model("articles", "Headline")
    article_model, edition_model = (apps.get_model("articles", name) for name in ("Article", "Edition"))
    for rows in (
        article_model.objects.order_by("pk").values_list("pk", "headline"),
        edition_model.objects.order_by("pk").values_list("article_id", "headline"),
    ):
        batch = []
        for article, headline in rows.iterator(chunk_size=AT_ONCE):
            if words := _words(headline):
                batch.append(headline_model(article_id=article, words=words))
            if len(batch) == AT_ONCE:
                headline_model.objects.bulk_create(batch, ignore_conflicts=True)
                batch = []
        headline_model.objects.bulk_create(batch, ignore_conflicts=True)


def fill_digests(apps, schema_editor):
    intakes = apps.get_model("articles", "Intake").objects
    for pk, source in intakes.values_list("pk", "source").iterator(chunk_size=100):
        intakes.filter(pk=pk).update(digest=hashlib.sha256(source.encode()).hexdigest())


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_named_once")]
    operations = [
        migrations.CreateModel(
            name="Headline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(db_index=True, max_length=200)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="headlines",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("article", "words"), name="headline_once")],
            },
        ),
        migrations.RunPython(add_index, remove_index),
        migrations.AddField(
            model_name="intake",
            name="digest",
            field=models.CharField(db_index=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(fill_digests, migrations.RunPython.noop),
    ]
