"""A reader, a clock that stands still, and a story that has one of everything."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from tests.builders.whole_story import HOUR, NINE, whole_story


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def made():
    with time_machine.travel(NINE + 3 * HOUR, tick=False):
        yield whole_story()


@pytest.fixture
def get():
    client = Client()

    def page(path: str, status: int = 200) -> str:
        response = client.get(path)
        assert response.status_code == status, response.content.decode()[:2000]
        assert not response.cookies
        return response.content.decode()

    return page
