"""Where a running text is cut in two: after its fourth paragraph, if three are still to come."""

from __future__ import annotations

import pytest

from articles.reading.splitting import paragraph_ends, parted

PHOTO = ("photo", "a picture")


def text(*names: str) -> tuple[str, str]:
    return ("html", "".join(f"<p>{name}</p>" for name in names))


@pytest.mark.parametrize(
    ("blocks", "parts"),
    [
        ([], [[]]),
        ([PHOTO], [[PHOTO]]),
        # Six paragraphs are one part, seven are two.
        ([text(*"abcdef")], [[text(*"abcdef")]]),
        ([text(*"abcdefg")], [[text(*"abcd")], [text(*"efg")]]),
        # The fourth paragraph counts through pictures and lines, and those stay where they stand.
        (
            [text("a"), PHOTO, text("b", "c"), PHOTO, text(*"defgh"), PHOTO],
            [[text("a"), PHOTO, text("b", "c"), PHOTO, text("d")], [text(*"efgh"), PHOTO]],
        ),
        # It is the last of its block: the next part begins with what comes after.
        (
            [text(*"abcd"), PHOTO, text(*"ef"), PHOTO, text("g")],
            [[text(*"abcd")], [("html", ""), PHOTO, text(*"ef"), PHOTO, text("g")]],
        ),
        ([text(*"abcd"), PHOTO, text(*"ef")], [[text(*"abcd"), PHOTO, text(*"ef")]]),
    ],
)
def test_a_text_is_cut_after_its_fourth_paragraph_if_three_are_to_come(blocks, parts):
    assert parted(blocks) == parts


@pytest.mark.parametrize(
    ("html", "pieces"),
    [
        ("<p>a</p><p>b</p>", ["<p>a</p>", "<p>b</p>"]),
        ("<h2>a</h2><p>b</p>c", ["<h2>a</h2><p>b</p>"]),
        (
            "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>",
            ["<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"],
        ),
        ('<ul class="x"><li><p>a</p></li></ul><p>b</p>', ['<ul class="x"><li><p>a</p></li></ul><p>b</p>']),
        (
            "<ol><li><p>a</p><ul><li><p>b</p></li></ul><p>c</p></li></ol><p>d</p><p>e</p>",
            ["<ol><li><p>a</p><ul><li><p>b</p></li></ul><p>c</p></li></ol><p>d</p>", "<p>e</p>"],
        ),
    ],
)
def test_no_quotation_and_no_list_is_cut(html, pieces):
    ends = paragraph_ends(html)

    assert [html[begins:end] for begins, end in zip([0, *ends], ends, strict=False)] == pieces
