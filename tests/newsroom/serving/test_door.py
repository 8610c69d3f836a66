"""What may be sent to the web server: how much, and in which shape."""

from __future__ import annotations

import errno
import tracemalloc
from itertools import chain

import pytest
from django.conf import settings as django_settings
from django.test import Client

from membership.views.webhook import MOST_BYTES
from newsroom.models import User
from newsroom.serving import bodies
from newsroom.serving.bodies import KB, MB
from newsroom.serving.door import Door
from newsroom.wsgi import application
from tests.driving.door import FORM, Stream, ask, door  # noqa: F401 (a fixture)

MULTIPART = "multipart/form-data; boundary=kelby"
PUBLIC = ("/membership/", "/membership/me/", "/admin/login/", "/", "/no-such-place/")


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("content_type", [FORM, MULTIPART, "text/plain", ""])
def test_more_than_64_kilobytes_are_refused_before_any_of_it_is_read(door, path, content_type):
    for size in (64 * KB + 1, 4_900_000):
        status, page, taken = ask(door, path, body=b"%" * size, content_type=content_type)
        assert (status, taken) == (413, 0)
        assert b"This address takes at most 64 KB." in page

    assert ask(door, path, body=b"%" * (64 * KB), content_type=content_type)[0] == 200


def test_what_comes_in_chunks_is_counted(door):
    status, _page, taken = ask(door, body=b"%" * 4_900_000, chunked=True)

    assert status == 413
    assert taken <= 64 * KB + 1
    assert ask(door, body=b"a=1&b=2", chunked=True)[:2] == (200, b"a=1&b=2")


@pytest.mark.parametrize("said", ["-1", "1e3", "٣", "9" * 20, "+5", " "])
def test_a_length_that_is_no_number_is_refused(door, said):
    assert ask(door, body=b"abc", length=said)[0] == 400


def test_what_breaks_off_is_refused_and_not_taken_for_the_whole(door):
    assert ask(door, body=b"only this", length=4000)[0] == 400


def test_whoever_is_still_sending_is_heard_out_so_that_they_see_the_answer(door):
    told = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "CONTENT_LENGTH": "900000",
        "wsgi.input": Stream(b"%" * 900_000),
    }
    page = iter(door(told, lambda *_told: None))

    assert b"This address takes at most 64 KB." in next(page)
    assert told["wsgi.input"].taken == 0
    assert list(page) == []
    assert told["wsgi.input"].taken == 900_000

    told = {**told, "HTTP_EXPECT": "100-continue", "wsgi.input": Stream(b"%" * 900_000)}
    assert len(list(door(told, lambda *_told: None))) == 1
    assert told["wsgi.input"].taken == 0

    told = {**told, "CONTENT_LENGTH": str(7 * MB), "wsgi.input": Stream(b"%" * 7 * MB)}
    told.pop("HTTP_EXPECT")
    assert len(list(door(told, lambda *_told: None))) == 1
    assert told["wsgi.input"].taken == 0


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_django_itself_refuses_them_as_well_when_there_is_no_door(path):
    body = b"%" * (64 * KB + 1)

    for content_type in (FORM, MULTIPART):
        answer = Client().post(path, body, content_type=content_type)
        # What is only read takes nothing at all.
        only_read = path in {"/", "/no-such-place/"}
        assert answer.status_code == (405 if only_read else 413)
        assert only_read or "at most 64 KB" in answer.content.decode()


def test_a_body_sent_along_with_a_question_is_not_read(door):
    status, answer, taken = ask(door, method="GET", body=b"x" * 5000)

    assert (status, answer, taken) == (200, b"", 0)


def test_webhooks_take_what_a_provider_sends(door):
    path = "/membership/webhooks/stripe/"

    assert ask(door, path, body=b"x" * MOST_BYTES)[0] == 200
    assert ask(door, path, body=b"x" * (MOST_BYTES + 1))[::2] == (413, 0)


@pytest.mark.django_db
def test_the_desk_takes_long_texts_and_pictures_from_those_who_are_signed_in_alone(door):
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    cookie = {"HTTP_COOKIE": f"{django_settings.SESSION_COOKIE_NAME}={client.cookies['sessionid'].value}"}
    story, picture = "/admin/articles/article/1/change/", "/admin/articles/photo/add/"

    for size, path, content_type, expected in [
        (MB, story, FORM, 200),
        (MB + 1, story, FORM, 413),
        (6 * MB, story, MULTIPART, 200),
        (6 * MB + 1, story, MULTIPART, 413),
        (django_settings.PHOTO_MAX_BYTES, picture, MULTIPART, 200),
        (django_settings.PHOTO_MAX_BYTES + 6 * MB, picture, MULTIPART, 413),
        (MB, "/membership/", MULTIPART, 413),
    ]:
        head = ask(door, path, length=size, content_type=content_type, **cookie)
        # Nothing of it comes, so what would have been taken breaks off.
        assert (head[0] == 413) == (expected == 413), (size, path, content_type)
    for stranger in ({}, {"HTTP_COOKIE": "sessionid=made-up"}):
        assert ask(door, story, length=MB, content_type=MULTIPART, **stranger)[0] == 413
        assert ask(door, picture, length=MB, content_type=MULTIPART, **stranger)[0] == 413


@pytest.mark.django_db
def test_whether_somebody_is_signed_in_is_not_asked_for_what_is_short(door, django_assert_num_queries):
    with django_assert_num_queries(0):
        ask(door, "/membership/", body=b"a=1", HTTP_COOKIE="sessionid=made-up")


@pytest.mark.django_db
def test_a_flood_of_percent_signs_costs_no_memory():
    tracemalloc.start()
    for path in ("/membership/", "/admin/login/", "/membership/me/"):
        assert ask(application, path, body=b"%" * 4_900_000)[0] == 413
        ask(application, path, body=b"%" * (64 * KB))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 40 * MB


def test_a_body_that_finds_no_room_on_the_disk_is_told_so(door, monkeypatch):
    def full(max_size):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(bodies, "SpooledTemporaryFile", full)
    status, page, _taken = ask(door, body=b"a=1")

    assert status == 507
    assert b"There is no room to save it" in page
    assert door._places.acquire(blocking=False)


def test_what_breaks_off_while_it_is_gathered_is_answered_once():
    began = []

    def breaks(environ, start):
        start("200 OK", [("Content-Length", "4")])
        yield b"ab"
        raise OSError(errno.EIO, "Input/output error")

    told = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "CONTENT_LENGTH": "0", "wsgi.input": Stream()}
    door = Door(breaks, behind=lambda *asked: _begun(breaks(*asked)), private=("/admin/",), waiting=4)
    page = b"".join(door(told, lambda status, _headers: began.append(status)))

    assert [status[:3] for status in began] == ["503"]
    assert b"One moment, please" in page


def _begun(answer):
    """An application that begins its answer before the first part of it is asked for."""
    first = next(answer)
    return chain([first], answer)
