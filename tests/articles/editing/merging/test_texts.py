"""The text of three copies: paragraph by paragraph, what one changed is taken, what both changed is asked."""

from __future__ import annotations

import pytest

from articles.body import parts
from articles.body.blocks import blocks
from articles.copies import Copy
from articles.editing.merging import By, Choice, Merged, merge

OLD = ["The first line.", "The second of four lines.", "A third and longer one.", "And the last."]
PHOTO, READ = parts.block("photo", id=7), parts.block("read", id=31)


def body(*lines: str) -> str:
    """Paragraphs; a line that begins with < is a block as it is."""
    return "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)


def of(mine: list[str], theirs: list[str], base: list[str] = OLD) -> Merged:
    return merge(*(Copy(body=body(*lines)) for lines in (base, mine, theirs)))


def asked(merged: Merged) -> list[tuple[str, str]]:
    return [("".join(piece.mine), "".join(piece.theirs)) for piece in merged.collisions]


def changed(lines: list[str], at: int, *anew: str) -> list[str]:
    return [*lines[:at], *anew, *lines[at + 1 :]]


def test_neighbouring_paragraphs_do_not_collide():
    mine, theirs = (
        changed(OLD, 1, "The second of four lines, mine."),
        changed(OLD, 2, "A third and longer one, theirs."),
    )

    merged = of(mine, theirs)

    assert asked(merged) == []
    assert blocks(merged.copy({}).body) == blocks(body(OLD[0], mine[1], theirs[2], OLD[3]))
    assert [(piece.by, piece.base) for piece in merged.merged] == [
        (By.ME, ("<p>The second of four lines.</p>",)),
        (By.THEM, ("<p>A third and longer one.</p>",)),
    ]


def test_one_paragraph_in_two_ways_is_asked_and_the_rest_of_both_is_merged():
    mine = ["First, mine.", "The second, mine.", *OLD[2:], "Mine at the end."]
    theirs = changed(OLD, 1, "The second, theirs.")

    merged = of(mine, theirs)

    assert asked(merged) == [("<p>The second, mine.</p>", "<p>The second, theirs.</p>")]
    (question,) = merged.collisions
    kept = merged.copy({question.key: Choice("both")})
    assert kept.body == body(
        "First, mine.", "The second, mine.", "The second, theirs.", *OLD[2:], "Mine at the end."
    )
    assert merged.copy({question.key: Choice("anew", ("<p>Anew.</p>",))}).body == body(
        "First, mine.", "Anew.", *OLD[2:], "Mine at the end."
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "question"),
    [
        (changed(OLD, 1), changed(OLD, 1, "The second of six lines."), ("", "<p>The second of six lines.</p>")),
        ([*OLD, "Mine."], [*OLD, "Theirs."], ("<p>Mine.</p>", "<p>Theirs.</p>")),
        ([*OLD, PHOTO], [*OLD, READ], (PHOTO, READ)),
        (changed(OLD, 1, "<h2>The second of four lines.</h2>"), changed(OLD, 1, "The second of 4 lines."), ("<h2>The second of four lines.</h2>", "<p>The second of 4 lines.</p>")),
        (changed(OLD, 0, "The <strong>first</strong> line."), changed(OLD, 0, "The <em>first</em> line."), ("<p>The <strong>first</strong> line.</p>", "<p>The <em>first</em> line.</p>")),
    ],
    ids=["taken out and changed", "two at one place", "two blocks at one place", "a heading and words", "marks alone"],
)  # fmt: skip
def test_what_is_asked(mine, theirs, question):
    assert asked(of(mine, theirs)) == [question]
    assert asked(of(theirs, mine)) == [question[::-1]]


def test_a_paragraph_cut_in_two_is_one_place():
    base = ["One two three four five six seven eight nine ten.", OLD[3]]
    mine = ["One two three four five six.", "Seven eight nine ten.", OLD[3]]
    theirs = changed(base, 0, "One two three four five six seven eight nine eleven.")

    merged = of(mine, theirs, base)

    assert asked(merged) == [(body(*mine[:2]), body(theirs[0]))]


def test_the_same_new_paragraph_of_both_stands_once():
    merged = of([*OLD, "New.", "Mine."], [*OLD, "New."])

    assert merged.copy({}).body == body(*OLD, "New.", "Mine.")
    assert asked(merged) == []


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ([*OLD[1:3], OLD[0], OLD[3]], changed(OLD, 0)),
        ([*OLD[1:], OLD[0]], changed(OLD, 0, "The first line of theirs.")),
        ([*OLD[1:], OLD[0]], [*OLD[1:3], OLD[0], OLD[3]]),
        ([PHOTO, *OLD], [*OLD, PHOTO]),
    ],
    ids=["moved and taken out", "moved and changed", "moved to two places", "put in at two places"],
)
def test_what_one_moved_and_the_other_touched_is_asked(mine, theirs):
    merged = of(mine, theirs)

    assert merged.collisions
    assert sum(len(block) > 0 for block in blocks(merged.copy({}).body)) >= 3


def test_a_paragraph_that_one_moved_alone_stands_where_it_was_moved_to():
    moved = [*OLD[1:], OLD[0]]

    merged = of(moved, changed(OLD, 2, "A third one of theirs."))

    assert asked(merged) == []
    assert merged.copy({}).body == body(OLD[1], "A third one of theirs.", OLD[3], OLD[0])


def test_what_an_editor_writes_in_other_tags_is_no_change():
    base = ["<ul><li>One</li><li>Two</li></ul>", "<p><em><strong>Both</strong></em> &amp; more</p>"]
    mine = [
        "<ul><li><p>One</p></li><li><p>Two</p></li></ul>",
        "<p><strong><em>Both</em></strong> &amp; more</p>",
    ]
    theirs = ["<ul><li><p>One</p></li><li><p>Two and a half</p></li></ul>", base[1], "New."]

    merged = of(mine, theirs, base)

    assert asked(merged) == []
    assert merged.copy({}).body == body(theirs[0], mine[1], "New.")


def test_space_between_words_that_one_changed_alone_is_kept():
    merged = of(changed(OLD, 0, "The first  line."), OLD)

    assert merged.copy({}).body == body("The first  line.", *OLD[1:])


def test_a_long_text_written_anew_by_both_is_merged_soon():
    base = [f"Line {n} of the old text, word {n * 7}." for n in range(400)]
    mine = [f"Mine {n}, quite another text {n * 3}." for n in range(400)]

    merged = of(mine, [line.upper() for line in base], base)

    assert len(merged.collisions) == 400
