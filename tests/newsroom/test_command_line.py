"""Commands say what is wrong with settings or database in a sentence, and what they say is seen at once."""

from __future__ import annotations

import errno
import io
import re
import sqlite3
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    connection,
)
from psycopg.errors import DataCorrupted, DeadlockDetected, DiskFull, UndefinedColumn, UndefinedTable

from newsroom import command_line


@pytest.fixture
def command(monkeypatch):
    """`command(error)`: a command that ends with this error."""

    def ends(error):
        def fail(words):
            raise error

        monkeypatch.setattr(command_line, "execute_from_command_line", fail)

    return ends


def test_a_database_that_does_not_answer_gets_a_sentence_without_its_password(command, monkeypatch, settings):
    command(OperationalError("connection refused\n\tIs the server running?\n"))
    at = {"NAME": "paper", "HOST": "db.example", "PORT": 5433, "PASSWORD": "hush-hush"}
    away = {"settings_dict": at, "vendor": "postgresql", "connection": None}
    monkeypatch.setattr(command_line, "connection", type("At", (), away))

    with pytest.raises(SystemExit) as ended:
        command_line.run(["manage.py", "migrate"])

    assert ended.value.code == (
        "The database does not answer (“paper” at db.example, port 5433): connection refused Is the server "
        "running?. Is it running, and is DATABASE_URL right?"
    )


def test_where_an_error_of_the_database_comes_from_is_shown_if_asked(command):
    command(OperationalError("no such column"))

    with pytest.raises(OperationalError):
        command_line.run(["manage.py", "migrate", "--traceback"])


def test_a_wrong_setting_that_is_found_late_gets_its_sentence(command):
    command(ImproperlyConfigured("MEMBERSHIP_CURRENCY=ZZZ is no currency we know."))

    with pytest.raises(SystemExit, match="MEMBERSHIP_CURRENCY=ZZZ"):
        command_line.run(["manage.py", "migrate"])


def test_what_is_said_into_a_file_stands_there_line_by_line(monkeypatch):
    raw = io.BytesIO()
    file = io.TextIOWrapper(io.BufferedWriter(raw))
    monkeypatch.setattr(sys, "stdout", file)
    monkeypatch.setattr(
        command_line, "execute_from_command_line", lambda words: sys.stdout.write("The site: here\n")
    )

    command_line.run(["manage.py", "serve"])

    assert raw.getvalue() == b"The site: here\n"


def of(cause: BaseException, kind: type[Error] = OperationalError) -> Error:
    error = kind(str(cause))
    error.__cause__ = cause
    return error


def of_sqlite(name: str) -> Error:
    cause = sqlite3.DatabaseError(name)
    cause.sqlite_errorname = name
    return of(cause, DatabaseError)


def told(number: int, words: str, file: str | None = None) -> OSError:
    return OSError(number, words, file)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OperationalError("no such table: newsroom_user"),
            "is not that of this release: .*manage.py prepare",
        ),
        (OperationalError("no such column: a.b"), "is not that of this release"),
        (of(UndefinedTable("no relation"), ProgrammingError), "is not that of this release"),
        (of(UndefinedColumn("no column"), ProgrammingError), "is not that of this release"),
        (of(DeadlockDetected("deadlock")), "is at work for others: deadlock. Call it again"),
        (of(DataCorrupted("bad page"), DatabaseError), "is damaged: bad page. Restore a backup"),
        (of_sqlite("SQLITE_CORRUPT"), "is damaged: SQLITE_CORRUPT. Restore a backup"),
        (of_sqlite("SQLITE_IOERR_READ"), "is damaged"),
        (of(DiskFull("no space")), "No room is left on the disk"),
        (told(errno.ENOSPC, "No space left on device"), "No room is left on the disk"),
        (told(errno.EROFS, "Read-only file system"), "The disk cannot be written to"),
        (told(errno.EACCES, "Permission denied", "/srv/x"), "^/srv/x: Permission denied. Run the command as"),
    ],
)
def test_what_stands_in_the_way_gets_a_sentence(command, error, sentence):
    command(error)

    with pytest.raises(SystemExit) as ended:
        command_line.run(["manage.py", "migrate"])

    assert re.search(sentence, ended.value.code)
    assert "\n" not in ended.value.code


@pytest.mark.parametrize(
    "error", [DatabaseError("file is not a database"), ProgrammingError('invalid connection option "foo"')]
)
def test_a_database_that_was_never_reached_gets_a_sentence(command, monkeypatch, error):
    at = {"NAME": "/srv/notes.txt", "HOST": "", "PORT": ""}
    never = type("At", (), {"settings_dict": at, "vendor": "sqlite", "connection": None})
    monkeypatch.setattr(command_line, "connection", never)
    command(error)

    with pytest.raises(SystemExit, match=r"does not answer \(the file /srv/notes.txt\)"):
        command_line.run(["manage.py", "migrate"])


@pytest.mark.parametrize(
    "error", [IntegrityError("twice"), DataError("odd"), ValueError("a fault"), told(errno.EBADF, "Bad")]
)
def test_a_fault_of_the_program_is_shown_whole(command, error, db):
    connection.ensure_connection()
    command(error)

    with pytest.raises(type(error)):
        command_line.run(["manage.py", "migrate"])


@pytest.mark.parametrize("error", [IntegrityError("twice"), DataError("no such letter")])
def test_what_the_rows_refuse_was_no_silence_though_the_line_was_closed_since(command, monkeypatch, error):
    gone = {"settings_dict": {"NAME": "/srv/x"}, "vendor": "sqlite", "connection": None}
    monkeypatch.setattr(command_line, "connection", type("At", (), gone))
    command(error)

    with pytest.raises(type(error)):
        command_line.run(["manage.py", "migrate"])


def test_a_database_that_is_open_and_says_no_was_reached(command, monkeypatch):
    """On SQLite: there is no server that could have gone away meanwhile."""
    here = {"settings_dict": {"NAME": "/srv/x"}, "vendor": "sqlite", "connection": object()}
    monkeypatch.setattr(command_line, "connection", type("At", (), here))
    command(OperationalError("near SELCT: syntax error"))

    with pytest.raises(OperationalError):
        command_line.run(["manage.py", "migrate"])


def test_a_command_is_broken_off_without_a_word_too_many(command, capsys):
    command(KeyboardInterrupt())

    with pytest.raises(SystemExit) as ended:
        command_line.run(["manage.py", "verify"])

    assert (ended.value.code, capsys.readouterr().err) == (130, "\nBroken off.\n")
