"""Footnotes of word processors: those that come along stay notes, and marks of those that do not are told."""

from __future__ import annotations

import pytest

from articles.importers.draft import Aside
from tests.builders.copy_shapes import body, rich

FOOTNOTES = [
    (
        "<p>Court.<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a></p><div "
        "style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a> Note.</p></div>"
    ),
    (
        "<p>Court.<a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'><sup>1</sup></a></p>"
        "<div id='sdfootnote1'><p><a class='sdfootnotesym' name='sdfootnote1sym' href='#sdfootnote1anc'>1</a>Note.</p></div>"
    ),
    (
        "<p>Court.<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup></p>"
        "<p><a href='#ftnt_ref1' id='ftnt1'>[1]</a>&nbsp;Note.</p>"
    ),
]  # fmt: skip


@pytest.mark.parametrize("markup", FOOTNOTES)
def test_a_footnote_that_comes_along_stays_a_note(markup):
    words = body(rich(markup)).replace("<sup>", "").replace("</sup>", "")

    assert words == "<p>Court.[1]</p><p>[1] Note.</p>"


def test_a_mark_of_a_footnote_that_is_not_there_goes_and_is_told():
    draft = rich("<p>Court.<a href='#_ftn1' name='_ftnref1'>[1]</a></p>")

    assert body(draft) == "<p>Court.</p>"
    assert draft.asides == (Aside("note", "[1]"),)
