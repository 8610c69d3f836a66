"""What holds for stories holds for the paper's own pages, by the database itself (see 0004_guards.py).

They stand in models/triggers as well, from which they are made again after every migration.
"""

from __future__ import annotations

from importlib import import_module

from django.db import migrations

stories = import_module("articles.migrations.0004_guards")

VERSION = ("page_id", "number", "snapshot", "made_at", "previous_hash", "hash")
EDITION = (
    *("page_id", "version_id", "live_from", "slug", "kind", "title", "description", "in_footer", "label"),
    *('"order"', "parts"),
)
CLOSED = ("live_until", "closed", "reason")
OVERLAP = stories.OVERLAP.replace("articles_edition", "articles_pageedition").replace("article_id", "page_id")
VERSION_SAID = "a version of a page is never changed"
EDITION_SAID = "an edition of a page is never changed, only closed"
OVERLAP_SAID = "two editions of one page at the same moment"
NAMES = (
    "articles_pageversion_stands",
    "articles_pageedition_stands",
    "articles_pageedition_alone_insert",
    "articles_pageedition_alone_update",
)


def _said_otherwise(sign: str) -> str:
    """What an edition says never changes; its end is set once."""
    return f"{stories._differs(EDITION, sign)} OR (old.closed <> '' AND ({stories._differs(CLOSED, sign)}))"


def _sqlite() -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER {name} {when} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        for name, when, condition, sentence in (
            (
                NAMES[0],
                "BEFORE UPDATE ON articles_pageversion",
                stories._differs(VERSION, "IS NOT"),
                VERSION_SAID,
            ),
            (
                NAMES[1],
                "BEFORE UPDATE ON articles_pageedition",
                _said_otherwise("IS NOT"),
                EDITION_SAID,
            ),
            (NAMES[2], "AFTER INSERT ON articles_pageedition", f"EXISTS ({OVERLAP})", OVERLAP_SAID),
            (
                NAMES[3],
                "AFTER UPDATE OF live_until ON articles_pageedition",
                f"EXISTS ({OVERLAP})",
                OVERLAP_SAID,
            ),
        )
    )


def _postgresql() -> tuple[str, ...]:
    guard, differs = stories._postgresql_guard, stories._differs
    sign, before = "IS DISTINCT FROM", "BEFORE INSERT OR UPDATE OF live_until"
    return (
        *guard(NAMES[0], "articles_pageversion", "BEFORE UPDATE", differs(VERSION, sign), VERSION_SAID),
        *guard(NAMES[1], "articles_pageedition", "BEFORE UPDATE", _said_otherwise(sign), EDITION_SAID),
        *guard(NAMES[2], "articles_pageedition", before, f"EXISTS ({OVERLAP})", OVERLAP_SAID),
    )


def add(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    stories._run(schema_editor, _postgresql() if postgresql else _sqlite())


def remove(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    what = "DROP FUNCTION IF EXISTS {}() CASCADE" if postgresql else "DROP TRIGGER IF EXISTS {}"
    stories._run(schema_editor, tuple(what.format(name) for name in NAMES))


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_page_editions")]
    operations = [migrations.RunPython(add, remove)]
