"""A picture file that is dropped on a story or pasted into it: taken in, found again, or refused in words."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import pictures
from articles.models import Photo
from articles.photos import sandbox
from articles.pictures import taking_in
from newsroom.models import User
from tests.builders import photo_files as files
from tests.driving.storydesk import desk as signed_in
from tests.driving.storydesk import person

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SEND = "/admin/articles/photo/send/"


def send(client, data: bytes, name: str = "fog.jpg"):
    return client.post(SEND, {"picture": SimpleUploadedFile(name, data)})


def test_a_file_becomes_a_picture_with_what_it_says_of_itself(desk):
    answer = send(desk, files.file(xmp=files.xmp()))

    photo = Photo.objects.get()
    card = answer.json()["card"]
    assert (answer.status_code, answer.json()["note"]) == (200, "")
    assert {name: card[name] for name in ("id", "caption", "alt", "credit", "licence", "cleared")} == {
        "id": photo.pk,
        "caption": "Fog <over> the east pier & light",
        "alt": "A pier in fog",
        "credit": "Zoë Ferrand / The Coast Wire / CC BY 4.0",
        "licence": "CC BY 4.0",
        "cleared": True,
    }
    assert card["thumb"] == photo.url(280, "jpg")


def test_the_very_same_file_is_the_picture_that_is_there(desk, photo):
    answer = send(desk, files.file(xmp=files.xmp()), "again.jpg")

    assert answer.json()["card"]["id"] == photo.pk
    assert answer.json()["note"] == (
        "“again.jpg” was here already, as “Fog on the pier”. That picture is used."
    )
    assert Photo.objects.count() == 1


def test_of_two_same_files_that_come_at_once_one_stays(
    desk, maya, monkeypatch, django_capture_on_commit_callbacks
):
    take_in, data = pictures.take_in, files.file(xmp=files.xmp())

    def overtaken(name: str, data: bytes, *, by: User) -> Photo:
        take_in("first.jpg", data, by=by)
        return take_in(name, data, by=by)

    monkeypatch.setattr(taking_in, "take_in", overtaken)
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(desk, data, "second.jpg")

    photo = Photo.objects.get()
    assert (answer.json()["card"]["id"], answer.json()["note"][:28]) == (
        photo.pk,
        "“second.jpg” was here alread",
    )
    assert pictures.are_whole(photo)
    assert len(list((Path(settings.MEDIA_ROOT) / "originals").iterdir())) == 1


def test_a_full_disk_is_said_as_such_and_nothing_of_the_picture_stays(desk, monkeypatch):
    def full(*_args: object) -> dict[str, object]:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sandbox, "_run", full)

    answer = send(desk, files.file(xmp=files.xmp()))

    assert (answer.status_code, Photo.objects.count()) == (507, 0)
    assert "The disk of this site is full" in answer.text


def test_whoever_may_not_see_pictures_is_told_of_none(photo):
    answer = send(signed_in(person("rita", ("add_photo",))), files.file(xmp=files.xmp()))

    assert answer.json()["note"] == ""
    assert Photo.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg onload='alert(1)'/>", "“x.jpg”: This is a page or a drawing made of code"),
        (b"", "“x.jpg”: The file is empty."),
        (b"GIF89a" + b"\x00" * 50, "“x.jpg”: This is a GIF"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(desk, data, sentence):
    answer = send(desk, data, "x.jpg")

    assert (answer.status_code, Photo.objects.count()) == (422, 0)
    assert answer.json()["problems"][0].startswith(sentence)


def test_a_file_longer_than_a_picture_may_be_is_refused(desk, settings):
    settings.PHOTO_MAX_BYTES = 500

    answer = send(desk, files.file())

    assert (answer.status_code, Photo.objects.count()) == (422, 0)
    assert "MB" in answer.json()["problems"][0]


def test_nothing_sent_and_nobody_allowed_are_answered_in_words(desk, client):
    empty = desk.post(SEND)
    client.force_login(User.objects.create_user("rita", is_staff=True))
    refused = send(client, files.file())

    assert (empty.status_code, empty.json()) == (
        422, {"problems": ["No file came along. Choose the picture again."]},
    )  # fmt: skip
    assert (refused.status_code, refused.json()) == (
        403, {"problems": ["You may not add pictures. Ask an editor or the photo desk."]},
    )  # fmt: skip
    assert desk.get(SEND).status_code == 405


def give(client, photo, data: bytes):
    return client.post(f"{SEND}?photo={photo}", {"picture": SimpleUploadedFile("fog.jpg", data)})


def test_the_file_of_a_picture_that_was_still_to_come_is_given_to_it(desk):
    photo = Photo.objects.create(caption="Boats at the quay", alt="Six boats")

    card = give(desk, photo.pk, files.file(xmp=files.xmp())).json()["card"]

    photo.refresh_from_db()
    assert (Photo.objects.count(), photo.caption, photo.alt) == (1, "Boats at the quay", "Six boats")
    assert (card["id"], card["thumb"], card["upload"]) == (photo.pk, photo.url(280, "jpg"), "")
    again = give(desk, photo.pk, files.file(xmp=files.xmp()))
    assert (again.status_code, again.json()["problems"]) == (
        422,
        ["This picture has its file. Add another file as a new picture."],
    )


@pytest.mark.parametrize(
    ("rights", "status"),
    [(("change_photo", "delete_photo"), 200), (("change_photo",), 403), (("view_photo", "add_photo"), 403)],
)
def test_a_file_is_given_by_who_may_change_that_picture(rights, status):
    photo = Photo.objects.create(caption="Boats at the quay", alt="Six boats")

    answer = give(signed_in(person("rosa", rights)), photo.pk, files.file(xmp=files.xmp()))

    photo.refresh_from_db()
    assert (answer.status_code, bool(photo.width)) == (status, status == 200)


@pytest.mark.parametrize("unknown", ["0", "77", "", "x", "9" * 40])
def test_a_file_of_a_picture_that_is_gone_is_refused_in_words(desk, unknown):
    answer = give(desk, unknown, files.file(xmp=files.xmp()))

    assert (answer.status_code, answer.json()["problems"], Photo.objects.count()) == (
        404,
        ["This picture is no longer there."],
        0,
    )
