"""Writers of SQLite stand in line, first come first served; readers stand nowhere."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from newsroom.database_errors import is_busy
from newsroom.models import Stamp
from newsroom.serving import turns
from newsroom.serving.turns import Queue


@pytest.fixture
def line(monkeypatch):
    fresh = Queue()
    monkeypatch.setattr(turns, "line", fresh)
    return fresh


def test_whoever_asked_first_goes_first(line):
    assert line.enter(0)
    order, threads = [], []
    for number in range(6):
        thread = threading.Thread(target=lambda number=number: line.enter(60) and order.append(number))
        thread.start()
        threads.append(thread)
        while len(line._waiting) <= number:
            pass
    for thread in threads:
        line.leave()
        thread.join(60)

    assert order == [0, 1, 2, 3, 4, 5]


def test_whoever_has_waited_too_long_leaves_the_line_to_the_others(line):
    assert line.enter(0)
    assert not line.enter(0)
    line.leave()

    assert line.enter(0)


class Sqlite:
    vendor, in_atomic_block = "sqlite", False

    def __init__(self, folder: Path) -> None:
        self.settings_dict = {"NAME": folder / "kelp.sqlite3"}


def ran(sql: str, line: Queue, folder: Path, *, atomic: bool = False) -> bool:
    """Whether the line was held while the statement ran; afterwards nobody holds it."""
    database = Sqlite(folder)
    database.in_atomic_block = atomic
    held = turns._in_turn(lambda *_told: line._busy, sql, (), False, {"connection": database})
    assert not line._busy
    return held


@pytest.mark.parametrize(
    ("sql", "atomic", "stands"),
    [
        ("BEGIN IMMEDIATE", False, True),
        ("BEGIN EXCLUSIVE", False, True),
        ("INSERT INTO kelp VALUES (1)", False, True),
        ("UPDATE kelp SET depth = 1", False, True),
        ("DELETE FROM kelp", False, True),
        # Inside a transaction the lock is ours already, and to wait would be to wait for ourselves.
        ("UPDATE kelp SET depth = 1", True, False),
        ("SELECT number, token FROM newsroom_stamp WHERE id = 1", False, False),
        ("SAVEPOINT one", True, False),
        ("BEGIN", False, False),
    ],
)
def test_only_what_wants_to_write_stands_in_line(line, tmp_path, sql, atomic, stands):
    assert ran(sql, line, tmp_path, atomic=atomic) is stands


def test_a_statement_that_fails_gives_its_turn_back(line, tmp_path):
    with pytest.raises(ZeroDivisionError):
        turns._in_turn(lambda *_told: 1 // 0, "BEGIN IMMEDIATE", (), False, {"connection": Sqlite(tmp_path)})

    assert not line._busy


def test_who_gets_no_turn_is_told_as_sqlite_tells_it(line, monkeypatch, tmp_path):
    monkeypatch.setattr(turns, "PATIENCE", 0)
    assert line.enter(0)

    with pytest.raises(OperationalError, match="database is locked") as caught:
        ran("BEGIN IMMEDIATE", line, tmp_path)
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
    assert is_busy(caught.value)


HOLDS_THE_GATE = (
    "import sys, time; from newsroom.serving.turns import Gate\n"
    "with Gate().passed(sys.argv[1], 60): print('in', flush=True); time.sleep(600)"
)


def test_one_process_at_a_time_looks_for_the_lock_and_a_dead_one_is_not_waited_for(tmp_path):
    path, gate = str(tmp_path / "kelp.sqlite3"), turns.Gate()
    other = subprocess.Popen([sys.executable, "-c", HOLDS_THE_GATE, path], stdout=subprocess.PIPE, text=True)
    other.stdout.readline()
    file = gate._file(f"{path}.turn.lock")

    assert not turns._try(file)
    with gate.passed(path, 0):
        pass  # Whoever has no more patience looks beside the others; SQLite keeps them apart all the same.
    other.kill()
    other.communicate()
    assert turns._try(file)


@pytest.mark.django_db(transaction=True)
def test_every_connection_of_sqlite_stands_in_line_and_none_of_postgresql():
    stands = turns._in_turn in connection.execute_wrappers
    with transaction.atomic():
        Stamp.objects.get_or_create(pk=1)

    assert stands is (connection.vendor == "sqlite")
    assert Stamp.objects.count() == 1
