"""`manage.py verify`: what is not as it should be is told, and what was made of an original is made anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from articles.models import Photo, ShareCard, Version
from articles.photos import renditions as renditions_of
from articles.pictures import files, share_cards
from newsroom.models import Imprint
from tests.builders import photo_files
from tests.builders.backups import elsewhere, look, made, manage  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
#: Asks for each file of the picture, which is somebody's face, as a reader does.
SERVED = """
import django; django.setup()
from django.test import Client
from articles.models import Author, Photo
from articles.photos.renditions import files_at
photo = Photo.objects.get()
Author.objects.update(portrait=photo)
for name in files_at(photo.widths):
    width, _dot, fmt = name.partition(".")
    where = photo.url(int(width), fmt) if width.isdigit() else photo.social_url
    print(Client().get(where, headers={"host": "127.0.0.1"}).status_code)
"""


def told_by_verify(capsys):
    with pytest.raises(CommandError, match="Not as it should be"):
        call_command("verify")
    return capsys.readouterr().out


def test_verify_says_that_all_is_right_and_of_how_much(made, capsys):
    call_command("verify")
    assert f"versions: {Version.objects.count()} right, 0 wrong" in capsys.readouterr().out
    call_command("verify", str(made.path))
    assert "All is as it should be" in capsys.readouterr().out


def test_of_what_there_is_none_yet_verify_says_so_and_calls_nothing_right(capsys):
    call_command("verify")
    said = capsys.readouterr().out

    assert "versions: none yet\n" in said
    assert "receipts: none yet\n" in said
    assert " 0 right" not in said
    assert ("database: 1 right" in said) == (connection.vendor == "sqlite")


def renditions():
    """The files that pages name of the one picture."""
    photo = Photo.objects.get()
    return [
        Path(settings.MEDIA_ROOT, renditions_of.folder(photo.key, photo.fingerprint), name)
        for name in renditions_of.files_at(photo.widths)
    ]


def test_verify_makes_missing_files_of_pictures_anew_and_says_which(made, capsys):
    before = {file: file.read_bytes() for file in renditions()}
    gone = renditions()[0]
    gone.unlink()
    call_command("verify")
    said = capsys.readouterr().out
    assert (
        f"Picture {Photo.objects.get().pk}: files that pages show are missing: {gone.name}. Made anew."
        in said
    )
    assert "files that pages show: 0 right, 0 wrong, 1 made anew" in said
    assert {file: file.read_bytes() for file in renditions()} == before
    call_command("verify")
    assert "files that pages show: 1 right, 0 wrong\n" in capsys.readouterr().out


def test_verify_tells_damaged_files_of_pictures_and_makes_them_anew(made, capsys):
    damaged = renditions()[-1]
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:-40] + b"x" * 40)
    call_command("verify")
    assert "the files that pages show are damaged. Made anew." in capsys.readouterr().out
    assert damaged.read_bytes() == whole


def test_a_dry_run_of_verify_writes_nothing_and_says_what_would_be_made(made, capsys):
    gone = renditions()[0]
    gone.unlink()
    with pytest.raises(CommandError, match="Not as it should be: 1"):
        call_command("verify", dry_run=True)
    assert f"missing: {gone.name}. Without --dry-run it is made anew." in capsys.readouterr().out
    assert not gone.exists()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (Path.unlink, "It cannot be made anew: No such file or directory."),
        (lambda file: file.write_bytes(photo_files.file("PNG")), "is not the file that came in"),
    ],
)
def test_nothing_is_made_of_an_original_that_is_gone_or_was_changed(made, capsys, harm, said):
    harm(Path(Photo.objects.get().original.path))
    renditions()[0].unlink()
    found = told_by_verify(capsys)
    assert said in found
    assert "files that pages show: 0 right, 1 wrong" in found
    assert not renditions()[0].exists()


def test_what_was_just_remade_by_another_is_not_wrong(made, monkeypatch, capsys):
    """Its row was read, then the job worker made other files of it and removed the ones that the row named."""
    first, real = iter([["280.avif"]]), files.missing
    monkeypatch.setattr("articles.pictures.missing", lambda photo: next(first, None) or real(photo))
    call_command("verify")
    assert "files that pages show: 1 right, 0 wrong\n" in capsys.readouterr().out


def test_verify_draws_a_card_anew_that_is_missing_or_damaged(made, client, capsys):
    Imprint(name="The Harbour Ledger").save()
    share_cards.catch_up()
    file = Path(settings.MEDIA_ROOT) / share_cards.file_of(ShareCard.objects.get().digest)
    for harm, said in ((Path.unlink, "missing"), (lambda file: file.write_bytes(b"torn"), "damaged")):
        whole = file.read_bytes()
        harm(file)
        call_command("verify")
        found = capsys.readouterr().out
        assert f"The card of “The outfall ran for 211 days” is {said}. Made anew." in found
        assert "cards for sharing: 0 right, 0 wrong, 1 made anew" in found
        assert file.read_bytes() == whole
    assert client.get(f"/media/cards/{file.stem}.png").status_code == 200


def test_a_card_that_cannot_be_drawn_is_left_and_told(made, capsys, monkeypatch):
    Imprint(name="The Harbour Ledger").save()
    share_cards.catch_up()
    file = Path(settings.MEDIA_ROOT) / share_cards.file_of(ShareCard.objects.get().digest)
    file.write_bytes(b"torn")
    monkeypatch.setattr(share_cards, "_drawn", lambda *_told: b"")
    assert "It cannot be drawn." in told_by_verify(capsys)
    assert file.exists()


def test_after_a_restore_without_what_was_made_of_the_pictures_all_is_served(made, elsewhere):
    """As from a copy that somebody made without media/photos/: the originals are enough."""
    done = manage(elsewhere, "restore", str(made.path))
    assert done.returncode == 0, done.stderr
    shutil.rmtree(Path(elsewhere["DATA_DIR"]) / "media/photos")
    verified = manage(elsewhere, "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "all files that pages show are missing. Made anew." in verified.stdout
    seen = look(elsewhere, SERVED)
    assert seen.stdout.split() == ["200"] * len(renditions()), seen.stderr


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
