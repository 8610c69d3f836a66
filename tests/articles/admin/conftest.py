"""Maya, who may do everything to stories, at her story form."""

from __future__ import annotations

import pytest

from tests.driving.storydesk import desk, person


@pytest.fixture
def maya():
    return desk(person("maya"))
