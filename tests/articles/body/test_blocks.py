"""A body is cut into what is moved as one, and plain text is written as such blocks."""

from __future__ import annotations

import pytest

from articles.body import parts
from articles.body.blocks import blocks, content, written

WHOLE = [
    "<p>One<br>line</p>",
    "<h2>Two</h2>",
    "<ul><li>A<ul><li>B</li></ul></li></ul>",
    parts.block("photo", id=3),
    "<blockquote><p>Q</p><p>R</p></blockquote>",
    '<ol start="3"><li>C</li></ol>',
]


@pytest.mark.parametrize("between", ["", "\n", " &nbsp;", "<br>\n"])
def test_each_stands_alone_whatever_space_is_between(between):
    assert blocks(between.join(WHOLE)) == WHOLE


def test_no_text_has_no_blocks():
    assert blocks(" \n") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<ul><li>x</li></ul>", "<ul><li><p>x</p></li></ul>"),
        ("<p><em><strong>x</strong></em></p>", "<p><strong><em>x</em></strong></p>"),
        ("<p>a&nbsp;b &amp; c</p>", "<p>a b  &amp; c</p>"),
    ],
)
def test_the_same_in_other_tags_is_the_same(one, other):
    assert content(one) == content(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>x</p>", "<h2>x</h2>"),
        ("<p><strong>x</strong></p>", "<p><em>x</em></p>"),
        ('<p><a href="https://a.example/">x</a></p>', '<p><a href="https://b.example/">x</a></p>'),
        ("<ul><li>x</li><li>y</li></ul>", "<ul><li>xy</li></ul>"),
        ("<ul><li><p>x</p><p>y</p></li></ul>", "<ul><li><p>xy</p></li></ul>"),
        ("<p>x</p>", "<p>x.</p>"),
        ("<p>a<br>b</p>", "<p>ab</p>"),
        (parts.block("photo", id=3), parts.block("photo", id=4)),
    ],
)
def test_what_a_reader_would_see_is_not_the_same(one, other):
    assert content(one) != content(other)


@pytest.mark.parametrize(
    ("like", "told"),
    [
        ("<p>x</p>", ["<p>A &amp; b</p>", "<p>C</p>"]),
        ("<h2>x</h2>", ["<h2>A &amp; b</h2>", "<p>C</p>"]),
        ("<ul><li>x</li></ul>", ["<ul><li>A &amp; b</li><li>C</li></ul>"]),
        ('<ol start="3"><li>x</li></ol>', ['<ol start="3"><li>A &amp; b</li><li>C</li></ol>']),
        ("<blockquote>x</blockquote>", ["<blockquote><p>A &amp; b</p><p>C</p></blockquote>"]),
    ],
)
def test_plain_text_is_written_as_what_it_stands_for_was(like, told):
    assert written(" A &  b\n\nC\n", like) == told


def test_no_words_are_no_blocks():
    assert written(" \n", "<p>x</p>") == []
