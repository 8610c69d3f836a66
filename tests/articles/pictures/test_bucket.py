"""Pictures in a bucket of S3, on a server that speaks it: kept there and nowhere else, and served by us alone."""

from __future__ import annotations

import html
import urllib.request
from urllib.error import HTTPError

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from articles import pictures
from articles.models import Photo, ShareCard
from articles.photos.renditions import files_at, folder
from articles.pictures import share_cards
from articles.publishing import withdraw
from newsroom import jobs, media
from newsroom.backups.folders import Backup
from newsroom.management.commands import prepare
from newsroom.models import Imprint
from tests.builders import newsdesk, photo_files, stored

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("bucket")]


@pytest.fixture
def away(settings) -> None:
    """Nobody listens where the bucket is said to be."""
    kept = settings.STORAGES["default"]
    there = {**kept, "OPTIONS": {**kept["OPTIONS"], "endpoint_url": "http://127.0.0.1:9"}}
    settings.STORAGES = {**settings.STORAGES, "default": there}


def shown(photo: Photo) -> int:
    return Client().get(photo.url(280, "avif")).status_code


def named(photo: Photo) -> list[str]:
    return [f"{photo.fingerprint}/{name}" for name in sorted(files_at(photo.widths))]


def test_a_picture_is_in_the_bucket_alone_and_answers_while_a_story_shows_it(photo, maya, settings):
    address = photo.url(280, "avif")
    draft = shown(photo)
    story = newsdesk.live(lead=photo)
    answer = Client().get(address)
    same = Client().get(address, headers={"if-none-match": answer["ETag"]})
    withdraw(story, by=maya, reason="Wrong harbour")

    assert (draft, answer.status_code, same.status_code, shown(photo)) == (404, 200, 304, 410)
    assert answer.content == stored.read(address.removeprefix("/media/"))
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert stored.names_below(folder(photo.key)) == named(photo)
    assert not settings.MEDIA_ROOT.exists()


def test_nobody_gets_a_file_from_the_bucket_itself(photo, bucket):
    newsdesk.live(lead=photo)

    for name in media.files_below(""):
        with pytest.raises(HTTPError) as refused:
            urllib.request.urlopen(f"{bucket}/{name}")
        with refused.value as answer:
            assert answer.code == 403


def test_a_picture_that_is_made_anew_leaves_nothing_of_before_and_a_discarded_one_nothing(
    photo, maya, django_capture_on_commit_callbacks
):
    before = photo.fingerprint
    pictures.recredit(photo, {"creator": "Lotte Breen"}, by=maya)
    photo = Photo.objects.get(pk=photo.pk)
    remade = stored.names_below(folder(photo.key))

    with django_capture_on_commit_callbacks(execute=True):
        pictures.discard(photo, by=maya)

    assert (photo.fingerprint != before, remade) == (True, named(photo))
    assert stored.names_below() == []


def test_the_card_of_a_story_is_drawn_into_the_bucket_and_served(client):
    Imprint(name="The Harbour Ledger").save()
    newsdesk.live("A word from the pilots")

    assert share_cards.catch_up() == 1

    digest = ShareCard.objects.get().digest
    assert client.get(f"/media/cards/{digest}.png").content == stored.read(share_cards.file_of(digest))


def test_verify_makes_anew_what_the_bucket_has_lost_and_tells_a_lost_original(photo, capsys):
    default_storage.delete(f"{folder(photo.key, photo.fingerprint)}/280.jpg")
    call_command("verify")
    mended = capsys.readouterr().out
    default_storage.delete(photo.original.name)
    with pytest.raises(CommandError):
        call_command("verify")

    assert "files that pages show are missing: 280.jpg. Made anew." in mended
    assert f"Picture {photo.pk}: its file {photo.original.name} is missing." in capsys.readouterr().out
    assert stored.names_below(folder(photo.key)) == named(photo)


def test_all_of_a_demo_goes_and_nothing_that_lies_beside_its_folder(photo):
    beside = default_storage.bucket.Object("others.txt")
    beside.put(Body=b"x")

    media.delete_below("")

    assert [each.key for each in default_storage.bucket.objects.all()] == ["others.txt"]


def test_while_the_bucket_is_away_pages_are_there_and_pictures_are_asked_for_again(photo, away):
    path = newsdesk.live(lead=photo).address

    answer = Client().get(photo.url(280, "avif"))

    assert Client().get(path).status_code == 200
    assert (answer.status_code, answer["Cache-Control"], answer["Retry-After"]) == (503, "no-store", "15")


def test_a_picture_that_cannot_be_kept_is_none(client, maya, away):
    client.force_login(maya)

    answer = client.post(
        "/admin/articles/photo/add/", {"pictures": SimpleUploadedFile("a.jpg", photo_files.file())}
    )

    assert (answer.status_code, Photo.objects.count()) == (503, 0)


# --- what the operator is told ------------------------------------------------------------------


def test_prepare_tries_the_bucket_and_leaves_nothing_there():
    prepare.refuse_closed_bucket()

    assert stored.names_below() == []


def test_prepare_says_what_is_wrong_with_the_bucket(away):
    with pytest.raises(CommandError, match="The bucket of MEDIA_STORAGE does not answer: "):
        prepare.refuse_closed_bucket()


def test_the_desk_is_told_what_to_do_from_the_tick_that_found_the_bucket_away_to_the_one_that_found_it_back(
    client, maya, settings, request
):
    client.force_login(maya)
    there = settings.STORAGES

    def on_desk() -> list[bool]:
        jobs.tick()
        pages = [client.get(f"/admin/{page}").content.decode() for page in ("", "running/")]
        return ["The bucket of the pictures does not answer" in page for page in pages]

    before = on_desk()
    request.getfixturevalue("away")
    away = on_desk()
    settings.STORAGES = there

    assert (before, away, on_desk()) == ([False, False], [True, True], [False, False])


def test_a_bucket_that_is_gone_is_told_and_no_page_of_the_desk_asks_it(client, maya, bucket, monkeypatch):
    default_storage.bucket.delete()
    jobs.tick()
    monkeypatch.setattr(media, "_inside", None)
    client.force_login(maya)

    [told] = [each for each in client.get("/readyz").json()["problems"] if "bucket" in each]

    assert "Look whether it is there and its key still holds" in told
    assert told in html.unescape(client.get("/admin/running/").content.decode())


@pytest.mark.parametrize("where", ["bucket", "disk"])
def test_a_backup_says_that_it_does_not_hold_the_bucket(where, settings, monkeypatch, tmp_path, capsys):
    if where == "disk":
        disk = {"BACKEND": "newsroom.media.disk.Disk"}
        settings.STORAGES = {**settings.STORAGES, "default": disk}
    monkeypatch.setattr("newsroom.backups.make", lambda to, **_told: Backup(to))

    call_command("backup", to=tmp_path)

    assert ("bucket of MEDIA_STORAGE" in capsys.readouterr().out) == (where == "bucket")
