"""A backup that came back from elsewhere, damaged or made to harm: refused before anything is written."""

from __future__ import annotations

import hashlib
import os
import shutil

import pytest

from newsroom import backups
from newsroom.backups import BackupRefused
from tests.builders.backups import nothing_here  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def made(settings, tmp_path):
    """A small backup: the database, the key, a file of a picture."""
    settings.DATA_DIR = tmp_path / "data"
    (settings.DATA_DIR / "media").mkdir(parents=True)
    (settings.DATA_DIR / "media/a.jpg").write_text("pixels")
    (settings.DATA_DIR / "secret_key").write_text("k" * 50)
    return backups.make(tmp_path / "backups")


@pytest.mark.parametrize(
    "name", ["files/../../stolen", "files/media/../../../stolen", "{tmp}/stolen", "../stolen", "backup.json"]
)
def test_a_backup_that_names_a_file_elsewhere_is_refused_and_nothing_is_written(
    made, nothing_here, settings, tmp_path, name
):
    (tmp_path / "stolen").write_text("k" * 50)
    (made.path / "stolen").write_text("k" * 50)
    with (made.path / "SHA256SUMS").open("a") as sums:
        sums.write(f"{hashlib.sha256(b'k' * 50).hexdigest()}  {name.format(tmp=tmp_path)}\n")

    with pytest.raises(BackupRefused, match="which is no file of a backup"):
        backups.restore(made.path)
    with pytest.raises(BackupRefused, match="which is no file of a backup"):
        list(backups.check(made.path))
    assert not list(settings.DATA_DIR.iterdir())


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_links_and_pipes_in_a_backup_are_not_followed(made, nothing_here, settings, tmp_path, kind):
    key = made.path / "files/secret_key"
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret_key").write_text(key.read_text())
    key.unlink()
    if kind == "link":
        key.symlink_to(tmp_path / "outside/secret_key")
    elif kind == "pipe":
        os.mkfifo(key)
    else:
        for each in (made.path / "files").iterdir():
            shutil.rmtree(each)
        (made.path / "files").rmdir()
        (made.path / "files").symlink_to(tmp_path / "outside")

    with pytest.raises(BackupRefused, match="which is no file of a backup"):
        backups.restore(made.path)
    assert not list(settings.DATA_DIR.iterdir())


def test_a_list_that_was_cut_short_is_seen(made, nothing_here, settings):
    sums = made.path / "SHA256SUMS"
    lines = sums.read_text().splitlines(keepends=True)
    for left_out, said in ((-1, "was cut short: it does not name files/secret_key"), (0, "was cut short")):
        kept = [line for line in lines if line is not lines[left_out]]
        sums.write_text("".join(kept))
        with pytest.raises(BackupRefused, match=said):
            backups.restore(made.path)
        assert any("the list was cut short" in sentence for sentence in backups.check(made.path))
    assert not list(settings.DATA_DIR.iterdir())


def test_a_backup_that_says_nonsense_of_itself_is_refused_with_a_sentence(made, nothing_here):
    for about in (
        "[]",
        "7",
        "{}",
        '{"format": "1", "made": "", "database": "sqlite", "migrations": []}',
        '{"format": 1, "made": "", "database": [], "migrations": []}',
        '{"format": 1, "made": "", "database": "sqlite", "migrations": [[]]}',
        "[" * 100_000,
        "\udc80",
    ):
        (made.path / "backup.json").write_bytes(about.encode("utf-8", "surrogateescape"))
        for verb in (backups.restore, lambda path: list(backups.check(path))):
            with pytest.raises(BackupRefused, match="is no whole backup"):
                verb(made.path)
