"""What holds of every merge, whatever two people did to a story: properties, tried with edits by chance."""

from __future__ import annotations

import os
import re
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body.blocks import blocks
from articles.copies import Copy
from articles.editing.merging import Choice, Merged, merge
from articles.editing.merging.aligning import align
from tests.builders.edits import STORY, Person

EXAMPLES = 5_000 if os.environ.get("PROOFS") == "full" else 50
tried = settings(max_examples=EXAMPLES)
randoms = st.integers(0, 2**63).map(Random)
_THEIRS = re.compile(r"\b(?:ann|bob)\d+")


def two(random: Random) -> tuple[Copy, Copy]:
    """The story as Ann left it and as Bob did."""
    return Person("ann", random).edit(STORY, 6), Person("bob", random).edit(STORY, 6)


def words(said: object) -> set[str]:
    return set(_THEIRS.findall(repr(said)))


@tried
@given(randoms)
def test_no_word_that_either_put_in_is_lost(random):
    mine, theirs = two(random)

    merged = merge(STORY, mine, theirs)

    asked = [(piece.mine, piece.theirs) for piece in merged.collisions]
    assert words(mine) | words(theirs) <= words(merged.copy({})) | words(asked)


@tried
@given(randoms)
def test_what_only_one_side_changed_is_that_side_and_nothing_is_asked(random):
    changed, _other = two(random)

    for merged in (merge(STORY, STORY, changed), merge(STORY, changed, STORY)):
        assert (merged.copy({}), merged.collisions) == (changed, [])


@tried
@given(randoms)
def test_the_same_from_both_is_no_question(random):
    changed, _other = two(random)

    merged = merge(STORY, changed, changed)

    assert (merged.copy({}), merged.collisions, merged.merged) == (changed, [], [])


@tried
@given(randoms)
def test_whoever_comes_first_the_same_is_asked_and_the_same_stands_there(random):
    mine, theirs = two(random)

    one, other = merge(STORY, mine, theirs), merge(STORY, theirs, mine)

    assert _questions(one) == sorted((b, t, m) for b, m, t in _questions(other))
    if not one.collisions:
        assert _without_order(one.copy({})) == _without_order(other.copy({}))


@tried
@given(randoms)
def test_decided_for_one_side_throughout_it_keeps_that_sides_words(random):
    mine, theirs = two(random)
    merged = merge(STORY, mine, theirs)

    for keep, copy in (("mine", mine), ("theirs", theirs)):
        choices = {piece.key: Choice(keep) for piece in merged.collisions}
        assert words(copy) <= words(merged.copy(choices))
        assert merged.undecided(choices) == []


@tried
@given(randoms)
def test_what_is_kept_of_both_is_all_of_both(random):
    mine, theirs = two(random)
    merged = merge(STORY, mine, theirs)
    choices = {piece.key: Choice("both") for piece in merged.collisions if piece.field == "body"}

    body = merged.copy(choices).body

    assert words(mine.body) | words(theirs.body) <= words(body)


@tried
@given(randoms)
def test_what_became_of_a_text_is_all_of_the_later_text_in_its_order(random):
    before, after = (blocks(copy.body) for copy in two(random))

    found = align(before, after)

    pieces = [*found.added[0]]
    for became, added in zip(found.became, found.added[1:], strict=True):
        pieces += became + added
    assert pieces == after


@tried
@given(randoms)
def test_nothing_is_known_of_the_beginning_so_all_that_differs_is_asked(random):
    mine, theirs = two(random)

    merged = merge(None, mine, theirs)

    assert merged.merged == []
    assert bool(merged.collisions) == (mine != theirs)
    choices = {piece.key: Choice("mine") for piece in merged.collisions}
    assert merged.copy(choices) == mine


def _questions(merged: Merged):
    return sorted(
        (repr(piece.base), repr(piece.mine), repr(piece.theirs))
        for piece in merged.collisions
        if piece.part != "order"
    )


def _without_order(copy: Copy):
    return {**copy.as_json(), "body": sorted(blocks(copy.body))} | {
        name: sorted(map(repr, getattr(copy, name))) for name in ("bylines", "photos", "links", "topics")
    }
