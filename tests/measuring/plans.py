"""How the database goes about a statement: by which index, if by any. What it does, not how long it takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def plans(having: str = "") -> Iterator[list[str]]:
    """The plan of each statement with that text which reads rows inside this block, as the database tells it.

    PostgreSQL reads the few rows of a test straight from the table; here it may only if nothing else helps.
    """
    told: list[str] = []

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith("SELECT") and having in sql:
            told.append(_plan(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield told


def _plan(sql: str, params: Any) -> str:
    with connection.cursor() as cursor:
        bare, explain = cursor.cursor, "EXPLAIN QUERY PLAN"
        if connection.vendor == "postgresql":
            explain = "EXPLAIN"
            ways = {"seqscan": False, "bitmapscan": False, "sort": "ORDER BY" not in sql}
            bare.execute("; ".join(f"SET LOCAL enable_{way} = {may}" for way, may in ways.items()))
        bare.execute(f"{explain} {sql}", params or ())
        return "\n".join(str(row[-1]) for row in bare.fetchall())


def goes_by(told: list[str], index: str, *, alone: bool = False) -> bool:
    """Whether a statement goes by this index; `alone`: and reads no row of the table besides (told by SQLite).

    Among several that serve, PostgreSQL chooses by statistics of the few rows of a test, which are other ones in
    each run: there any index of the same table will do, and this one has to be there.
    """
    by = rf"{'COVERING ' if alone else ''}INDEX {index}\b"
    if connection.vendor == "postgresql":
        by = rf"using \w+ on {_table_of(index)}\b"
    return any(re.search(by, plan) for plan in told)


def _table_of(index: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_indexes WHERE indexname = %s", [index])
        [(table,)] = cursor.fetchall()
    return str(table)


@contextmanager
def counting_steps() -> Iterator[list[int]]:
    """How many steps SQLite's machine takes in this block: what it works, whatever else the machine does."""
    taken = [0]

    def step() -> int:
        taken[0] += 1
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(step, 1)
    try:
        yield taken
    finally:
        connection.connection.set_progress_handler(None, 1)
