"""The cuts that PDFs are set in: Latin, Greek and Cyrillic, Arabic, Hebrew (licences beside them)."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
TEXT = FOLDER / "NotoSerif-Regular.ttf"
STRONG = FOLDER / "NotoSerif-SemiBold.ttf"


def fallbacks() -> list[Path]:
    """Cuts for what the text cut lacks. Another .ttf laid into the folder widens what names can be set."""
    return sorted(path for path in FOLDER.glob("*.ttf") if path not in {TEXT, STRONG})


def missing(text: str) -> str:
    """The letters of the text that no cut has, each once; empty when everything can be set."""
    return "".join(
        dict.fromkeys(
            char
            for char in text
            if ord(char) not in _covered() and not char.isspace() and unicodedata.category(char) != "Cf"
        )
    )


@cache
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    found: set[int] = set()
    for path in (TEXT, *fallbacks()):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)
