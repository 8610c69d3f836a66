"""The desk is computed in processes of its own: what is handed over arrives whole, and nothing hangs on them."""

from __future__ import annotations

import json
import socketserver
import threading
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler

import pytest
from django.core.management import CommandError, call_command

from newsroom.serving.desk import CAME_IN, HandedOver, HandOver, Pieces, socket_path
from newsroom.serving.door import WHOLE, Door
from tests.driving.door import ask

COOKIES = [("Set-Cookie", "sessionid=a; Path=/"), ("Set-Cookie", "csrftoken=b; Path=/")]


class Handler(WSGIRequestHandler):
    def setup(self) -> None:
        super().setup()
        self.client_address = ("socket", 0)

    def log_message(self, *_told: object) -> None:
        pass


class Listening(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """A server at this socket, in place of the desk's."""

    daemon_threads = True

    def __init__(self, path: Path, application) -> None:
        self.base_environ = {
            "SERVER_NAME": "desk",
            "SERVER_PORT": "0",
            "GATEWAY_INTERFACE": "CGI/1.1",
            "REMOTE_HOST": "",
            "SCRIPT_NAME": "",
        }
        self.get_app = lambda: application
        super().__init__(str(path), Handler)

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        super().__exit__(*error)


@pytest.fixture
def path(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("d") / "desk.sock"


def mirror(environ, start):
    """Answers with what came, and what it came with."""
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))
    told = {name: value for name, value in environ.items() if isinstance(value, str)}
    said = json.dumps({"body": body.decode("latin-1"), **told}).encode()
    start("201 Made", [("Content-Length", str(len(said))), ("X-Kelby", "Æ"), *COOKIES])
    return [said]


def nobody(_environ, start):
    start("200 OK", [("Content-Length", "4")])
    return [b"here"]


def test_what_a_visitor_sent_arrives_whole_and_so_does_the_answer(path):
    sent = {
        "QUERY_STRING": "q=%C3%A6&next=/a b/\xe6",
        "HTTP_COOKIE": "sessionid=a; csrftoken=b",
        "HTTP_HOST": "paper.example",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_CONNECTION": "keep-alive",
        "REMOTE_ADDR": "203.0.113.7",
        "wsgi.url_scheme": "https",
    }
    body = bytes(range(256)) * 2000
    began = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/admin/Łódź 100%/".encode().decode("latin-1"),
        "CONTENT_TYPE": "application/octet-stream",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        **sent,
    }
    with Listening(path, HandedOver(mirror)):
        answer = HandOver(path, otherwise=nobody)(environ, lambda *told: began.append(told))
        came = json.loads(b"".join(answer))
        answer.close()

    (status, lines), kept = began[0], {name: environ[name] for name in sent if "CONN" not in name}
    assert status == "201 Made"
    assert [line for line in lines if line[0] == "Set-Cookie"] == COOKIES
    assert ("X-Kelby", "Æ") in lines
    assert {name.lower() for name, _value in lines}.isdisjoint({"date", "server", "connection"})
    assert came["body"] == body.decode("latin-1")
    assert came["PATH_INFO"] == environ["PATH_INFO"]
    assert came.pop("QUERY_STRING") == "q=%C3%A6&next=/a%20b/%E6"
    del kept["QUERY_STRING"], kept["wsgi.url_scheme"]
    assert {name: came[name] for name in kept} == kept
    assert came["REQUEST_METHOD"] == "POST"
    assert came["CONTENT_TYPE"] == "application/octet-stream"
    assert came["wsgi.url_scheme"] == "https"


def test_no_visitor_says_who_they_are(path):
    forged = {f"HTTP_{CAME_IN.upper().replace('-', '_')}": '{"REMOTE_ADDR": "127.0.0.1"}'}

    with Listening(path, HandedOver(mirror)):
        door = Door(nobody, behind=HandOver(path, otherwise=nobody), private=("/admin/",), waiting=2)
        _status, page, _taken = ask(door, "/admin/", REMOTE_ADDR="203.0.113.7", **forged)

    assert json.loads(page)["REMOTE_ADDR"] == "203.0.113.7"


