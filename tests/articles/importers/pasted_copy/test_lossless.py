"""Every letter of the copy ends in a field, in the body or in what was left out."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body.cleaning import clean
from articles.importers import pasted_copy
from articles.importers.decoding import Unreadable
from articles.importers.draft import Draft
from articles.importers.pasted_copy.lines import readable
from newsroom.plain_text import plain_text
from tests.builders.copy_shapes import STORY

_LINES = st.sampled_from(
    [
        "By Elin Marsh / The Coast Wire",
        "By Tuesday the boats",
        "Words by Elin Marsh, photographs by Tom Okafor, Harbour Editor / Delta",
        "A pier. (Jonas Ferrand / CC 2.0)",
        "A pier（王小明／CC BY 4.0）",
        "READ:Who pays?",
        "Also read: “Who pays?” https://a.example/b",
        "Council votes",
        STORY,
        "Your support matters…",
        "Become a member. Give today.",
        "  \u00a0indented\u200b\ufeff text ",
        "ANALYSIS",
    ]
)
_ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\u2028", "\x0b", "\r\n \t\r\n"])
_COPY = st.lists(st.tuples(_LINES | st.text(max_size=40), _ENDS), max_size=9).map(
    lambda lines: "".join(line + end for line, end in lines)
)


def read_or_refused(text: str, reader=pasted_copy.read) -> Draft | None:
    try:
        return reader(text)
    except Unreadable:
        return None


def solid(text: str) -> str:
    """The letters without white space, as HTML does not keep it, and without what nobody sees or that is no text."""
    return "".join(readable(plain_text(text)).split())


def words_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", markup))


@settings(max_examples=400, deadline=None)
@given(_COPY)
def test_the_spans_of_any_copy_are_the_copy(text):
    draft = read_or_refused(text)
    if draft is None:
        return

    assert "".join(span.text for span in draft.spans) == plain_text(text)
    gaps = "".join(span.text for span in draft.spans if span.kind == "gap")
    assert not set(solid(gaps)) - set("#>-*+^<=")


@settings(max_examples=400, deadline=None)
@given(_COPY)
def test_every_letter_of_running_text_is_in_the_cleaned_body(text):
    draft = read_or_refused(text)
    if draft is None:
        return

    said = "".join(span.text for span in draft.spans if span.kind == "text")
    body = clean("".join(piece.html for piece in draft.pieces if piece.kind == "text"))
    assert solid(words_of(body)) == solid(said)


@settings(max_examples=400, deadline=None)
@given(_COPY)
def test_the_fields_hold_the_words_of_their_spans(text):
    draft = read_or_refused(text)
    if draft is None:
        return

    def spans(*wanted):
        return solid("".join(span.text for span in draft.spans if span.kind in wanted))

    assert all(solid(name.name).casefold() in spans("byline").casefold() for name in draft.names)
    assert all(
        solid(read.headline) in spans("read").translate({0x200B: "", 0xFEFF: ""}) for read in draft.reads
    )
    assert len(draft.pictures) == len({span.part for span in draft.spans if span.kind == "picture"})


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "div", "li", "b", "span", "h2", "a"]), _LINES | st.text(max_size=30))
    )
)
def test_every_letter_of_pasted_markup_is_in_a_span(pieces):
    pieces = [(tag, text.replace("\x00", "")) for tag, text in pieces]
    markup = "".join(f"<{tag}>{html.escape(text)}</{tag}>" for tag, text in pieces)
    draft = read_or_refused(markup, pasted_copy.read_rich)
    if draft is None:
        return

    assert solid("".join(span.text for span in draft.spans)) == solid("".join(text for _tag, text in pieces))
    assert "".join(span.text for span in draft.spans) == draft.source
