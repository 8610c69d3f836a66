"""Signs that the cleaner writes slowly are never given to it together, and none of them is lost."""

from __future__ import annotations

import re
from html import escape, unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body import cleaning
from articles.body.cleaning import clean

_pieces = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<a href='/x?a&b'>", "</a>", "<ul>", "<li>", "</ul>", "<br>", "<h2>", "</h2>", "<", ">",
     "&amp;", "&lt;", "&nbsp;", "&", " ", "\n", "<!--", "-->", "<news-block data-kind='read' data-label='a > b & c'></news-block>"]
)  # fmt: skip
_html = st.lists(st.one_of(_pieces, st.text(max_size=6)), max_size=30).map("".join)
MANY = 3 * cleaning.TOGETHER + 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<p>{}</p>", "<p>{}</p>"),
        ("{}<p>x &lt; {}</p>", "<p>{}</p><p>x &lt; {}</p>"),
        ("<p>x < {}", "<p>x &lt; {}</p>"),
        ("<ul><li>{}<li>{}</ul>", "<ul><li>{}</li><li>{}</li></ul>"),
    ],
)
@pytest.mark.parametrize("sign", ["&", "&amp;", "x&", "&#38;y", "&z;"])
def test_very_many_ampersands_stay_and_are_never_cleaned_together(sent, kept, sign, monkeypatch):
    """The cleaner's time grows with the square of how many stand in one text: 15 s for a megabyte of them."""
    together, real = [], cleaning._cleaner

    class Counted:
        def clean(self, html: str) -> str:
            together.extend(run.count("&") for run in re.split("<[a-z/!][^<>]*>", html))
            return real.clean(html)

    monkeypatch.setattr(cleaning, "_cleaner", Counted())
    whole = sent.replace("{}", sign * MANY)

    cleaned = cleaning.clean.__wrapped__(whole)

    escaped = escape(unescape(sign), quote=False)
    assert cleaned == kept.replace("{}", escaped * MANY)
    assert max(together) <= cleaning.TOGETHER


@settings(max_examples=150, deadline=None, database=None)
@given(_html)
def test_what_is_parted_for_the_cleaner_comes_out_whole(html):
    html = clean("<p>a&b &lt; c&d\xa0e</p>" + html)

    parted = cleaning._parted(html, 1)

    assert parted.count("<!---->") > html.count("<!---->")
    assert cleaning._cleaner.clean(parted) == html


def test_an_attribute_of_ampersands_is_nobodys():
    block = '<news-block data-kind="quote" data-text="{}" data-by="Ada"></news-block>'

    few, many = "&amp;" * cleaning.TOGETHER, "&" * (cleaning.TOGETHER + 1)

    assert clean(block.format(few)) == block.format(few)
    assert clean(block.format(many)) == block.format("").replace(' data-text=""', "")
