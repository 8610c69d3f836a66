"""Copy is read whole: plain text, documents, other scripts."""

from __future__ import annotations

from articles.body.cleaning import clean
from articles.importers import pasted_copy
from articles.importers.draft import Name
from tests.builders.copy_shapes import STORY, in_text, kinds, read


def test_the_ferry_copy_is_read_whole():
    draft = read("ferry.txt")

    assert draft.headline == "Ferry company drops the last Sunday sailing to Sorrel Island"
    assert draft.standfirst == (
        "Islanders were told by a notice on the ticket office door. "
        "The subsidy for the route runs until next spring."
    )
    assert draft.names == (Name("Elin Marsh"),)
    assert draft.outlet == "The Coast Wire"
    [picture] = draft.pictures
    assert (picture.caption, picture.creator, picture.organisation, picture.lead) == (
        "The Sunday boat at the Sorrel slipway in January.",
        "Jonas Ferrand",
        "",
        True,
    )
    assert picture.terms.said == "CC 2.0"
    assert [(line.label, line.headline) for line in draft.reads] == [
        ("READ", "Ferry company keeps winter timetable until May")
    ]
    assert draft.appeal.startswith("Your support matters.")
    assert kinds(draft) == [
        *("headline", "standfirst", "byline", "outlet", "picture", "licence", "picture"),
        *("text", "text", "read", "text", "text", "appeal"),
    ]


def test_what_only_looks_like_a_field_in_running_text_stays_text():
    draft = read("lagoon.txt")

    assert draft.names == (Name("Amina Sori"), Name("Tom Okafor"), Name("Lien Hua"))
    assert draft.pictures[0].organisation == "Delta Pictures"
    assert draft.pictures[0].terms.code == "cc-by-sa-4.0"
    assert [(line.label, line.headline) for line in draft.reads] == [
        ("READ MORE", "Who pays for the Brack gate?"),
        ("RELATED", "Lock keepers strike for a week"),
    ]
    texts = [span.text for span in draft.spans if span.kind == "text"]
    assert [text[:20] for text in texts] == [
        "The lock at Brack wi",
        "By Tuesday the eels ",
        "The vote in the smal",
        "“Become a member of ",
        "The next test is in ",
    ]
    assert draft.appeal.count("\n\n") == 4
    assert draft.parts_left_out == 1


def test_copy_in_another_script_is_read_the_same():
    draft = read("kiril.txt")

    assert draft.headline == "Порт закрывает старый причал"
    assert draft.names == (Name("Анна Петрова"), Name("Иван Сухов"))
    assert draft.outlet == "Берег"
    assert draft.pictures[0].terms.code == "cc-by-4.0"
    assert draft.reads[0].headline == "Кто платит за новый мол?"


def test_lines_broken_at_a_fixed_width_make_one_paragraph():
    wrapped = "The council met on Monday in the hall behind the fish market and\n" * 3 + "voted."
    draft = pasted_copy.read(f"Council votes\n\nBy Elin Marsh\n\n{wrapped}\n\n{wrapped}")

    assert kinds(draft) == ["headline", "byline", "text", "text"]


def test_lines_without_empty_ones_between_are_paragraphs():
    draft = pasted_copy.read(f"Council votes for the pier\r\nBy Elin Marsh\r\n{STORY}\r\n{STORY}\r\n")

    assert kinds(draft) == ["headline", "byline", "text", "text"]


def test_markup_in_plain_text_is_text():
    draft = in_text("<script>alert(1)</script> & <b>x")

    html_piece = draft.pieces[1].html
    assert html_piece == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;x</p>"
    assert clean(html_piece) == html_piece


def test_a_word_document_keeps_its_list_links_and_emphasis_and_nothing_else():
    draft = read("word.html")

    assert (draft.headline, draft.names) == ("Night bus to the quarry stops in June", (Name("Pia Lund"),))
    assert draft.outlet == "Valley Sheet"
    assert [(piece.html, piece.list_tag) for piece in draft.pieces] == [
        (
            (
                "<p>The night bus to the quarry will <em>not</em> run after June, the valley’s "
                '<a href="https://valley.example/plan?page=2">transport plan</a> says.</p>'
            ),
            "",
        ),
        ("<li>Two drivers move to the school run.</li>", "ul"),
        ("<li>The stop at the weir stays.</li>", "ul"),
    ]


def test_a_google_document_is_not_all_bold():
    draft = read("docs.html")

    assert (draft.headline, draft.names) == ("The mill wheel turns again", (Name("Odd Harrow"),))
    assert [(piece.html, piece.list_tag) for piece in draft.pieces] == [
        (
            (
                "<p>The wheel at Harrow Mill turned on Sunday for the first time in "
                "<strong>forty years</strong>, and it <em>squeaked</em>.</p>"
            ),
            "",
        ),
        ("<li>The race was dug out by hand.</li>", "ul"),
        ("<li>The wheel is oak.</li>", "ul"),
    ]


def test_a_credit_that_links_to_its_licence_is_known_by_the_link():
    draft = pasted_copy.read_rich(
        "<p>By Elin Marsh</p><p>A pier. (<a href='https://pics.example/7'>Jonas Ferrand</a> / <a "
        f"href='https://creativecommons.org/licenses/by/2.0/'>CC 2.0</a>)</p><p>{STORY}</p>"
    )

    [picture] = draft.pictures
    assert (picture.terms.code, picture.source_url) == ("cc-by-2.0", "https://pics.example/7")
