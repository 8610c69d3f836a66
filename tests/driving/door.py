"""The door of the web server as a visitor meets it, without a server."""

from __future__ import annotations

import io

import pytest

from newsroom.serving.door import Door

FORM = "application/x-www-form-urlencoded"


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

    return Door(echo, behind=echo, private=("/admin/",), waiting=4)
