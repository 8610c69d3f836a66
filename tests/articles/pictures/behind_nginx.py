"""Pictures behind a real nginx with the settings of deploy/: it sends what the newsroom names, and says the same of it.

`make nginx` runs it; it is no part of `make test`, as not every machine has nginx.
"""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.files.storage import default_storage
from django.core.handlers.wsgi import WSGIHandler

from articles.models import Photo
from articles.photos.renditions import folder
from articles.publishing import withdraw
from articles.views.stored_files import INTERNAL
from tests.builders import newsdesk
from tests.builders.stored import with_files
from tests.driving.server import ROOT, free_port

pytestmark = pytest.mark.django_db(transaction=True)

#: What is said of the line, not of the picture.
OF_THE_LINE = {"Server", "Date", "Connection"}
AROUND = "daemon off; pid {0}/pid; error_log {0}/errors; user root;\nevents {{}}\nhttp {{ access_log off;\n{1} }}\n"

Answer = tuple[int, dict[str, str], bytes]


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *_told: object) -> None:
        """Not beside the results."""


@pytest.fixture
def newsroom(settings) -> Iterator[int]:
    """The port of Django alone. It takes the line of the tests for a safe one, and so says all that it may say."""
    settings.SECURE_HSTS_SECONDS, settings.MEDIA_BY_NGINX = 60, True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "http")
    server = make_server("127.0.0.1", 0, WSGIHandler(), Threads, Silent)
    threading.Thread(target=server.serve_forever).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def nginx(newsroom, settings, tmp_path) -> Iterator[int]:
    """The port of nginx before it: deploy/nginx.conf without TLS, with this folder and these ports."""
    port, (edge, _to_https) = (
        free_port(),
        (ROOT / "deploy" / "nginx.conf").read_text().split("\nserver {\n    listen 80;"),
    )
    edge = "\n".join(line for line in edge.splitlines() if "ssl_certificate" not in line)
    for of_deploy, here in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("127.0.0.1:8000", f"127.0.0.1:{newsroom}"),
        ("/srv/newsroom-media/", f"{settings.MEDIA_ROOT}/"),
    ):
        assert of_deploy in edge
        edge = edge.replace(of_deploy, here)
    (tmp_path / "nginx.conf").write_text(AROUND.format(tmp_path, edge))
    errors = tmp_path / "errors"
    process = subprocess.Popen(["nginx", "-e", errors, "-c", tmp_path / "nginx.conf"])
    until = time.monotonic() + 30
    while not _listens(port):
        assert process.poll() is None, errors.read_text()
        assert time.monotonic() < until, errors.read_text()
        time.sleep(0.05)
    yield port
    process.terminate()
    process.wait(30)


def _listens(port: int) -> bool:
    try:
        ask(port, "/healthz")
    except OSError:
        return False
    return True


@pytest.fixture
def photo() -> Photo:
    return with_files(newsdesk.photo(fingerprint="0123456789abcdef"))


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    line.request(method, path, headers={name.replace("_", "-"): told for name, told in headers.items()})
    answer = line.getresponse()
    names = {name.title() for name, _said in answer.getheaders()} - OF_THE_LINE
    found = answer.status, {name: answer.getheader(name, "") for name in names}, answer.read()
    line.close()
    return found


def test_what_nginx_sends_is_what_the_newsroom_would_have_sent(nginx, photo, client, settings):
    story = newsdesk.live(lead=photo)
    draft = with_files(newsdesk.photo("Draft", fingerprint="fedcba9876543210"))
    client.force_login(newsdesk.editor(may=()))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    path = photo.url(592, "avif")
    etag = ask(nginx, path)[1]["Etag"]

    def all_asked() -> dict[str, Answer]:
        return {
            "a reader": ask(nginx, path),
            "of another kind": ask(nginx, photo.url(592, "jpg")),
            "its head": ask(nginx, path, "HEAD"),
            "who has it": ask(nginx, path, If_None_Match=etag),
            "who has another": ask(nginx, path, If_None_Match='"another"'),
            "by its age": ask(nginx, path, If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT"),
            "a part": ask(nginx, path, Range="bytes=1-2"),
            "a part of what one has": ask(nginx, path, Range="bytes=1-2", If_Range=etag),
            "a draft": ask(nginx, draft.url(592, "avif")),
            "the desk": ask(nginx, draft.url(592, "avif"), Cookie=cookie),
            "a former address": ask(nginx, f"/media/photos/{photo.key[:2]}/{photo.key}/592.avif"),
        }

    sent = all_asked()
    settings.MEDIA_BY_NGINX = False
    streamed = all_asked()

    assert sent == streamed
    assert [sent[who][0] for who in ("a reader", "who has it", "a draft", "the desk")] == [200, 304, 404, 200]
    assert sent["a reader"][2] == b"avif"
    assert {"Strict-Transport-Security", "Content-Security-Policy", "Etag"} <= set(sent["a reader"][1])
    settings.MEDIA_BY_NGINX = True
    withdraw(story, by=newsdesk.editor(), reason="Wrong harbour")
    assert ask(nginx, path)[0] == 410


def test_nginx_sends_nothing_that_the_newsroom_has_not_named(nginx, photo, settings):
    newsdesk.live(lead=photo)
    file = f"{folder(photo.key, photo.fingerprint)}/592.avif"
    (settings.MEDIA_ROOT / "originals").mkdir()
    (settings.MEDIA_ROOT / "originals" / "a.jpg").write_bytes(b"original")

    assert (settings.MEDIA_ROOT / file).is_file()
    for tail in (file, "originals/a.jpg", f"../media-on-disk/{file}", ""):
        assert ask(nginx, INTERNAL + tail)[0] == 404


def test_a_file_that_nginx_cannot_read_is_asked_for_again(nginx, photo, monkeypatch):
    newsdesk.live(lead=photo)
    default_storage.delete(f"{folder(photo.key, photo.fingerprint)}/592.avif")
    monkeypatch.setattr(type(default_storage._wrapped), "exists", lambda *_asked: True)

    status, told, _body = ask(nginx, photo.url(592, "avif"))

    assert (status, told["Retry-After"]) == (503, "15")
    assert "no-store" in told["Cache-Control"]
