"""Copy as agencies' systems send it (ANPA 1312, IPTC 7901): the heads are no headline."""

from __future__ import annotations

import pytest

from articles.importers import pasted_copy
from articles.importers.decoding import decode
from tests.builders.copy_shapes import STORY, under_headline

LONG = "The ferries sailed again on Tuesday after a strike of nine days, the company said in a statement."

ANPA = (
    "\x16\x16\x01W2607\x1fharbr\r\n"
    "r a\x13\x11 BC-NL--Ferry-StrikeEnd 1stLd-Writethru   11-13 1693\r\n"
    "\x02^BC-NL--Ferry-Strike Ends, 1st Ld-Writethru,1140<\r\n"
    "^Ferries return after nine days<\r\n"
    "^AXP Photo KEL101, KEL102, GFX0456<\r\n"
    "^Eds: Restores reference in 3rd paragraph. With AXP Photos.<\r\n"
    "^By JANE ROE<\r\n"
    "^Associated Wire=\r\n"
    f"   KELBY, Northland (AXP) _ {LONG}\r\n"
    "   ``We waited,'' said a captain. ``Nine days _ and nine nights.''\r\n"
    "   \x03AXP-WF-11-13-26 1620GMT<\r\n"
)
IPTC = (
    "\x01abc0124 3 i 93  dpx 1888\r\n\n"
    "Kelby/ferry/\r\n"
    "\x02{label}\n"
    "Ferries return after nine days, company says =\r\n\n"
    f"Kelby (dpx) - {LONG}\r\n\n{STORY}\r\n"
)


def test_the_heads_of_an_american_wire_are_left_out_and_told():
    draft = pasted_copy.read(decode(ANPA.encode()))

    assert draft.headline == "Ferries return after nine days"
    assert [name.name for name in draft.names] == ["Jane Roe"]
    assert draft.outlet == "Associated Wire"
    assert [notice.split()[0] for notice in draft.notices] == [
        "W2607harbr",
        "r",
        "BC-NL--Ferry-Strike",
        "AXP",
        "Eds:",
        "AXP-WF-11-13-26",
    ]


def test_the_quotes_and_dashes_of_the_wire_are_those_of_print():
    text = "".join(piece.html for piece in pasted_copy.read(decode(ANPA.encode())).pieces)

    assert "“We waited,” said a captain. “Nine days – and nine nights.”" in text
    assert "(AXP) – The ferries" in text


@pytest.mark.parametrize("label", ["EXTRA", "REFILE", "2ND LEAD", "(Achtung)"])
def test_the_heads_of_a_european_wire_are_left_out_and_told(label):
    draft = pasted_copy.read(decode(IPTC.format(label=label).encode()))

    assert draft.headline == "Ferries return after nine days, company says"
    assert draft.notices == ("abc0124 3 i 93 dpx 1888", "Kelby/ferry/", label)
    assert "".join(span.text for span in draft.spans) == draft.source


@pytest.mark.parametrize(
    "headline",
    [
        "Port/Starboard: which side?",
        "Extra ferries for Kelby",
        "Lead in the water",
        "A/B",
        "BBC-style news for Kelby",
    ],
)
def test_headlines_that_look_a_little_like_heads_stay(headline):
    draft = pasted_copy.read(f"{headline}\n\nBy Elin Marsh\n\n{STORY}\n")

    assert draft.headline == headline


def test_one_underscore_or_two_commas_in_a_text_stay_what_they_are():
    draft = under_headline("By Elin Marsh")
    text = pasted_copy.read(
        f"{draft.source}\n\nThe variable is called tide_level, and it''s 5'' long in the file.\n"
    )

    assert "tide_level, and it''s 5'' long" in "".join(piece.html for piece in text.pieces)
