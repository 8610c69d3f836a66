"""The door of the web server, before Django: what is sent is bounded, and threads are left for readers.

A thread that waits for a slow visitor or for the database is one that answers nobody. So whatever may wait
(all that is sent, and the desk) has only some of the threads, and nobody else's answer waits for those.
"""

import io
import threading
from collections.abc import Iterable
from importlib import import_module
from typing import IO, Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error
from django.http import HttpResponse, parse_cookie

from newsroom.database_errors import is_full
from newsroom.serving.bodies import FORGOTTEN, KB, MB, Bodies, RequestRefused, most_of
from newsroom.serving.desk import SAFE, Application, Environ, Start
from newsroom.troubles import given_back, plain_page

#: Answers up to this size are handed over whole: a slow visitor then costs memory, and no thread.
WHOLE = 2 * MB


class Door:
    """`behind` answers what may wait: all that is sent, and pages at the beginnings of paths in `private`.
    `waiting`: how many threads may."""

    def __init__(
        self, application: Application, *, behind: Application, private: tuple[str, ...], waiting: int
    ) -> None:
        self._application, self._behind, self._private = application, behind, private
        self._places = threading.BoundedSemaphore(waiting)
        self._bodies = Bodies(waiting // 2)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        safe = environ["REQUEST_METHOD"] in SAFE
        if safe:
            _forget_body(environ)
            if not environ.get("PATH_INFO", "").startswith(self._private):
                return _whole(self._application, environ, start)
        if not self._places.acquire(blocking=False):
            return _refuse(RequestRefused(503), start)
        try:
            if safe:
                return _whole(self._behind, environ, start)
            with self._body(environ) as body:
                environ["wsgi.input"] = body
                try:
                    return _whole(self._behind, environ, start)
                except (RequestRefused, Error, OSError) as error:
                    # Whoever was to take it has ended, say. It has come here whole, and goes back whole.
                    body.seek(0)
                    return _told(given_back(WSGIRequest(environ), _status(error)), start)
        except RequestRefused as refused:
            page = _refuse(refused, start)
            # Whoever waits to be told to go on has sent nothing yet.
            lingers = (
                refused.status == 413
                and "HTTP_EXPECT" not in environ
                and (_length(environ) or 0) <= FORGOTTEN
            )
            return self._lingering(page, environ["wsgi.input"]) if lingers else page
        except (Error, OSError) as error:
            return _refuse(RequestRefused(_status(error)), start)
        finally:
            self._places.release()

    def _body(self, environ: Environ) -> IO[bytes]:
        """The whole body, and its length where Django looks for it. Raises RequestRefused."""
        length = _length(environ)
        most = most_of(
            environ.get("PATH_INFO", ""), environ.get("CONTENT_TYPE", ""), lambda: _is_signed_in(environ)
        )
        if length is not None and length > most:
            raise RequestRefused(413, most)
        body, length = (
            self._bodies.read(environ["wsgi.input"], length, most) if length != 0 else (io.BytesIO(), 0)
        )
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ["CONTENT_LENGTH"] = str(length)
        return body

    def _lingering(self, page: Iterable[bytes], stream: Any) -> Iterable[bytes]:
        """The page at once, and its end when the sender has come to theirs."""
        yield from page
        self._bodies.forget(stream)


def _whole(application: Application, environ: Environ, start: Start) -> Iterable[bytes]:
    """Its answer, in one piece unless it is long."""
    told: list[tuple[str, list[tuple[str, str]]]] = []
    answer = application(environ, lambda status, headers, *_more: told.append((status, headers)))
    status, headers = told[0]
    length = next((value for name, value in headers if name.lower() == "content-length"), "")
    if not length.isdecimal() or int(length) > WHOLE:
        start(status, headers)
        return answer
    try:
        whole = b"".join(answer)
    finally:
        if close := getattr(answer, "close", None):
            close()
    # Only now: what has failed until here can still be answered with a page of its own.
    start(status, headers)
    return [whole]


def _length(environ: Environ) -> int | None:
    """What the head says; None if the body comes in chunks."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        return None
    said = environ.get("CONTENT_LENGTH", "") or "0"
    if not (said.isascii() and said.isdecimal()) or len(said) > 15:
        raise RequestRefused(400)
    return int(said)


def _forget_body(environ: Environ) -> None:
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ.update({"wsgi.input": io.BytesIO(), "CONTENT_LENGTH": "0"})


def _is_signed_in(environ: Environ) -> bool:
    """Whether the session of this cookie is somebody's; whether they may is asked later, by the view."""
    key = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    return bool(key and SESSION_KEY in import_module(settings.SESSION_ENGINE).SessionStore(key))


def _status(error: Exception) -> int:
    if isinstance(error, RequestRefused):
        return error.status
    return 507 if is_full(error) else 503


def _refuse(refused: RequestRefused, start: Start) -> Iterable[bytes]:
    return _told(plain_page(refused.status, most=refused.most // KB), start)


def _told(page: HttpResponse, start: Start) -> Iterable[bytes]:
    start(f"{page.status_code} {page.reason_phrase}", list(page.items()))
    return [page.content]
