"""What tries of the newsroom's own key share."""

from __future__ import annotations

import pytest


@pytest.fixture
def no_waiting(monkeypatch):
    """Between its tries the library sleeps."""
    monkeypatch.setattr("time.sleep", lambda seconds: None)
