"""The lines of a found story: where the words stand in what readers see."""

from __future__ import annotations

import unicodedata

import pytest

from articles.reading.searching import read_terms
from articles.reading.snippets import LENGTH, snippet


def test_a_snippet_shows_the_words_and_marks_them():
    parts = snippet("Early on Monday the Café by the gate was shut. Nobody knew why.", ["cafe", "gate"])

    assert [tuple(part) for part in parts] == [
        ("Early on Monday the ", False),
        ("Café", True),
        (" by the ", False),
        ("gate", True),
        (" was shut. Nobody knew why.", False),
    ]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Sie wohnt in der Großen Straße am Hafen.", "strasse", ["Straße"]),
        ("Et smørrebrød, to smørrebrød", "smorrebrod", ["smørrebrød", "smørrebrød"]),
        ("Nach Œuvre kommt Łódź, sagt sie.", "lodz", ["Łódź"]),
        ("市长说新地铁将开通", "地铁", ["地铁"]),
        ("Half‑built … quay", '"half built"', ["Half‑built"]),
        ("Zażǫ́łć, later", "later", ["later"]),
        ("Lo̰ck gates shut", "lock", ["Lo̰ck"]),
        ("नदी का पानी", "पानी", ["पानी"]),
    ],
)
def test_the_marks_stand_on_the_letters_that_readers_see(text, query, marked):
    parts = snippet(text, read_terms(query))

    assert [part.text for part in parts if part.marked] == marked
    assert "".join(part.text for part in parts) == unicodedata.normalize("NFC", text)


def test_a_long_text_is_cut_at_words_around_the_first_match():
    text = "weed " * 200 + "kingfisher " + "mud " * 200

    parts = snippet(text, ["kingfisher"])
    whole = "".join(part.text for part in parts)

    assert whole.startswith("… weed ")
    assert whole.endswith("mud …")
    assert [part.text for part in parts if part.marked] == ["kingfisher"]
    assert len(whole) <= LENGTH + 10
