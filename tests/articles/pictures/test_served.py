"""What of pictures answers under /media/: files of pictures that readers have, for good under one address."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from articles import pictures
from articles.models import Photo
from articles.publishing import publish, withdraw
from articles.publishing.previews import make_preview, revoke_preview
from articles.views import media
from membership.models import Terms
from newsroom.models import Imprint
from newsroom.pagestore import GIVEN_UP, store
from tests.builders import newsdesk, stored
from tests.builders import photo_files as files
from tests.builders.stored import with_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo() -> Photo:
    return with_files(newsdesk.photo(fingerprint="0123456789abcdef"))


def status(client, photo: Photo, **headers: str) -> int:
    return client.get(photo.url(592, "avif"), headers=headers).status_code


# --- who has it -------------------------------------------------------------------------------


def test_a_picture_answers_from_publication_to_withdrawal_and_not_a_moment_longer(client, photo):
    editor = newsdesk.editor()
    story = newsdesk.story(lead=photo)
    draft = status(client, photo)

    publish(story, by=editor, override="one story")
    live = status(client, photo)
    withdraw(story, by=editor, reason="Wrong harbour")
    withdrawn = status(client, photo)

    assert (draft, live, withdrawn) == (404, 200, 410)


def test_a_scheduled_picture_answers_at_its_minute(client, photo, time_machine):
    at = timezone.now() + timedelta(hours=1)
    publish(newsdesk.story(lead=photo), by=newsdesk.editor(), at=at, override="one story")
    before = status(client, photo)

    time_machine.move_to(at, tick=False)

    assert (before, status(client, photo)) == (404, 200)


def test_a_picture_taken_off_its_story_answers_until_the_story_is_published_without_it(client, photo):
    story = newsdesk.live(lead=photo)
    story.photo_uses.all().delete()
    on_the_desk = status(client, photo)

    newsdesk.saved(story, by=None)
    publish(story, by=newsdesk.editor(), override="one story")

    assert (on_the_desk, status(client, photo)) == (200, 410)


def test_a_face_and_a_picture_of_the_newsrooms_own_page_answer_without_a_story(client, photo):
    face = with_files(newsdesk.photo("A face", fingerprint="fedcba9876543210"))
    before = [status(client, each) for each in (photo, face)]

    newsdesk.author(portrait=face)
    Terms.objects.create(pk=1, picture=str(photo.pk))
    shown = [status(client, each) for each in (photo, face)]
    Terms.objects.all().delete()
    Imprint.objects.create(lost_picture=str(photo.pk))
    shown.append(status(client, photo))
    photo.credit.expires_on = timezone.localdate() - timedelta(days=1)
    photo.credit.save()

    assert (before, shown, status(client, photo)) == ([404, 404], [200, 200, 200], 404)


def test_the_desk_sees_every_picture_and_no_stranger_gets_its_copy(client, photo):
    client.force_login(newsdesk.editor(may=()))

    answer = client.get(photo.url(592, "avif"))

    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, max-age=3600")
    assert "Cookie" in answer["Vary"]


def test_a_preview_link_shows_the_pictures_of_its_story_alone_and_until_it_is_revoked(client, photo):
    editor = newsdesk.editor()
    story = newsdesk.story(lead=photo)
    other = with_files(newsdesk.photo("Another", fingerprint="fedcba9876543210"))
    page = client.get(make_preview(story, by=editor)).content.decode()
    token = page.split("592.avif?preview=")[1].split(" ")[0]
    there, foreign = f"{photo.url(592, 'avif')}?preview={token}", f"{other.url(592, 'avif')}?preview={token}"

    shown = [client.get(address).status_code for address in (there, foreign)]
    private = client.get(there)["Cache-Control"]
    revoke_preview(story.preview_links.get(), by=editor)

    assert (shown, private) == ([200, 404], "private, max-age=3600")
    assert client.get(there).status_code == 404


# --- what it costs ----------------------------------------------------------------------------


def test_a_published_picture_costs_one_question_however_many_stories_show_it(
    client, photo, django_assert_num_queries
):
    for number in range(3):
        newsdesk.live(f"Story {number}", lead=photo)

    with django_assert_num_queries(1):
        assert status(client, photo) == 200


def test_a_published_picture_answers_while_the_database_is_away(client, photo, monkeypatch):
    draft = with_files(newsdesk.photo("Draft", fingerprint="fedcba9876543210"))
    story = newsdesk.live(lead=photo)
    client.get(story.editions.get().path)
    assert (status(client, photo), status(client, draft)) == (200, 404)

    def away(_key: str) -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr(media, "picture_files", away)

    assert status(client, photo) == 200
    assert status(client, draft) == 503


@pytest.mark.parametrize("ends", ["withdrawn", "replaced at a later minute"])
def test_what_readers_had_and_have_no_more_does_not_come_back_while_the_database_is_away(
    client, photo, monkeypatch, time_machine, ends
):
    editor, now = newsdesk.editor(), timezone.now()
    time_machine.move_to(now, tick=False)
    story = newsdesk.live(lead=photo)
    path = story.editions.get().path
    if ends == "withdrawn":
        client.get(path)
        assert status(client, photo) == 200
        withdraw(story, by=editor, reason="Wrong harbour")
        client.get("/")  # somebody asks for anything, or the process looks by itself
    else:
        newsdesk.save(story, headline="Another")
        story.photo_uses.all().delete()
        publish(story, by=editor, at=now + timedelta(hours=1), override="one story")
        client.get(path)
        assert status(client, photo) == 200
        time_machine.move_to(now + timedelta(hours=1), tick=False)

    def away(_key: str) -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr(media, "picture_files", away)

    assert status(client, photo) == 503


def test_a_picture_of_a_stored_page_is_not_asked_for_while_others_wait_for_the_database(
    client, photo, monkeypatch, django_assert_num_queries
):
    other = newsdesk.photo("Nobody asked for it yet")
    story = newsdesk.live(lead=photo)
    client.get(story.editions.get().path)
    status(client, photo)

    monkeypatch.setattr(store, "_asking", {1: time.monotonic() - GIVEN_UP - 1})

    with django_assert_num_queries(0):
        assert (status(client, photo), status(client, other)) == (200, 503)


# --- under which address ----------------------------------------------------------------------


def test_a_published_picture_may_be_kept_for_good_and_can_do_nothing_but_be_seen(client, photo):
    newsdesk.live(lead=photo)

    answer = client.get(photo.url(592, "avif"))

    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/avif", b"avif")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (answer.cookies, answer.get("Vary")) == ({}, None)
    same = client.get(photo.url(592, "avif"), headers={"if-none-match": answer["ETag"]})
    assert (same.status_code, same.content) == (304, b"")


@pytest.mark.parametrize("change", ["credit", "focal point", "licence"])
def test_every_page_names_new_files_after_a_change_and_the_old_addresses_lead_there(client, change):
    desk = newsdesk.editor(may=["add_photo", "change_photocredit", "publish_article", "change_article"])
    tall = files.file(picture=files.plain_picture(400, 700), xmp=files.xmp())
    photo = pictures.take_in("a.jpg", tall, by=desk)
    path = newsdesk.live(lead=photo).address
    before, page = photo.url(384, "avif"), client.get(path).content.decode()
    assert (before in page, photo.social_url in page) == (True, True)

    if change == "credit":
        pictures.recredit(photo, {"creator": "Lotte Breen"}, by=desk)
    elif change == "licence":
        photo.credit.licence.name = "CC BY 4.0 (renamed)"
        photo.credit.licence.save()
        pictures.settle_licence(photo.credit.licence)
    else:
        photo.focal_y = 100
        photo.save()
        pictures.settle(photo)
    photo = Photo.objects.get(pk=photo.pk)
    page = client.get(path).content.decode()

    assert photo.url(384, "avif") != before
    assert (before in page, photo.url(384, "avif") in page, photo.social_url in page) == (False, True, True)
    assert client.get(photo.url(384, "avif")).status_code == 200
    for former in (before, f"/media/photos/{photo.key[:2]}/{photo.key}/384.avif"):
        led = client.get(former)
        assert (led.status_code, led["Location"]) == (302, photo.url(384, "avif"))
        assert led["Cache-Control"] == "public, no-cache"


def test_a_former_address_leads_nowhere_for_a_picture_that_readers_cannot_have(client, photo):
    former = f"/media/photos/{photo.key[:2]}/{photo.key}/592.avif"

    assert client.get(former).status_code == 404


def test_a_width_that_is_made_no_more_leads_to_the_nearest(client, photo):
    newsdesk.live(lead=photo)

    led = client.get(f"/media/photos/{photo.key[:2]}/{photo.key}/500.jpg")

    assert led["Location"] == photo.url(592, "jpg")


@pytest.mark.parametrize(
    "tail",
    [
        "0123456789abcdef/281.avif",
        "0123456789abcdef/592.png",
        "0123456789abcdef/592.webp",
        "0123456789abcdef/592.avif/",
        "0123456789ABCDEF/592.avif",
        "../592.avif",
        "../../originals/x.jpg",
        "..%2f..%2f..%2fsecret_key",
        "%2e%2e/%2e%2e/secret_key",
        "..%252f..%252fsecret_key",
        "0123456789abcdef/592.avif%00.jpg",
        "",
        "0123456789abcdef/",
        "0123456789abcdef/.592.avif",
        "0123456789abcdef/0592.avif",
        "0123456789abcdef/٢٨٠.avif",
    ],
)
def test_nothing_but_renditions_can_be_asked_for(client, photo, tail):
    newsdesk.live(lead=photo)
    stored.put("secret_key", b"secret")

    answer = client.get(f"/media/photos/{photo.key[:2]}/{photo.key}/{tail}")

    assert answer.status_code == 404
    assert b"secret" not in answer.content


def test_originals_are_not_served_to_anybody(client):
    desk = newsdesk.editor(may=["add_photo", "change_photo", "view_photo"])
    photo = pictures.take_in("a.jpg", files.file(), by=desk)
    client.force_login(desk)

    assert client.get(f"/media/{photo.original.name}").status_code == 404
    assert client.post(photo.url(280, "avif")).status_code == 405
