"""Settings, read as a process reads them."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsroom.env import values

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def start(monkeypatch, tmp_path):
    """The settings of a process with this environment and no other."""
    for name in values.asked:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NEWSROOM_ENV", "")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))

    def begin(**env: str) -> SimpleNamespace:
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        return SimpleNamespace(**runpy.run_path(str(ROOT / "newsroom" / "settings.py")))

    return begin
