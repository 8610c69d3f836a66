"""A newsroom with letters of before: each finds what it is about again, and none is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from tests.migrated import ROOT
from tests.postgres import url_of


@pytest.fixture
def empty(tmp_path):
    """The address of a database without a table."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'before.sqlite3'}"
        return
    name = "_".join(filter(None, ("letters_before", os.environ.get("PYTEST_DB"))))
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield url_of(os.environ["DATABASE_URL"], name)
        server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def test_what_a_letter_is_about_moves_from_a_text_into_columns_and_back(empty, tmp_path):
    command = [sys.executable, "-m", "tests.letters_before"]
    environment = {**os.environ, "DATABASE_URL": empty, "DATA_DIR": str(tmp_path / "data"), "DEMO": "0"}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    there, back = json.loads(ran.stdout.splitlines()[-1])

    assert there == [
        ["thanks", "payment", False, False, "", "", 0],
        ["failed", "failed", False, False, "", "", 0],
        ["given-back", "refund", False, False, "", "", 0],
        ["changed", "", True, False, "", "", 0],
        ["yearly", "", False, False, "2027-03-01", "", 0],
        ["card-ends", "", False, False, "2027-10-01", "", 0],
        ["reminder", "", False, False, "", "", 0],
        ["reminder", "", False, False, "2026-02-01", "", 0],
        ["instructions", "", False, False, "", "", 0],
        ["instructions", "", False, False, "", "", 1],
        ["instructions", "", False, False, "", "", 2],
        # Of these nothing is left to point at.
        ["thanks", "", False, False, "", "", 0],
        ["instructions", "", False, False, "", "", 0],
        ["code", "", False, True, "", "", 0],
        ["code", "", False, False, "", "", 0],
        ["check", "", False, False, "", "form:hidden", 0],
    ]
    assert back[:8] == [
        ["thanks", "stripe:in_1:2"],
        ["failed", "stripe:in_1:2"],
        ["given-back", "stripe:in_1:2"],
        ["changed", "standing:1"],
        ["yearly", "2027-03-01"],
        ["card-ends", "2027-10"],
        ["reminder", ""],
        ["reminder", "2026-02-01"],
    ]
