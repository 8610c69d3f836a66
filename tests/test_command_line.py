"""Commands say what is wrong with settings or database in a sentence, and what they say is seen at once."""

from __future__ import annotations

import io
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

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
    monkeypatch.setattr(
        command_line, "connection", type("At", (), {"settings_dict": at, "vendor": "postgresql"})
    )

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
