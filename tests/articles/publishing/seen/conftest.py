"""A newsroom that keeps what readers were told since long before the day of these tests."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from articles.models import Former
from tests.builders.at_nine import NINE, boss, clock  # noqa: F401


def keeps_since(moment) -> None:
    """What stands there is never changed, so the row goes and another comes."""
    Former.objects.filter(kind="").delete()
    Former.objects.create(kind="", row=0, until=moment)


@pytest.fixture
def kept(db):
    keeps_since(NINE - timedelta(days=400))
    assert connection.vendor in {"sqlite", "postgresql"}
