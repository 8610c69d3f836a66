"""The door of the web server: how much may be sent, how slowly, and who waits for whom."""

from __future__ import annotations

import errno
import io
import threading
import tracemalloc
from queue import Queue

import pytest
from django.conf import settings as django_settings
from django.test import Client

from membership.views.webhook import MOST_BYTES
from newsroom.models import User
from newsroom.serving import bodies
from newsroom.serving.bodies import KB, MB, Bodies, Refused
from newsroom.serving.door import Door
from newsroom.wsgi import application

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=kelby"
PUBLIC = ("/membership/", "/membership/me/", "/admin/login/", "/admin/forgotten/", "/", "/no-such-place/")


class Stream(io.BytesIO):
    """Counts what is read of it."""

    def __init__(self, data: bytes = b"") -> None:
        super().__init__(data)
        self.taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def ask(door, path="/", method="POST", body=b"", *, length=None, chunked=False, content_type=FORM, **environ):
    """Status, the first part of the answer, and what of the body was read until then. `length`: what the head
    says, if it lies."""
    stream = body if hasattr(body, "read") else Stream(body)
    told = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "testserver",
        "CONTENT_TYPE": content_type,
        "wsgi.url_scheme": "http",
        "wsgi.input": stream,
        "wsgi.errors": io.StringIO(),
        **environ,
    }
    if chunked:
        told["HTTP_TRANSFER_ENCODING"] = "chunked"
    else:
        told["CONTENT_LENGTH"] = str(len(stream.getvalue()) if length is None else length)
    began: list[str] = []
    answer = next(iter(door(told, lambda status, _headers: began.append(status))))
    return int(began[0].split(" ")[0]), answer, getattr(stream, "taken", 0)


@pytest.fixture
def door():
    """In front of an application that answers with what it was sent."""

    def echo(environ, start):
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        start("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    return Door(echo, private=("/admin/",), waiting=4)


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


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_django_itself_refuses_them_as_well_when_there_is_no_door(path):
    body = b"%" * (64 * KB + 1)

    for content_type in (FORM, MULTIPART):
        answer = Client().post(path, body, content_type=content_type)
        assert answer.status_code == 413
        assert "at most 64 KB" in answer.content.decode()


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


class Slow:
    """A body of which nothing comes until it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def read(self, _size: int) -> bytes:
        self.let_go.wait(60)
        return b""


def test_slow_bodies_leave_threads_for_readers_and_give_way_to_quick_ones(door, monkeypatch):
    monkeypatch.setattr(bodies, "GIVES_WAY", 0)
    slow, ended = [Slow() for _number in range(2)], Queue()
    for each in slow:
        threading.Thread(
            target=lambda body=each: ended.put(ask(door, body=body, length=9)[0]), daemon=True
        ).start()
    while len(door._bodies._coming) < 2:
        pass

    assert ask(door, "/a-story/", "GET")[0] == 200
    assert ask(door, body=b"a=1")[:2] == (200, b"a=1")
    assert ended.get(timeout=60) == 408
    for each in slow:
        each.let_go.set()


def test_a_body_that_stays_away_is_given_up(monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE", 0)

    with pytest.raises(Refused, match="408"):
        Bodies(at_once=1).read(Slow(), 9, 100)


def test_while_all_places_to_wait_are_taken_readers_are_answered_and_the_next_is_told_to_come_again():
    inside, let_go = threading.Semaphore(0), threading.Event()

    def slow_desk(environ, start):
        if environ["PATH_INFO"] == "/admin/":
            inside.release()
            let_go.wait(60)
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    door = Door(slow_desk, private=("/admin/",), waiting=3)
    desk = [threading.Thread(target=ask, args=(door, "/admin/", "GET"), daemon=True) for _number in range(3)]
    for each in desk:
        each.start()
        inside.acquire()

    assert ask(door, "/a-story/", "GET")[:2] == (200, b"ok")
    for told in (("/admin/", "GET"), ("/membership/", "POST")):
        status, page, _taken = ask(door, *told)
        assert status == 503
        assert b"Try again in a minute." in page
    let_go.set()
    for each in desk:
        each.join(60)
    assert ask(door, "/membership/", "POST")[0] == 200


def test_an_answer_in_pieces_is_handed_over_whole_and_closed_unless_it_is_long():
    class Pieces:
        def __init__(self, size: int) -> None:
            self.size, self.closed = size, False

        def __iter__(self):
            return iter([b"x" * (self.size // 2)] * 2)

        def close(self) -> None:
            self.closed = True

    for size, whole in ((1000, True), (4 * MB, False)):
        pieces = Pieces(size)

        def answer(_environ, start, pieces=pieces, size=size):
            start("200 OK", [("Content-Length", str(size))])
            return pieces

        given = Door(answer, private=(), waiting=1)(
            {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda *_told: None
        )
        assert (isinstance(given, list), pieces.closed) == (whole, whole)
