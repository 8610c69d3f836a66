"""Two versions of a story or page: each field that changed is told, what stayed is folded away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles import own_pages as verbs
from articles.body import parts
from articles.copies import Copy, CopyByline, CopyLink, CopyPhoto, CopyTopic
from articles.editing.comparing import compare, compare_pages
from tests.builders import newsdesk, own_pages

pytestmark = pytest.mark.django_db

COPY = Copy(
    headline="Crews back",
    standfirst="What they saw.",
    key_points="First.\nSecond.",
    body="<p>One is here.</p><p>Two is there.</p><p>Three stays.</p>",
    section=1,
    section_name="Harbour",
    bylines=(CopyByline(1, "Ines Amaral", "by"),),
    topics=(CopyTopic(1, "Quay"), CopyTopic(2, "Wages")),
)


def told(before: Copy, after: Copy) -> list[tuple]:
    """(part, label, what went and came, note) of each row that changed."""
    return [
        (row.part, row.label, [mark for mark in row.both if mark[0] != "same"], row.note)
        for stretch in compare(before, after).stretches
        for row in stretch.rows
        if row.changed
    ]


def test_two_equal_copies_have_no_change_and_all_is_folded_into_one():
    found = compare(COPY, COPY)

    assert (found.count, found.parts) == (0, [])
    assert [stretch.label for stretch in found.stretches] == [
        "Headline, standfirst, in short, paragraphs 1 to 3, bylines, section, topics, flags: the same"
    ]


@pytest.mark.parametrize(
    ("changed", "rows"),
    [
        ({"headline": "Crews home"}, [("Headline", "", [("out", "back"), ("in", "home")], "")]),
        ({"key_points": "First."}, [("In short", "1 out", [("out", "Second.")], "")]),
        (
            {"body": "<p>One is here.</p><p>Two was there.</p><p>Three stays.</p>"},
            [("Body", "paragraph 2", [("out", "is"), ("in", "was")], "")],
        ),
        (
            {"body": "<p>One is here.</p><h2>Two is there.</h2><p>Three <em>stays</em>.</p>"},
            [
                ("Body", "paragraph 2", [], "Was text, is a heading"),
                ("Body", "paragraph 3", [], "Bold or italics changed"),
            ],
        ),
        (
            {"body": '<p>One is <a href="https://a.example/">here</a>.</p><p>Two is there.</p><p>Three stays.</p>'},
            [("Body", "paragraph 1", [("in", "⟨https://a.example/⟩")], "")],
        ),
        (
            {"bylines": (CopyByline(1, "Ines Amaral", "by"), CopyByline(2, "Jo Vale", "reporting"))},
            [("Bylines", "1 in", [("in", "Jo Vale, additional reporting by")], "")],
        ),
        (
            {"topics": (CopyTopic(1, "Quay"), CopyTopic(3, "Night work"))},
            [("Topics", "1 out, 1 in", [("out", "Wages"), ("in", "Night work")], "")],
        ),
        (
            {"outlet": 1, "outlet_name": "The Ferry Post"},
            [("Partner", "1 in", [("in", "The Ferry Post")], "")],
        ),
        ({"section_name": "City"}, [("Section", "", [("out", "Harbour"), ("in", "City")], "")]),
        (
            {"links": (CopyLink("list", None, "https://a.example/", "Report", ""),)},
            [("Related", "1 in", [("in", "Report ⟨https://a.example/⟩")], "")],
        ),
        (
            {"sensitive": True, "slug": "crews"},
            [
                (
                    "Flags",
                    "2 out, 2 in",
                    [("out", "Address: –"), ("in", "Address: crews"), ("out", "Sensitive: no"), ("in", "Sensitive: yes")],
                    "",
                )
            ],
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)  # fmt: skip
def test_each_field_that_changed_is_told_with_its_words(changed, rows):
    assert told(COPY, replace(COPY, **changed)) == rows


def test_no_field_of_a_copy_is_forgotten():
    """What is added to a Copy is compared as well, or stands here with the reason why not."""
    by_another = {"section", "outlet"}  # by their names
    for name, value in {
        **dict.fromkeys(("headline", "standfirst", "kicker", "key_points", "slug", "section_name"), "Other"),
        **dict.fromkeys(("outlet_name", "outlet_url"), "Other"),
        "body": "<p>Other.</p>",
        "kind": "opinion",
        "prominence": 2,
        "sensitive": True,
        "bylines": (),
        "photos": (CopyPhoto(1, "lead"),),
        "links": (CopyLink("list", None, "", "", "Wanted"),),
        "topics": (),
    }.items():
        assert compare(COPY, replace(COPY, **{name: value})).count >= 1, name
        by_another.add(name)

    assert by_another == set(Copy.__dataclass_fields__)


def test_pictures_are_told_by_what_is_shown_of_them():
    crane, rope = newsdesk.photo("A crane"), newsdesk.photo("A rope")
    lead = CopyPhoto(crane.pk, "lead", "A crane", "A crane at rest", credit="Jo Vale")
    text = CopyPhoto(rope.pk, "text", "A rope")

    assert told(replace(COPY, photos=(lead,)), replace(COPY, photos=(lead, text))) == [
        ("Pictures", "In text", [("in", "A rope")], "Put in")
    ]
    assert told(replace(COPY, photos=(lead,)), replace(COPY, photos=(replace(text, place="lead"),))) == [
        ("Pictures", "Lead", [("out", "A crane"), ("in", "A rope")], "Another picture")
    ]
    changed = replace(lead, caption="Two cranes", alt="", decorative=True, focal_x=10, credit="Lev Otis")
    assert told(replace(COPY, photos=(lead,)), replace(COPY, photos=(changed,))) == [
        ("Pictures", "Lead", [("out", "A crane"), ("in", "Two cranes")], ""),
        ("Pictures", "Lead: alt text", [("out", "A crane at rest")], ""),
        ("Pictures", "Lead: decorative", [("out", "no"), ("in", "yes")], ""),
        ("Pictures", "Lead: cropped around", [("out", "50"), ("in", "10")], ""),
        ("Pictures", "Lead: credit", [("out", "Jo Vale"), ("in", "Lev Otis")], ""),
    ]
    both = (lead, text)
    assert [
        (row[1], row[3]) for row in told(replace(COPY, photos=both), replace(COPY, photos=both[::-1]))
    ] == [
        ("In text", "In another order"),
        ("Lead", "In another order"),
    ]


def test_blocks_in_the_text_are_read_out_by_name():
    other = newsdesk.story("The other story")
    blocks = parts.block("read", id=other.pk) + parts.block("quote", text="We saw it", by="Jo")

    assert told(COPY, replace(COPY, body=COPY.body + blocks)) == [
        ("Body", "paragraph 4", [("in", "[READ: The other story]")], ""),
        ("Body", "paragraph 5", [("in", "[“We saw it” Jo]")], ""),
    ]


def test_what_stayed_between_two_changes_is_named_and_can_be_opened():
    after = replace(COPY, headline="Crews home", body=COPY.body.replace("Three stays", "Three goes on"))
    found = compare(COPY, after)

    assert [(stretch.changed, stretch.label, len(stretch.rows)) for stretch in found.stretches] == [
        (True, "", 1),
        (False, "Standfirst, in short, paragraphs 1 to 2: the same", 4),
        (True, "", 1),
        (False, "Bylines, section, topics, flags: the same", 4),
    ]
    assert [(part.name, part.count, part.first) for part in found.parts] == [
        ("Headline", 1, 1),
        ("Body", 1, 2),
    ]


def test_a_comparison_asks_the_database_twice_however_much_it_names(django_assert_num_queries):
    stories = [newsdesk.story(f"Story {number}") for number in range(3)]
    reads = "".join(parts.block("read", id=story.pk) for story in stories)
    photos = tuple(CopyPhoto(newsdesk.photo(f"Picture {n}").pk, "text") for n in range(3))

    with django_assert_num_queries(2):
        compare(COPY, replace(COPY, body=reads, photos=photos))


def test_the_paper_s_own_pages_are_compared_in_the_same_way():
    page = own_pages.page()
    before = verbs.snapshot(page)
    page.name, page.in_footer = f"{page.name} of ours", not page.in_footer
    page.body += "<p>One more.</p>"
    found = compare_pages(before, verbs.snapshot(page))

    assert [(part.name, part.count) for part in found.parts] == [
        ("Title", 1),
        ("Body", 1),
        ("In the footer", 1),
    ]
