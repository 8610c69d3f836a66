"""The cuts that PDFs are set in: Latin, Greek and Cyrillic, Arabic, Hebrew (licences beside them)."""

import unicodedata
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
TEXT = FOLDER / "NotoSerif-Regular.ttf"
STRONG = FOLDER / "NotoSerif-SemiBold.ttf"


def fallbacks(text: str) -> list[Path]:
    """The cuts that this text needs beside its own: none for most, and a cut that is read costs time."""
    left = {ord(char) for char in text} - _letters_of(TEXT)
    return [path for path in _wider() if left & _letters_of(path)]


def missing(text: str) -> str:
    """The letters of the text that no cut has, each once; empty when everything can be set."""
    cuts = (TEXT, *_wider())
    return "".join(
        dict.fromkeys(
            char
            for char in text
            if not any(ord(char) in _letters_of(path) for path in cuts)
            and not char.isspace()
            and unicodedata.category(char) != "Cf"
        )
    )


def _wider() -> list[Path]:
    """Cuts for what the text cut lacks. Another .ttf laid into the folder widens what names can be set."""
    return sorted(path for path in FOLDER.glob("*.ttf") if path not in {TEXT, STRONG})


@cache
def _letters_of(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