def test_an_answer_that_breaks_off_is_no_answer(path):
    def breaks(_environ, start):
        start("200 OK", [("Content-Length", "100")])
        return [b"x" * 60]

    with Listening(path, breaks):
        door = Door(nobody, behind=HandOver(path, otherwise=nobody), private=("/admin/",), waiting=2)
        status, page, _taken = ask(door, "/admin/", method="GET")

    assert status == 503
    assert b"Try again in a minute." in page


@pytest.mark.parametrize("left_behind", [False, True])
def test_where_nobody_listens_the_page_is_computed_here(path, left_behind):
    if left_behind:
        with Listening(path, mirror):
            pass
    assert path.exists() == left_behind
    door = Door(nobody, behind=HandOver(path, otherwise=nobody), private=("/admin/",), waiting=2)

    assert ask(door, "/admin/")[:2] == (200, b"here")
    assert HandOver(None, otherwise=nobody)({}, lambda *_told: None) == [b"here"]


@contextmanager
def one_that_ends(path):
    """A door before a server that ends while it is at it, and what that one was asked."""
    asked = []

    class Ends(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked.append(self.request.recv(65_536).split(b" ")[:2])

    with socketserver.UnixStreamServer(str(path), Ends) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield Door(nobody, behind=HandOver(path, otherwise=nobody), private=("/admin/",), waiting=2), asked
        server.shutdown()


def test_one_that_ends_while_it_is_at_it_is_not_asked_twice(path):
    with one_that_ends(path) as (door, asked):
        status, page, _taken = ask(door, "/admin/", method="GET")

    assert (status, asked) == (503, [[b"GET", b"/admin/"]])
    assert b"Try again in a minute." in page


def test_what_was_sent_to_one_that_ends_stands_in_the_page_and_is_sent_again_by_a_person_alone(path):
    with one_that_ends(path) as (door, asked):
        status, page, _taken = ask(
            door, "/admin/story/", QUERY_STRING="a=1", body=b"standfirst=Nobody+%C3%A6lse+has+it&_save="
        )

    assert (status, asked) == (503, [[b"POST", b"/admin/story/?a=1"]])
    assert "what you sent stands here" in page.decode()
    assert 'name="standfirst" value="Nobody ælse has it"' in page.decode()
    assert "data-again" not in page.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"body": b"login=ines&password=a+long+pass+phrase"},
        {"body": b"text=planted", "HTTP_SEC_FETCH_SITE": "cross-site"},
        {"body": b"{", "content_type": "application/json"},
        {"body": b"--x", "content_type": "multipart/form-data; boundary=x"},
        {"body": b"--x", "content_type": "multipart/form-data"},
    ],
    ids=["password", "another site", "no form", "broken", "without boundary"],
)
def test_what_is_no_form_of_ours_or_a_secret_does_not_come_back(path, sent):
    with one_that_ends(path) as (door, _asked):
        status, page, _taken = ask(door, "/admin/", **sent)

    assert status == 503
    assert b"<form" not in page


def test_a_long_answer_comes_in_pieces_and_a_short_one_whole(path):
    def letters(environ, start):
        size = int(environ["QUERY_STRING"])
        start("200 OK", [("Content-Length", str(size))])
        return [b"x" * size]

    with Listening(path, letters):
        door = Door(nobody, behind=HandOver(path, otherwise=nobody), private=("/admin/",), waiting=2)
        given = {}
        for size in (WHOLE, WHOLE + 1):
            told = {"REQUEST_METHOD": "GET", "PATH_INFO": "/admin/", "QUERY_STRING": str(size)}
            given[size] = door(told, lambda *_told: None)

        assert isinstance(given[WHOLE], list)
        assert isinstance(given[WHOLE + 1], Pieces)
        assert [len(b"".join(answer)) for answer in given.values()] == [WHOLE, WHOLE + 1]
        given[WHOLE + 1].close()


def test_a_folder_too_deep_for_a_socket_is_told_and_does_without(settings, tmp_path):
    settings.DATA_DIR = tmp_path / ("deep" * 25)
    settings.DATA_DIR.mkdir()

    assert socket_path(settings.DATA_DIR) is None
    with pytest.raises(CommandError, match="is too long for a socket"):
        call_command("desk")
    assert socket_path(Path("/srv/newsroom/data/run")) == Path("/srv/newsroom/data/run/desk.sock")
