"""Copy that was made to hurt: what takes a machine hours must take it seconds, and lose no word.

The seconds are of CPU; without what they guard, each of these takes minutes or hours.
"""

from __future__ import annotations

import pytest

from articles.body import cleaning
from articles.importers import pasted_copy
from articles.importers.decoding import Unreadable
from tests.measuring.cpu import within_cpu

SECONDS = 20
LENGTH = 300_000
START = "Harbour dredged at last\n\nThe dredger left on Monday.\n\n"


def filled(unit: str, length: int = LENGTH) -> str:
    return (unit * (length // len(unit) + 1))[:length]


@pytest.mark.parametrize(
    "line",
    ["“", "«", "„", "our ", "- make a ", ", please make a ", "(", "By ", "READ: ", "[", "http://a "],
)
def test_a_line_of_nothing_but_beginnings_is_read_in_seconds(line):
    copy = START + filled(line)
    with within_cpu(SECONDS):
        draft = pasted_copy.read(copy)

    assert "".join(span.text for span in draft.spans) == copy


@pytest.mark.parametrize("markup", ["<b ", "<p ", "<!--", "</", "<?", "<![", "<![if ", "<![cdata[", "<a b='"])
@pytest.mark.parametrize("end", ["", ">"])
def test_markup_that_never_ends_is_read_in_seconds(markup, end):
    with within_cpu(SECONDS):
        draft = pasted_copy.read_rich(f"<p>The dredger left.</p>{filled(markup)}{end}")

    assert draft.source.startswith("The dredger left.")


def test_an_unknown_marked_section_is_text_and_no_failure():
    draft = pasted_copy.read_rich("<p>Before.</p><![ and <![foo[bar]]> after</p>")

    assert "Before." in draft.source
    assert "<![foo[bar]]>" in draft.source


def test_emphasis_opened_without_end_is_not_written_again_in_every_paragraph():
    with within_cpu(SECONDS):
        draft = pasted_copy.read_rich("<b>" * 3000 + "<p>word</p>" * 3000)

    assert draft.source.count("word") == 3000
    assert sum(len(piece.html) for piece in draft.pieces) < 3000 * 1000


def test_markup_without_text_is_refused_with_a_sentence():
    with pytest.raises(Unreadable, match="There is no text in it"):
        pasted_copy.read_rich("<p>" + "<b>" * 10)


@pytest.mark.parametrize(
    "markup",
    ["<b ", "<div>", "<ul><li>", "<blockquote><p>", "<div></x>", "<b><i></b></i>", "<select>", "<svg><p>"],
)
def test_a_body_of_nothing_but_beginnings_is_cleaned_in_seconds(markup):
    with within_cpu(SECONDS):
        cleaned = cleaning.clean("<p>The dredger left.</p>" + filled(markup))

    assert "The dredger left." in cleaned
    assert cleaning.clean(cleaned) == cleaned


def test_a_body_nested_without_end_keeps_its_words():
    cleaned = cleaning.clean("<div>" * 500 + "The dredger &lt;left&gt; <b>today</b>.")

    assert " ".join(cleaned.split()) == "<p> The dredger &lt;left&gt; today .</p>"


def test_a_list_in_a_list_and_unclosed_paragraphs_are_not_deep():
    long = "<p>One." * 2000
    lists = "<ul><li>a<ul><li>b</li></ul></li></ul>" * 300

    assert cleaning.clean(long) == "<p>One.</p>" * 2000
    assert cleaning.clean(lists).count("<ul>") == 600
