"""What the demo put into the database, written down so that only that is ever taken out again."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction

#: In DATA_DIR. It is there when the demo is whole, and stays when it was removed: it is not filled in again.
FILE = "demo-filled"
_REMOVED: dict[str, Any] = {}

Rows = dict[str, dict[str, str]]
Table = type[models.Model]


def write(folder: Path, rows: Iterable[Table]) -> None:
    """Write down every row of these tables, with a digest of what it says."""
    _keep(folder, {model._meta.label: _digests(model) for model in rows})


def write_removed(folder: Path) -> None:
    _keep(folder, _REMOVED)


def read(folder: Path) -> Rows | None:
    """What was written down. None without a record, or with one of a version that only left a mark."""
    try:
        told: Rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told


def foreign(record: Rows, work: Sequence[Table], by_hand: Sequence[Table]) -> list[str]:
    """What is not the demo's: “3 articles”; of `by_hand` what was changed, too: “1 changed issuer”."""
    found = []
    for model in (*work, *by_hand):
        known, now = record.get(model._meta.label, {}), _digests(model)
        new = len(now.keys() - known.keys())
        changed = sum(now.get(pk, digest) != digest for pk, digest in known.items())
        found += [_counted(new, model, "")] if new else []
        found += [_counted(changed, model, "changed ")] if changed and model in by_hand else []
    return found


def empty(labels: Iterable[str], *, but: Sequence[Table]) -> None:
    """Empty the tables of these apps, in one step. What is never deleted row by row goes this way only."""
    kept = {model._meta.db_table for model in but}
    tables = [
        model._meta.db_table
        for label in labels
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in kept
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables):
            cursor.execute(statement)


def _keep(folder: Path, told: object) -> None:
    beside = folder / f"{FILE}.part"
    beside.write_text(json.dumps(told), encoding="utf-8")
    beside.replace(folder / FILE)


def _digests(model: Table) -> dict[str, str]:
    rows = serializers.serialize("python", model._default_manager.order_by("pk").iterator())
    return {
        str(row["pk"]): hashlib.sha256(json.dumps(row["fields"], default=str).encode()).hexdigest()[:16]
        for row in rows
    }


def _counted(number: int, model: Table, word: str) -> str:
    name = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
    return f"{number} {word}{name}"
