"""A disk that a fault has made read-only: readers are served, and what has to write says why it cannot."""

from __future__ import annotations

import os
import sqlite3
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError

from newsroom.database_errors import is_read_only
from newsroom.env import addresses, data
from newsroom.management.commands import serve

pytestmark = pytest.mark.django_db


@pytest.fixture
def read_only(monkeypatch):
    """This disk as the system tells of one that nobody can write to."""
    monkeypatch.setattr(data.os, "statvfs", lambda _path: SimpleNamespace(f_flag=os.ST_RDONLY))
    monkeypatch.setattr(data.os, "access", lambda _path, mode: not mode & os.W_OK)


def test_settings_that_lead_there_are_no_wrong_ones(read_only, monkeypatch, tmp_path):
    (tmp_path / "mail").mkdir()
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/newsroom.sqlite3")
    monkeypatch.setenv("EMAIL_URL", f"filemail://{tmp_path}/mail")

    assert data.folder("DATA_DIR", tmp_path) == tmp_path
    assert data.database("DATABASE_URL", "")["NAME"] == f"{tmp_path}/newsroom.sqlite3"
    assert addresses.mail("EMAIL_URL", "")["EMAIL_FILE_PATH"] == f"{tmp_path}/mail"


def test_a_folder_of_somebody_elses_still_is_one(monkeypatch, tmp_path):
    monkeypatch.setattr(data.os, "access", lambda _path, mode: not mode & os.W_OK)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))

    with pytest.raises(ImproperlyConfigured, match="cannot be written to by this user"):
        data.folder("DATA_DIR", tmp_path)


def test_a_start_there_serves_readers_and_says_that_nothing_can_be_saved(
    read_only, monkeypatch, capsys, settings, tmp_path
):
    settings.DATA_DIR = tmp_path / "data"
    (tmp_path / "data" / "run").mkdir(parents=True)
    started = []

    class Stopped(serve.Keeper):
        def start(self, _folder):
            started.extend(part.name for part in self.parts)
            raise KeyboardInterrupt

    monkeypatch.setattr(serve, "Keeper", Stopped)
    monkeypatch.setattr(serve, "refuse_taken", lambda *_place: None)
    monkeypatch.setattr(serve, "_stop_on_signals", lambda: None)

    call_command("serve", skip_checks=True)

    assert started == ["web server"]
    assert (
        f"DATA_DIR={settings.DATA_DIR} is on a disk that cannot be written to: readers"
        in capsys.readouterr().err
    )
    assert [path.name for path in settings.DATA_DIR.iterdir()] == ["run"]


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (OSError(30, "Read-only file system"), True),
        (OSError(28, "No space left on device"), False),
        ("SQLITE_READONLY_DBMOVED", True),
        ("SQLITE_READONLY", True),
        ("SQLITE_BUSY", False),
    ],
)
def test_what_an_error_says_of_the_disk(error, meant):
    if isinstance(error, str):
        cause = sqlite3.OperationalError("attempt to write a readonly database")
        cause.sqlite_errorname = error
        error = OperationalError(str(cause))
        error.__cause__ = cause

    assert is_read_only(error) is meant
