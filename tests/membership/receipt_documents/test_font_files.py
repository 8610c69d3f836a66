"""Names such as Łukasz Żółć are set in one cut, on every sheet of styles and in every PDF."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from membership.receipt_documents import font_files

STATIC = Path(__file__).resolve().parents[3] / "newsroom" / "static"
NAMES = "Łukasz Żółć Şahin Đorđe Győző İğne Ąžuolas Řehoř Ștefan Ħal"
FACE = re.compile(
    r'@font-face \{\s+font-family: "(News \w+)"; src: url\("\.\./fonts/([\w-]+)\.woff2"\)([^}]*)\}'
)


def faces() -> list[tuple[str, str, str]]:
    found = []
    for sheet in sorted(STATIC.rglob("*.css")):
        found += [
            (str(sheet.relative_to(STATIC)), cut, rest)
            for _name, cut, rest in FACE.findall(sheet.read_text())
        ]
    return found


def test_every_cut_of_a_sheet_comes_with_its_letters_of_latin_extended_a():
    cuts = {(sheet, cut) for sheet, cut, _rest in faces()}
    plain = {(sheet, cut) for sheet, cut in cuts if not cut.endswith("-ext")}

    assert {sheet for sheet, _cut in plain} >= {"desk/fonts.css", "reader/reader.css"}
    assert [one for one in sorted(plain) if (one[0], f"{one[1]}-ext") not in cuts] == []


def test_a_sheet_that_shows_receipts_has_the_strong_cut_that_they_name_donors_in():
    assert {sheet for sheet, cut, _rest in faces() if cut == "text-b"} == {
        "desk/fonts.css",
        "reader/reader.css",
    }


@pytest.mark.parametrize("cut", sorted({cut for _sheet, cut, _rest in faces() if not cut.endswith("-ext")}))
def test_the_two_parts_of_a_cut_hold_every_letter_of_these_names(cut):
    held: set[int] = set()
    for part in (cut, f"{cut}-ext"):
        with TTFont(STATIC / "fonts" / f"{part}.woff2") as font:
            held |= set(font.getBestCmap())

    assert [char for char in NAMES if ord(char) not in held] == []


def test_a_pdf_needs_no_other_cut_for_them():
    assert (font_files.fallbacks(NAMES), font_files.missing(NAMES)) == ([], "")
    assert font_files.fallbacks("שלום") != []
