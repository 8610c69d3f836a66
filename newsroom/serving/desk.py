"""The desk's own server, and the way to it.

All threads of one Python process share one processor, so a page of the desk that is computed, or a gift
that is taken in, would hold up the pages of readers. The web server hands the desk and what is sent on to
processes of their own, which give way to readers, over a socket that belongs to this installation alone.
Where nobody listens there, it is done where it was asked for.
"""

import json
import socket
import threading
import time
from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from http.client import HTTPConnection, HTTPException, HTTPResponse
from itertools import count
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from newsroom.serving.bodies import CHUNK, RequestRefused

Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environ, Any], Iterable[bytes]]

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
#: Pages of the desk that each process computes at once, and the seconds for which one keeps the next waiting.
AT_ONCE, TURN = 1, 2
#: Seconds until an answer has to begin: the longest statement of a bank is taken in within one request.
PATIENCE = 600
#: The most bytes of a socket's path that every system takes.
LONGEST_PATH = 100
#: What the visitor's own server knows of them beside the head; told in a line of the head that is ours alone.
CAME = ("REMOTE_ADDR", "REMOTE_PORT", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme")
CAME_IN = "Newsroom-Came"
#: Lines that concern one connection and not the answer (RFC 9110, 7.6.1), and what each server writes itself.
_HOP = frozenset({
    "connection", "date", "expect", "keep-alive", "proxy-connection", "server", "te", "trailer",
    "transfer-encoding", "upgrade",
})  # fmt: skip
_QUERY = "%/:?#[]@!$&'()*+,;=-._~\"<>\\^`{|}"


def socket_path(run: Path) -> Path | None:
    """Where the desk's server listens; None where the path would be too long for a socket."""
    path = run / "desk.sock"
    return path if len(bytes(path)) <= LONGEST_PATH else None


class Turns:
    """Pages at these beginnings of paths are computed one at a time: side by side they would take the
    processor from each other, and hold the write lock for as long as all of them take. What somebody sends
    goes before what somebody asks for, and else the first come before the next. One that waits for another
    machine is waited for TURN seconds, and counts no more.
    """

    def __init__(self, application: Application, paths: tuple[str, ...]) -> None:
        self._application, self._paths = application, paths
        self._waiting: list[tuple[bool, int]] = []
        self._running: set[tuple[bool, int]] = set()
        self._began = 0.0
        self._numbers = count()
        self._changed = threading.Condition()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").startswith(self._paths):
            return self._application(environ, start)
        ticket = (environ["REQUEST_METHOD"] in SAFE, next(self._numbers))
        self._enter(ticket)
        try:
            return self._application(environ, start)
        finally:
            self._leave(ticket)

    def _enter(self, ticket: tuple[bool, int]) -> None:
        with self._changed:
            insort(self._waiting, ticket)
            while self._waiting[0] != ticket or not self._has_room():
                self._changed.wait(TURN)
            self._waiting.remove(ticket)
            self._running.add(ticket)
            self._began = time.monotonic()
            self._changed.notify_all()

    def _has_room(self) -> bool:
        if time.monotonic() - self._began >= TURN:
            self._running.clear()
        return len(self._running) < AT_ONCE

    def _leave(self, ticket: tuple[bool, int]) -> None:
        with self._changed:
            self._running.discard(ticket)
            self._changed.notify_all()


class HandedOver:
    """What runs behind the socket: whoever came to the web server has come to this one."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        told = environ.pop("HTTP_" + CAME_IN.upper().replace("-", "_"), "{}")
        return self._application(environ | json.loads(told), start)


class HandOver:
    """What runs in front of it. `otherwise` answers where nobody listens. Raises RequestRefused."""

    def __init__(self, path: Path | None, otherwise: Application) -> None:
        self._path, self._otherwise = path, otherwise

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        line = self._line()
        if line is None:
            return self._otherwise(environ, start)
        try:
            answer = _ask(line, environ)
        except (OSError, HTTPException) as error:
            # It has ended meanwhile: how far it came is not known, so nothing is sent a second time.
            line.close()
            raise RequestRefused(503) from error
        lines = [(name, value) for name, value in answer.getheaders() if name.lower() not in _HOP]
        start(f"{answer.status} {answer.reason}", lines)
        return Pieces(line, answer)

    def _line(self) -> HTTPConnection | None:
        if self._path is None:
            return None
        wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            wire.connect(str(self._path))
        except OSError:
            wire.close()
            return None
        wire.settimeout(PATIENCE)
        line = HTTPConnection("desk")
        line.sock = wire
        return line


class Pieces:
    """An answer as it comes; whoever has enough of it closes it."""

    def __init__(self, line: HTTPConnection, answer: HTTPResponse) -> None:
        self._line, self._answer = line, answer

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._answer.read(CHUNK):
            yield piece
        if self._answer.length:
            raise ConnectionResetError("The desk's server ended in the middle of an answer.")

    def close(self) -> None:
        self._answer.close()
        self._line.close()


def _ask(line: HTTPConnection, environ: Environ) -> HTTPResponse:
    path = quote(environ.get("PATH_INFO", "").encode("latin-1"))
    query = quote(environ.get("QUERY_STRING", "").encode("latin-1"), safe=_QUERY)
    line.putrequest(
        environ["REQUEST_METHOD"],
        f"{path}?{query}" if query else path,
        skip_host=True,
        skip_accept_encoding=True,
    )
    for name, value in environ.items():
        said = name.removeprefix("HTTP_").replace("_", "-").lower()
        if name.startswith("HTTP_") and said not in {*_HOP, CAME_IN.lower()}:
            line.putheader(said, value)
    if environ.get("CONTENT_TYPE"):
        line.putheader("Content-Type", environ["CONTENT_TYPE"])
    line.putheader("Content-Length", environ.get("CONTENT_LENGTH") or "0")
    line.putheader(CAME_IN, json.dumps({name: environ[name] for name in CAME if name in environ}))
    line.putheader("Connection", "close")
    line.endheaders()
    body: IO[bytes] = environ["wsgi.input"]
    while chunk := body.read(CHUNK):
        line.send(chunk)
    return line.getresponse()
