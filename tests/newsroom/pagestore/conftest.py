"""A view behind the page store."""

from __future__ import annotations

import pytest

from tests.driving.paged import Site


@pytest.fixture
def site() -> Site:
    return Site()
