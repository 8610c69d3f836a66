"""A server that speaks S3, and pictures kept in a bucket of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.core.files.storage import storages

from newsroom import env


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Its address; one for each worker."""
    from moto.moto_server.threaded_moto_server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel("ERROR")
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        yield "http://{}:{}".format(*server.get_host_and_port())
    finally:
        server.stop()


@pytest.fixture
def bucket(s3_server: str, settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty folder in an empty bucket, where pictures are kept now."""
    address = f"{s3_server}/bucket-{uuid4().hex}/paper"
    monkeypatch.setenv("MEDIA_STORAGE", address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    settings.STORAGES = {**settings.STORAGES, "default": env.media_storage("MEDIA_STORAGE")}
    kept = storages["default"].bucket
    kept.create()
    yield address
    kept.meta.client.close()
