"""Maya and Ines, who may do everything to stories, at their story forms."""

from __future__ import annotations

import pytest

from tests.driving.storydesk import desk, person


@pytest.fixture
def maya():
    return desk(person("maya"))


@pytest.fixture
def ines():
    return desk(person("ines"))
