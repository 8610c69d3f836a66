"""A backup holds database and files of one moment, goes on where it was interrupted, and costs what is new."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import re
import subprocess

import pytest

from articles.models import Photo
from newsroom import backups
from newsroom.backups import BackupRefused, copying, database
from tests.builders import newsdesk, photo_files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def data(settings, tmp_path):
    """A DATA_DIR with a key, a letter and a picture; derived and half-written files beside them."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    for name, text in {
        "secret_key": "k" * 50,
        "mail/1.log": "Dear reader",
        "media/originals/a.jpg": "pixels",
        "media/renditions/.half": "torn",
        "static/desk.css": "derived",
        "serve.lock": "4711",
    }.items():
        file = settings.DATA_DIR / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    newsdesk.live("The outfall ran for 211 days")
    return settings.DATA_DIR


@pytest.fixture
def to(tmp_path):
    return tmp_path / "backups"


def copied(to, **how):
    """The backup, and how many files were copied rather than linked for it."""
    steps = []
    made = backups.make(to, told=lambda step, _size: steps.append(step), **how)
    return made, steps.count("copied")


def test_it_holds_what_is_not_made_anew_and_each_file_has_its_sum(data, to):
    made, _count = copied(to)
    named = {name for name in made.sums if name.startswith("files/")}
    assert named == {"files/secret_key", "files/mail/1.log", "files/media/originals/a.jpg"}
    assert (made.path / "files/media/originals/a.jpg").read_text() == "pixels"
    assert made.sums["files/mail/1.log"] == hashlib.sha256(b"Dear reader").hexdigest()
    assert list(backups.check(made.path)) == []
    assert oct((to / made.path.name).stat().st_mode)[-3:] == "700"


def test_a_backup_is_never_part_of_itself(data, to):
    """Not in the folder that is backed up, and not where that folder only leads to."""
    with pytest.raises(BackupRefused, match="is what is to be backed up"):
        backups.make(data)
    to.mkdir()
    (data / "backups").symlink_to(to)

    for _time in range(2):
        made = backups.make((data / "backups").resolve())
        to.joinpath(made.path.name).rename(to / "2020-01-01T000000Z") if _time == 0 else None

    assert not [name for name in made.sums if "Z/" in name or "unfinished" in name]


def test_its_sums_need_no_program_of_ours(data, to):
    made, _count = copied(to)
    words = ["sha256sum", "-c", "SHA256SUMS"]
    said = subprocess.run(words, cwd=made.path, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


def test_a_picture_that_comes_in_while_files_are_copied_is_there_with_its_row(data, to, monkeypatch):
    dump = database.dump

    def a_picture_comes_in_first(folder):
        photo = newsdesk.photo()
        (data / "media/originals/late.jpg").write_bytes(photo_files.file())
        Photo.objects.filter(pk=photo.pk).update(original="originals/late.jpg")
        return dump(folder)

    monkeypatch.setattr(database, "dump", a_picture_comes_in_first)
    made, _count = copied(to)
    assert "files/media/originals/late.jpg" in made.sums


def test_a_picture_that_is_discarded_after_the_database_was_copied_is_still_there(data, to, monkeypatch):
    dump = database.dump

    def a_picture_goes_afterwards(folder):
        dumped = dump(folder)
        (data / "media/originals/a.jpg").unlink()
        return dumped

    monkeypatch.setattr(database, "dump", a_picture_goes_afterwards)
    made, _count = copied(to)
    assert (made.path / "files/media/originals/a.jpg").read_text() == "pixels"
    assert list(backups.check(made.path)) == []


def test_without_room_it_says_so_and_goes_on_the_next_time(data, to, monkeypatch):
    real, taken = copying.copy, []

    def full_after_the_first(source, target):
        if taken:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken.append(source)
        return real(source, target)

    monkeypatch.setattr("newsroom.backups.making.copy", full_after_the_first)
    with pytest.raises(BackupRefused, match=r"no room left.*call it again and it goes on"):
        backups.make(to)
    assert not list(to.glob("2*")), "nothing that is not whole has a backup's name"
    monkeypatch.setattr("newsroom.backups.making.copy", real)
    made, count = copied(to)
    assert count == 2, "the first was kept"
    assert list(backups.check(made.path)) == []


def test_what_an_interrupted_one_had_and_was_deleted_since_is_left_out(data, to, monkeypatch):
    monkeypatch.setattr(database, "dump", lambda _folder: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        backups.make(to)
    monkeypatch.undo()
    (data / "mail/1.log").unlink()
    made, _count = copied(to)
    assert "files/mail/1.log" not in made.sums
    assert not (made.path / "files/mail/1.log").exists()


def later(to, made):
    """As if it had been made a day before, so that the next one gets a name of its own."""
    return made.path.rename(to / f"2020-01-0{len(list(to.glob('2*')))}T020000Z")


def test_what_has_not_changed_is_the_same_file_and_what_has_is_copied(data, to):
    before = later(to, copied(to)[0])
    (data / "mail/1.log").write_text("Dear reader, once more")
    made, count = copied(to)
    assert count == 1
    same = "files/media/originals/a.jpg"
    assert (made.path / same).stat().st_ino == (before / same).stat().st_ino
    assert (before / "files/mail/1.log").read_text() == "Dear reader"
    assert list(backups.check(made.path)) == list(backups.check(before)) == []


def test_the_oldest_go_until_so_many_are_left_and_nothing_else_goes(data, to):
    for _day in range(3):
        later(to, copied(to)[0])
    (to / "notes.txt").write_text("Ask Ines about the disk.")
    made, _count = copied(to, keep=2)
    assert sorted(path.name for path in to.glob("2*")) == ["2020-01-03T020000Z", made.path.name]
    assert (to / "notes.txt").exists()
    assert list(backups.check(made.path)) == []


def test_two_into_one_folder_at_once_are_refused(data, to):
    to.mkdir()
    with (to / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BackupRefused, match="under way"):
            backups.make(to)


def test_a_folder_inside_the_newsrooms_own_does_not_back_up_itself(data):
    made, _count = copied(data / "backups")
    later(data / "backups", made)
    again, _count = copied(data / "backups")
    assert not [name for name in again.sums if "backups/" in name]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: (path / "files/secret_key").write_text("another"), "secret_key is damaged"),
        (lambda path: (path / "files/mail/1.log").unlink(), "1.log cannot be read"),
        (lambda path: next(path.glob("database.*")).write_bytes(b"none"), r"database\.\w+ is damaged"),
    ],
)
def test_a_damaged_backup_is_found(data, to, harm, said):
    made, _count = copied(to)
    harm(made.path)
    found = list(backups.check(made.path))
    assert re.search(said, " ".join(found))


def test_a_folder_that_is_no_backup_is_told(tmp_path):
    with pytest.raises(BackupRefused, match="is no whole backup"):
        list(backups.check(tmp_path))
