"""Fonts are written short, and every pair of letters keeps its distance."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

from tests.tooling.kerning import kerning, shorten

FONTS = sorted((Path(settings.BASE_DIR) / "newsroom" / "static" / "fonts").glob("*.woff2"))
#: Classes of letters, and exceptions: one that is farther, one that is nowhere, one that no class knows.
KERNED = """
feature kern {
  pos A V -80; pos Agrave o 0; pos T A 0; pos T period -120;
  pos [A Agrave] [T V] -60; pos [T V] [A Agrave o] -40;
} kern;
"""


def made() -> TTFont:
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A", "Agrave", "T", "V", "o", "period"])
    addOpenTypeFeaturesFromString(builder.font, KERNED)
    return builder.font


def test_every_pair_keeps_its_distance():
    font = made()
    before = kerning(font)

    shorten(font)

    assert kerning(font) == before
    assert before["A", "V"] == -80
    assert before["Agrave", "V"] == before["A", "T"] == -60
    assert ("T", "A") not in before
    assert before["T", "period"] == -120
    assert len(font["GPOS"].table.LookupList.Lookup[0].SubTable) == 1


def test_a_font_that_does_more_is_left_as_it_is():
    font = made()
    font["GPOS"].table.LookupList.Lookup[0].SubTable[0].ValueFormat2 = 4

    with pytest.raises(ValueError, match="other ways"):
        shorten(font)


@pytest.mark.parametrize(
    "path", [each for each in FONTS if not each.stem.startswith("ui")], ids=lambda path: path.stem
)
def test_the_paper_s_fonts_are_written_so(path):
    with TTFont(path) as font:
        (lookup,) = font["GPOS"].table.LookupList.Lookup
        assert [table.Format for table in lookup.SubTable] == [2]
        assert len(kerning(font)) > 1000
