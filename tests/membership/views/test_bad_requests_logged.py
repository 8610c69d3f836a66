"""What strangers send wrong is answered, and fills no log."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings
from django.test import Client


def said_by(name: str) -> set[str]:
    """The handlers of ours that a line of this logger would reach."""
    loggers = settings.LOGGING["loggers"]
    while name and name not in loggers:
        name = name.rpartition(".")[0]
    return set(loggers[name]["handlers"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "logger"),
    [("/" + "a" * 20_000, "DisallowedRedirect"), ("/?" + "a&" * 3000, "TooManyFieldsSent")],
)
def test_a_monstrous_address_is_refused_without_a_traceback(path, logger):
    told: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: told.append(record.name)  # type: ignore[method-assign]
    security = logging.getLogger("django.security")
    security.addHandler(handler)
    try:
        status = Client(raise_request_exception=False).get(path).status_code
    finally:
        security.removeHandler(handler)

    assert status == 400
    assert set(told) <= {f"django.security.{logger}"}
    assert [said_by(name) for name in told] == [{"nobody"}] * len(told)
    assert said_by("django.security.csrf") == {"console"}
