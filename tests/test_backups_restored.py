"""A backup becomes the newsroom again, elsewhere and whole; nothing that is there is ever overwritten."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from articles.models import Photo, Version
from articles.picturing import take_in
from newsroom import backups
from newsroom.backups import BackupRefused, database
from tests import newsdesk, photo_files

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parent.parent
#: Looks from the outside at what a restore made: rows, the guard of what is written once, bytes of a picture.
LOOK = """
import json, django; django.setup()
from django.db import connection, Error
from articles.models import Edition, Photo, Version
try:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_version SET hash = ''")
    guarded = False
except Error:
    guarded = True
print(json.dumps({
    "editions": list(Edition.objects.values_list("headline", flat=True)),
    "versions": Version.objects.count(),
    "guarded": guarded,
    "bytes": Photo.objects.get().original.size,
}))
"""


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
    env["DATABASE_URL"] = re.sub(r"(?<=[^/])/[^/?]+(?=\?|$)", f"/{name}", os.environ["DATABASE_URL"], count=1)
    yield env
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manage(env, *words):
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_all_of_it_comes_back_in_an_empty_place(made, elsewhere):
    done = manage(elsewhere, "restore", str(made.path))
    assert done.returncode == 0, done.stderr
    env = {**elsewhere, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    seen = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert seen.returncode == 0, seen.stderr
    assert json.loads(seen.stdout) == {
        "editions": ["The outfall ran for 211 days"],
        "versions": Version.objects.count(),
        "guarded": True,
        "bytes": len(photo_files.file()),
    }
    folder = Path(elsewhere["DATA_DIR"])
    assert (folder / "secret_key").read_text() == "k" * 50
    verified = manage(elsewhere, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "originals of pictures: 1 right, 0 wrong" in verified.stdout
    again = manage(elsewhere, "restore", str(made.path))
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_an_interrupted_restore_is_gone_on_with(made, elsewhere):
    """The files were back and the database was not; what is there already is compared, not refused."""
    shutil.copytree(made.path / "files", elsewhere["DATA_DIR"], copy_function=shutil.copy2)
    done = manage(elsewhere, "restore", str(made.path))
    assert done.returncode == 0, done.stderr


@pytest.fixture
def nothing_here(monkeypatch, settings, tmp_path):
    """As if the database were empty; what would be written to it is told instead."""
    settings.DATA_DIR = tmp_path / "empty"
    settings.DATA_DIR.mkdir()
    loaded = []
    monkeypatch.setattr(database, "empty", lambda: True)
    monkeypatch.setattr(database, "load", loaded.append)
    return loaded


def test_a_newsroom_that_is_there_is_not_overwritten(made):
    with pytest.raises(BackupRefused, match="database is not empty, and a restore overwrites nothing"):
        backups.restore(made.path)


def test_a_file_in_the_way_is_named_and_kept(made, nothing_here, settings):
    (settings.DATA_DIR / "media").mkdir()
    (settings.DATA_DIR / "media/notes.txt").write_text("mine")
    with pytest.raises(BackupRefused, match=r"notes\.txt is in the way"):
        backups.restore(made.path)
    assert not nothing_here


def test_a_damaged_file_keeps_the_database_from_being_restored(made, nothing_here):
    (made.path / "files/secret_key").write_text("another")
    with pytest.raises(BackupRefused, match="secret_key is damaged"):
        backups.restore(made.path)
    assert not nothing_here


def test_the_database_comes_last(made, nothing_here, settings):
    backups.restore(made.path)
    assert nothing_here == [made.path]
    assert (settings.DATA_DIR / "media" / Photo.objects.get().original.name).exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 99}, "newer version of this program"),
        ({"migrations": ["articles.9999_wings"]}, r"newer version of this program \(articles\.9999_wings\)"),
        ({"database": "oracle"}, "The backup is of oracle"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_before_anything_is_written(
    made, nothing_here, settings, change, said
):
    about = made.path / "backup.json"
    about.write_text(json.dumps({**json.loads(about.read_text()), **change}))
    with pytest.raises(BackupRefused, match=said):
        backups.restore(made.path)
    assert not list(settings.DATA_DIR.iterdir())


def told_by_verify(capsys):
    with pytest.raises(CommandError, match="not as they should be"):
        call_command("verify")
    return capsys.readouterr().out


def test_verify_says_that_all_is_right_and_of_how_much(made, capsys):
    call_command("verify")
    assert f"versions: {Version.objects.count()} right, 0 wrong" in capsys.readouterr().out
    call_command("verify", str(made.path))
    assert "All is as it should be" in capsys.readouterr().out


def test_verify_finds_an_original_that_changed_and_one_that_is_missing(made, capsys):
    file = Photo.objects.get().original
    Path(file.path).write_bytes(b"other pixels")
    assert "is not the one that came in" in told_by_verify(capsys)
    Path(file.path).unlink()
    assert "is missing" in told_by_verify(capsys)


def test_verify_finds_a_version_out_of_its_chain_and_a_gap(made, capsys):
    last = Version.objects.first()
    sealed = {"article": last.article, "made_by": None, "snapshot": {"headline": "Put in from outside"}}
    Version.objects.create(number=last.number + 1, previous_hash="0" * 64, hash="1" * 64, **sealed)
    assert f"version {last.number + 1} does not follow" in told_by_verify(capsys)
    Version.objects.create(number=last.number + 3, previous_hash="1" * 64, hash="2" * 64, **sealed)
    assert f"before version {last.number + 3} one is missing" in told_by_verify(capsys)


def test_verify_finds_a_version_that_is_not_what_was_sealed(made, capsys):
    last = Version.objects.first()
    forged = {"snapshot": {"headline": "Forged"}, "previous_hash": last.hash, "hash": last.hash}
    Version.objects.create(article=last.article, number=last.number + 1, **forged)
    assert f"version {last.number + 1} is not as it was sealed" in told_by_verify(capsys)
