"""Two texts compared: the words that went and came, the paragraphs that belong together, at any length."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.editing.comparing import words
from articles.editing.comparing.alignment import aligned
from articles.editing.comparing.words import after_of, before_of, both_of, stretches

PIECES = st.lists(
    st.sampled_from(["The ", "boat", "boats ", ". ", "\n", "\n\n", "pier, ", "a", " ", "211 "])
).map("".join)


def said(marks, *kinds):
    return [text for kind, text in marks if kind in kinds]


@pytest.mark.parametrize(
    ("before", "after", "went", "came"),
    [
        ("for a one-day strike", "for a one-day stoppage on 24 March", ["strike"], ["stoppage on 24 March"]),
        ("more than 200 returned a paper.", "241 returned a paper, and 198 said yes.", ["more than 200"], ["241", ", and 198 said yes"]),
        ("The crew saw 1,200 eels.", "The crew saw 1,300 eels.", ["1,200"], ["1,300"]),
        ("We saw a boat off the pier.", "We saw a boat.", ["off the pier"], []),
        ("One is here.\nTwo is there.", "One is here.\nTwo was there.", ["is"], ["was"]),
    ],
)  # fmt: skip
def test_the_words_that_changed_are_told_and_no_others(before, after, went, came):
    found = stretches(before, after)

    assert said(before_of(found), "out") == went
    assert said(after_of(found), "in") == came
    assert sorted(said(both_of(found), "out", "in")) == sorted([*went, *came])


def test_two_sentences_that_have_little_in_common_are_not_riddled():
    before = "The company could not be reached for comment."
    after = "A spokesperson said the port would stay open for pilots and the lifeboat."

    assert both_of(stretches(before, after)) == [("out", before), ("same", " "), ("in", after)]


def test_what_is_only_in_one_is_told_whole():
    assert both_of(stretches("", "New.")) == [("in", "New.")]
    assert both_of(stretches("Old.", "")) == [("out", "Old.")]
    assert both_of(stretches("", "")) == []
    assert both_of(stretches("Same.", "Same.")) == [("same", "Same.")]


@given(PIECES, PIECES)
def test_no_letter_of_either_text_is_lost(before, after):
    found = stretches(before, after)

    assert "".join(text for _kind, text in before_of(found)) == before
    assert "".join(text for _kind, text in after_of(found)) == after


def test_very_many_new_words_are_told_whole_and_not_looked_through_one_by_one():
    before = " ".join(f"old{n}" for n in range(1100))
    after = " ".join(f"new{n}" for n in range(1100))

    with patch.object(words, "_ALIKE", 0):
        assert both_of(stretches(before, after)) == [("out", before), ("same", " "), ("in", after)]


def test_one_sentence_of_a_long_paragraph_is_found_without_comparing_all_its_words():
    sentences = [f"Sentence {n} says what {n * 7} people saw. " for n in range(4000)]
    changed = [*sentences]
    changed[2000] = "Sentence 2000 says what nobody saw. "

    found = stretches("".join(sentences), "".join(changed))

    assert said(before_of(found), "out") == ["14000 people"]
    assert said(after_of(found), "in") == ["nobody"]


# --- paragraphs -------------------------------------------------------------------------------


def test_paragraphs_that_are_alike_stand_beside_each_other_though_others_came_between():
    before = ["The ballot closed at noon.", "The union wants more money.", "The end."]
    after = [
        "A new beginning.",
        "The ballot closed at one.",
        "Another thing.",
        "The union wants much more money.",
    ]

    assert list(aligned(before, after)) == [(None, 0), (0, 1), (None, 2), (1, 3), (2, None)]


def test_a_paragraph_in_the_place_of_another_stands_beside_it():
    assert list(aligned(["Same.", "Gone with the wind."], ["Same.", "4 8 15 16 23 42"])) == [(0, 0), (1, 1)]


@given(st.lists(st.sampled_from("abcde")), st.lists(st.sampled_from("abcdef")))
def test_each_paragraph_of_both_is_told_once_and_in_order(before, after):
    pairs = list(aligned(before, after))

    assert [i for i, _j in pairs if i is not None] == list(range(len(before)))
    assert [j for _i, j in pairs if j is not None] == list(range(len(after)))
