"""A copy of any size and shape is read at once, in a bounded number of questions, and loses no letter."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.body import parts
from articles.copydesk.filing import file
from articles.copydesk.planning import plan
from articles.importers import pasted_copy
from articles.importers.pasted_copy import bounds, lines
from articles.importers.pasted_copy.markup import rich
from articles.models import Article
from newsroom.models import User
from tests.builders import newsdesk
from tests.builders.copy_shapes import MARKUP, SHAPES, filled, story
from tests.measuring.cpu import within_cpu
from tests.measuring.meter import metered

START = "Harbour dredged at last\n\nBy Ines Vale\n\nThe dredger left the basin on Monday.\n\n"
LENGTH = 200_000


@pytest.fixture
def editor(db) -> User:
    return User.objects.create_superuser("maya", password="x")


def reads(count: int) -> str:
    return START + "".join(f"READ: Pier number {number} is closed\n" for number in range(count))


def pictures(count: int) -> str:
    return START + "".join(
        f"Pier {number} at dawn (Jo Vale{number} / Quay Pictures / CC BY 4.0)\n\n" for number in range(count)
    )


def credits_(count: int) -> str:
    names = [
        f"Ines {first}{second}" for first in ["Abacus", "Bellow", "Corder"] for second in "abcdefghijklmnopq"
    ]
    some = [names[at : at + 8] for at in range(0, count, 8)]
    return "\n".join(
        ["Harbour dredged", *(f"By {', '.join(part)}" for part in some), "", "It left on Monday."]
    )


def test_18_000_read_lines_cost_the_questions_of_the_first_forty(db):
    asked = []
    for count in (bounds.MOST_READS, 18_000):
        draft = pasted_copy.read(reads(count))
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            within_cpu(20),
        ):
            planned = plan(draft)
        asked.append(len(queries))
        assert len(planned.reads) == bounds.MOST_READS

    assert asked[0] == asked[1] <= bounds.MOST_READS + 10


@pytest.mark.parametrize(
    ("copy", "field", "most", "sentence"),
    [
        (reads, "reads", bounds.MOST_READS, "This copy has more than 40 READ lines."),
        (pictures, "pictures", bounds.MOST_PICTURES, "This copy has more than 40 picture lines."),
        (credits_, "names", bounds.MOST_NAMES, "This copy credits more than 40 people."),
    ],
)
def test_what_comes_past_the_bound_stands_in_the_text_and_is_said(copy, field, most, sentence):
    just, past = pasted_copy.read(copy(most)), pasted_copy.read(copy(most + 8))

    assert (len(getattr(just, field)), just.notes) == (most, ())
    assert len(getattr(past, field)) == most
    assert [note.startswith(sentence) for note in past.notes] == [True]
    assert "".join(span.text for span in past.spans) == copy(most + 8)
    in_text = [piece for piece in past.pieces if piece.kind == "text"]
    assert len(in_text) > len([piece for piece in just.pieces if piece.kind == "text"])


def test_what_comes_past_the_last_paragraph_stands_in_one(editor):
    numbers = [str(number) for number in range(lines.MOST_UNITS + 500)]

    plain, markup = (
        pasted_copy.read("Pier by pier\n\n" + "\n".join(numbers)),
        pasted_copy.read_rich("".join(f"<p>{number}</p>" for number in ["Pier by pier", *numbers])),
    )

    for draft in (plain, markup):
        assert draft.notes == (
            "This copy has more paragraphs or markup than a story. The rest of it stands in one.",
        )
        assert len(draft.pieces) <= lines.MOST_UNITS + 1
        assert "".join(span.text for span in draft.spans) == draft.source
        body = file(draft, by=editor).body
        assert parts.plain_text(parts.cut(body)).split()[-len(numbers) :] == numbers


def test_what_comes_past_too_many_tags_is_read_for_its_words():
    draft = pasted_copy.read_rich(
        "<p>" + "<b>pier</b> " * rich.MOST_TAGS + "<svg></p><p>The &lt;end&gt;.</p>"
    )

    assert draft.source.count("pier") == rich.MOST_TAGS
    assert draft.source.endswith("The <end>.")
    assert len(draft.notes) == 1


def test_links_count_for_several_tags():
    draft = pasted_copy.read_rich('<p><a href="https://quay.example/">pier</a></p>' * 6_000)

    assert draft.source.count("pier") == 6_000
    assert 1_000 < sum(piece.html.count("<a ") for piece in draft.pieces) < 4_500
    assert len(draft.notes) == 1


def test_a_full_copy_is_filed_in_one_short_transaction_with_nothing_slow_in_it(editor):
    """Of READ lines and picture lines none costs a statement of its own."""
    counted = []
    newsdesk.author("Ines Vale")
    for count in (5, 40):
        draft = pasted_copy.read(reads(count) + pictures(count).removeprefix(START))
        with metered(no_slow_work=True) as meter:
            file(draft, by=editor)
        counted.append(meter.most_statements()["articles.copydesk.filing.write"])

    assert counted[0] == counted[1] < 60


def test_the_desk_and_the_command_say_what_stands_in_the_text(client, editor, tmp_path):
    client.force_login(editor)
    copy = reads(bounds.MOST_READS + 1)
    path = tmp_path / "piers.txt"
    path.write_text(copy)
    told = StringIO()

    page = client.post("/admin/articles/article/paste/", {"copy": copy}).content.decode()
    call_command("import_copy", str(path), stdout=told)

    for said in (page, told.getvalue()):
        assert (
            "This copy has more than 40 READ lines. The rest of them stand in the text as they came." in said
        )


def test_the_desk_reads_and_plans_pasted_copy_before_it_opens_a_transaction(client, editor):
    client.force_login(editor)
    story("Pier number 3 is closed")

    with metered(no_slow_work=True) as meter:
        answer = client.post(
            "/admin/articles/article/paste/", {"copy": reads(9), "act": "draft", "headline": "Piers"}
        )

    assert answer.status_code == 302
    assert Article.objects.filter(headline="Piers").exists()
    assert any("paste" in verb for verb in meter.longest())


@pytest.mark.parametrize("shape", SHAPES)
def test_plain_copy_of_any_shape_is_read_at_once(shape):
    copy = START + filled(SHAPES[shape], LENGTH) + "end"

    with within_cpu(3):
        draft = pasted_copy.read(copy)

    assert "".join(span.text for span in draft.spans) == copy


@pytest.mark.parametrize("shape", MARKUP)
def test_markup_of_any_shape_is_read_at_once(shape):
    with within_cpu(3):
        draft = pasted_copy.read_rich("<p>The dredger left.</p>" + filled(MARKUP[shape], LENGTH) + "> end")

    assert draft.source.startswith("The dredger left.")
    assert "".join(span.text for span in draft.spans) == draft.source
