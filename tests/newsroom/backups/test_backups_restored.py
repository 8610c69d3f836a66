"""A backup becomes the newsroom again, elsewhere and whole; nothing that is there is ever overwritten."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.models import Photo, Version
from newsroom import backups
from newsroom.backups import BackupRefused
from tests.builders import photo_files
from tests.builders.backups import elsewhere, look, made, manage, nothing_here  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
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


def test_all_of_it_comes_back_in_an_empty_place(made, elsewhere):
    done = manage(elsewhere, "restore", str(made.path))
    assert done.returncode == 0, done.stderr
    seen = look(elsewhere, LOOK)
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


def test_a_newsroom_that_is_there_is_not_overwritten(made):
    with pytest.raises(BackupRefused, match="database is not empty, and a restore overwrites nothing"):
        backups.restore(made.path)


@pytest.mark.once
def test_a_file_in_the_way_is_named_and_kept(made, nothing_here, settings):
    (settings.DATA_DIR / "media").mkdir()
    (settings.DATA_DIR / "media/notes.txt").write_text("mine")
    with pytest.raises(BackupRefused, match=r"notes\.txt is in the way"):
        backups.restore(made.path)
    assert not nothing_here


@pytest.mark.once
@pytest.mark.parametrize(
    ("harm", "said"), [("damaged", "secret_key is damaged"), ("missing", "secret_key is missing")]
)
def test_a_damaged_file_keeps_the_database_from_being_restored(made, nothing_here, harm, said):
    key = made.path / "files/secret_key"
    key.write_text("another") if harm == "damaged" else key.unlink()
    with pytest.raises(BackupRefused, match=rf"{said}.*--without-damaged"):
        backups.restore(made.path)
    assert not nothing_here


def test_the_last_backup_comes_back_without_what_is_damaged_or_missing_in_it(made, elsewhere):
    """One bad sector under one picture does not cost the paper."""
    damaged, missing = (min((made.path / "files/media/photos").rglob(f"*.{end}")) for end in ("jpg", "avif"))
    damaged.write_bytes(b"torn")
    missing.unlink()
    names = [file.relative_to(made.path) for file in (damaged, missing)]
    refused = manage(elsewhere, "restore", str(made.path))

    done = manage(elsewhere, "restore", str(made.path), "--without-damaged")
    verified = manage(elsewhere, "verify")

    assert refused.returncode == 1
    assert (done.returncode, done.stderr) == (0, "")
    for name in names:
        assert f"Left out, as it is damaged or missing: {name}\n" in done.stdout
        made_anew = Path(elsewhere["DATA_DIR"]) / name.relative_to("files")
        assert made_anew.stat().st_size > len(b"torn")
    assert json.loads(look(elsewhere, LOOK).stdout)["editions"] == ["The outfall ran for 211 days"]
    assert verified.returncode == 0, verified.stdout


@pytest.mark.parametrize("harm", ["damaged", "missing"])
def test_a_backup_without_its_database_is_none(made, nothing_here, harm):
    [dump] = made.path.glob("database.*")
    dump.write_bytes(b"torn") if harm == "damaged" else dump.unlink()
    left_out = []

    with pytest.raises(BackupRefused, match=rf"{dump.name} is {harm}.*Restore another backup\.$"):
        backups.restore(made.path, leave_out=left_out.append)

    assert (nothing_here, left_out) == ([], [])


def test_the_database_comes_last(made, nothing_here, settings):
    backups.restore(made.path)
    assert nothing_here == [made.path]
    assert (settings.DATA_DIR / "media" / Photo.objects.get().original.name).exists()


@pytest.mark.once
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


def test_where_no_newsroom_is_nothing_is_backed_up_and_nothing_said_in_python(elsewhere, tmp_path):
    """Settings that lead to an empty database would otherwise push out the backups of the right one."""
    kept = manage(elsewhere, "backup", "--to", str(tmp_path / "kept"), "--keep", "1")
    asked = manage(elsewhere, "verify")

    assert (kept.returncode, kept.stderr) == (
        1,
        "CommandError: There is no newsroom in the database. Are DATA_DIR and DATABASE_URL right?\n",
    )
    assert not (tmp_path / "kept").exists()
    assert asked.returncode == 1
    assert "is not that of this release" in asked.stderr
    assert "Call “manage.py prepare” first." in asked.stderr
    assert "Traceback" not in asked.stderr


@pytest.mark.parametrize("said", ["", " "])
def test_a_folder_that_is_not_named_is_not_the_one_we_stand_in(said):
    with pytest.raises(CommandError, match="--to: no folder is named"):
        call_command("backup", f"--to={said}")
