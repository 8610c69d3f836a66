"""A newsroom with a backup, and an empty place for it to come back to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from articles.pictures import take_in
from newsroom import backups
from newsroom.backups import database
from tests.builders import newsdesk, photo_files
from tests.postgres import url_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def made(settings, tmp_path):
    """A backup of a newsroom with a live story and a picture."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.DATA_DIR.mkdir()
    (settings.DATA_DIR / "secret_key").write_text("k" * 50)
    take_in("pier.jpg", photo_files.file(), by=newsdesk.editor(may=["add_photo"]))
    newsdesk.live("The outfall ran for 211 days")
    return backups.make(tmp_path / "backups")


@pytest.fixture
def elsewhere(tmp_path):
    """The environment of an empty newsroom: its own folder, its own database of the same kind."""
    env = {**os.environ, "DATA_DIR": str(tmp_path / "elsewhere"), "DEMO": "0"}
    env.pop("SECRET_KEY", None)
    if connection.vendor == "sqlite":
        env.pop("DATABASE_URL", None)
        yield env
        return
    name = f"restored_{uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    env["DATABASE_URL"] = url_of(os.environ["DATABASE_URL"], name)
    yield env
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manage(env, *words):
    """A command in that place."""
    return _run(env, "manage.py", *words)


def look(env, code):
    """Python in that place, with Django set up."""
    return _run({**env, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}, "-c", code)


def _run(env, *words):
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def nothing_here(monkeypatch, settings, tmp_path):
    """As if the database were empty; what would be written to it is told instead."""
    settings.DATA_DIR = tmp_path / "empty"
    settings.DATA_DIR.mkdir()
    loaded = []
    monkeypatch.setattr(database, "empty", lambda: True)
    monkeypatch.setattr(database, "load", loaded.append)
    return loaded
