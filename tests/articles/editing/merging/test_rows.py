"""Bylines, pictures, links and topics of three copies: row by row, in an order that suits both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.copies import Copy, CopyByline, CopyLink, CopyPhoto, CopyTopic
from articles.editing.merging import Choice, Merged, merge

TOM, INES, JO = (CopyByline(n, name, "by") for n, name in enumerate(["Tom", "Ines", "Jo"], start=1))
LEAD, OTHER = CopyPhoto(7, "lead", "A ship", "Ship"), CopyPhoto(8, "text", "A yard", "Yard")


def of(name: str, base: list, mine: list, theirs: list) -> Merged:
    return merge(*(Copy(**{name: tuple(rows)}) for rows in (base, mine, theirs)))


def asked(merged: Merged) -> list[tuple[str, object, object]]:
    return [(piece.part, piece.mine, piece.theirs) for piece in merged.collisions]


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ([TOM, INES, JO], [INES, TOM], [INES, JO, TOM]),
        ([JO, TOM, INES], [TOM], [JO, TOM]),
        ([TOM, JO, INES], [TOM, INES, replace(JO, author=4)], [TOM, JO, INES, replace(JO, author=4)]),
        ([INES, TOM], [INES, TOM], [INES, TOM]),
        ([], [TOM, INES, JO], [JO]),
    ],
    ids=["order of one, a row of the other", "in and out", "two new", "the same order", "all taken out"],
)
def test_what_does_not_collide(mine, theirs, told):
    merged = of("bylines", [TOM, INES], mine, theirs)

    assert (asked(merged), list(merged.copy({}).bylines)) == ([], told)


def test_two_orders_of_the_same_rows_are_asked():
    merged = of("bylines", [TOM, INES, JO], [INES, TOM, JO], [JO, TOM, INES])

    (question,) = merged.collisions
    assert question.part == "order"
    assert merged.copy({question.key: Choice("mine")}).bylines == (INES, TOM, JO)
    assert merged.copy({question.key: Choice("theirs")}).bylines == (JO, TOM, INES)


def test_a_role_of_one_and_another_of_the_other_are_asked():
    merged = of("bylines", [TOM], [replace(TOM, role="data")], [replace(TOM, role="editing")])

    assert asked(merged) == [("role", ("data",), ("editing",))]


def test_somebody_with_two_roles_is_two_rows():
    data = replace(TOM, role="data")

    merged = of("bylines", [TOM], [TOM, data], [TOM, replace(TOM, role="editing")])

    assert (asked(merged), len(merged.copy({}).bylines)) == ([], 3)


def test_caption_of_one_and_alt_text_of_the_other_meet_in_one_picture():
    merged = of("photos", [LEAD], [replace(LEAD, caption="Mine")], [replace(LEAD, alt="Theirs", focal_x=9)])

    assert merged.copy({}).photos == (replace(LEAD, caption="Mine", alt="Theirs", focal_x=9),)


def test_decorative_and_an_alt_text_are_never_merged_into_what_cannot_be():
    bare = replace(LEAD, alt="")

    merged = of("photos", [bare], [replace(bare, decorative=True)], [replace(bare, alt="Theirs")])

    assert asked(merged) == [("alt decorative", ("", True), ("Theirs", False))]


def test_only_one_picture_leads():
    text = replace(LEAD, place="text")
    base, mine, theirs = [text, OTHER], [LEAD, OTHER], [text, replace(OTHER, place="lead")]

    merged = of("photos", base, mine, theirs)

    assert asked(merged) == [("lead", 7, 8)]
    (question,) = merged.collisions
    assert [use.place for use in merged.copy({question.key: Choice("mine")}).photos] == ["lead", "text"]


def test_a_picture_taken_out_by_one_and_made_the_lead_by_the_other_is_asked():
    text = replace(LEAD, place="text")

    merged = of("photos", [text, OTHER], [OTHER], [LEAD, OTHER])

    assert asked(merged) == [("", None, LEAD)]


def test_a_topic_that_is_not_there_yet_and_the_same_by_the_other_is_one_as_soon_as_it_is_there():
    merged = of("topics", [], [CopyTopic(0, "Eels")], [CopyTopic(0, "eels"), CopyTopic(3, "Pier")])

    assert (asked(merged), [topic.name for topic in merged.copy({}).topics]) == ([], ["eels", "Pier"])


def test_links_in_the_text_follow_it_and_are_never_asked():
    read, listed = CopyLink("text", 31, "", "", ""), CopyLink("list", 32, "", "", "")

    merged = of("links", [listed], [read, listed], [CopyLink("text", 33, "", "", ""), listed])

    assert (asked(merged), len(merged.copy({}).links)) == ([], 3)


def test_names_that_changed_meanwhile_are_nobodys_change():
    renamed = replace(TOM, name="Thomas")
    base = Copy(section=1, section_name="Port", bylines=(TOM,))
    theirs = replace(base, section_name="Harbour", bylines=(renamed,), headline="New")

    merged = merge(base, replace(base, section_name="Harbour", bylines=(renamed,)), theirs)

    assert [piece.field for piece in merged.merged] == ["headline"]
    assert merged.copy({}) == theirs


def test_line_ends_of_browsers_are_nobodys_change():
    base = Copy(key_points="One\nTwo")

    merged = merge(base, Copy(key_points="One\r\nTwo"), Copy(key_points="One\nTwo\nThree"))

    assert (merged.collisions, merged.copy({}).key_points) == ([], "One\nTwo\nThree")


def test_what_the_desk_knows_beside_the_copy_is_merged_as_well():
    desk = ({"state": "draft", "due": ""}, {"state": "edit", "due": "x"}, {"state": "ready", "due": ""})

    merged = merge(Copy(), Copy(), Copy(), desk)

    assert asked(merged) == [("", "edit", "ready")]
    assert merged.desk_values({}) == {"state": "ready", "due": "x"}
