"""What is struck out, hidden or said in the margin, as each program puts it on the clipboard."""

from __future__ import annotations

import pytest

from articles.importers import pasted_copy
from tests.builders.copy_shapes import STORY, body, rich
from tests.measuring.cpu import within_cpu

COCOA = """<!DOCTYPE html><html><head><meta name="Generator" content="Cocoa HTML Writer"><style type="text/css">
p.p1 {margin: 0.0px 0.0px 0.0px 0.0px; font: 12.0px Helvetica}
span.s1 {text-decoration: line-through ; font-kerning: none}
span.s2 {font-weight: bold}
</style></head><body><p class="p1">The fine is <span class="s1">5,000</span><span class="s2">50,000</span>.</p>"""
EXPORTED = """<style type="text/css">@import url(https://fonts.example/css);.c1{color:#000;text-decoration:none}
.c2{font-weight:700}ol.lst-1 .c2{font-weight:400}.c3,.c4{text-decoration:line-through}
@media print{.c1{text-decoration:line-through}}</style>
<p class="c0"><span class="c1">The fine is </span><span class="c3">5,000</span><span class="c2">50,000</span>.</p>"""
STRUCK = {
    "Pages and TextEdit, by a class": COCOA,
    "Docs, saved as a page": EXPORTED,
    "Word, by the class of its deletions": "<p>The fine is <span class=msoDel>5,000</span><b>50,000</b>.</p>",
    "Word, struck out twice": "<p>The fine is <span style='text-line-through:double'>5,000</span><b>50,000</b>.</p>",
    "Word on the web, moved away": '<p>The fine is <span class="TrackedChange TrackChangeMoveFrom SCXW1">5,000'
    "</span><b>50,000</b>.</p>",
}  # fmt: skip


@pytest.mark.parametrize("markup", STRUCK.values(), ids=STRUCK)
def test_what_a_program_strikes_out_is_no_text(markup):
    draft = rich(markup)

    assert body(draft) == "<p>The fine is <strong>50,000</strong>.</p>"
    assert [(one.kind, one.text) for one in draft.asides] == [("struck", "5,000")]


def test_a_style_of_the_element_itself_stands_over_that_of_its_class():
    draft = rich(
        "<style>.a{text-decoration:line-through}</style>"
        '<p>It <span class="a" style="text-decoration:none">stands</span>.</p>'
    )

    assert body(draft) == "<p>It stands.</p>"


@pytest.mark.parametrize("said", ['style="visibility:hidden"', 'class="sr-only"', 'class="visually-hidden"'])
def test_what_only_a_program_reads_out_is_no_text(said):
    draft = rich(f"<p>The pier <span {said}>for subscribers</span> is back.</p>")

    assert body(draft) == "<p>The pier is back.</p>"
    assert [(one.kind, one.text) for one in draft.asides] == [("hidden", "for subscribers")]


def test_a_comment_of_docs_with_two_paragraphs_is_a_comment_whole():
    draft = rich(
        f'<div><p>{STORY} <a href="#cmnt1" id="cmnt_ref1">[a]</a></p>'
        '<div style="border:1px solid black"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>Do not name her.</p>'
        "<p>The lawyer says so.</p></div><p>The end of it.</p></div>"
    )

    assert body(draft) == f"<p>{STORY}</p><p>The end of it.</p>"
    assert [one.text for one in draft.asides] == ["[a]Do not name her.", "The lawyer says so."]


def test_a_title_stays_one_over_a_line_that_nobody_understands():
    draft = pasted_copy.read_rich(f"<h1>The pier came back</h1><p>{STORY}</p><p>code</p><p>{STORY}</p>")

    assert (draft.headline, draft.outlets) == ("The pier came back", ())


@pytest.mark.parametrize("unit", ["<style>", "<style>@{</style>", "<style>@a{b{}", "/*", ".a{b:c}", "@"])
def test_a_style_sheet_of_any_length_is_read_at_once(unit):
    sheet = unit * (1_000_000 // len(unit))

    with within_cpu(5):
        rich(f"<style>{sheet}</style><p>{STORY}</p>")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("A ferry leaves. Jo Vale/Shutterquay", ("A ferry leaves.", "Jo Vale", "Shutterquay")),
        ("Jo Vale/Shutterquay", ("", "Jo Vale", "Shutterquay")),
        ("A ferry leaves.", ("A ferry leaves.", "", "")),
        ("A ferry leaves. (Jo Vale)", ("A ferry leaves.", "Jo Vale", "")),
        ("A ferry leaves.CreditJo Vale/Coast Times", ("A ferry leaves.", "Jo Vale", "Coast Times")),
        ("Credit Jo Vale for The Coast Times", ("", "Jo Vale", "The Coast Times")),
        ("Jo Vale/Tom Day", ("Jo Vale/Tom Day", "", "")),
    ],
)
def test_the_credit_in_what_the_markup_calls_a_caption_is_read(words, said):
    draft = rich(f"<figure><img src='a.jpg'><figcaption>{words}</figcaption></figure><p>{STORY}</p>")

    [picture] = draft.pictures
    assert (picture.caption, picture.creator, picture.organisation) == said


OUTLOOK = (
    '<p class="x_MsoNormal">The fine is <span class="x_msoDel">5,000</span><b>50,000</b>'
    '<span class="x_MsoCommentReference"><a class="x_msocomanchor" id="x__anchor_1" href="#x__msocom_1">[AB1]</a>'
    '</span>.</p><div><div class="x_msocomtxt" id="x__com_1"><p class="x_MsoCommentText">'
    '<a class="x_msocomoff" href="#x__msoanchor_1">[AB1]</a>Do not name him</p></div></div>'
)


def test_the_rows_of_a_table_that_comes_first_are_neither_headline_nor_name():
    row = "<tr><td>Port of call</td><td>Jo Vale</td></tr>"
    draft = pasted_copy.read_rich(f"<table>{row * 2}</table><p>{STORY}</p>")

    assert (draft.headline, draft.names, draft.unsigned) == ("", (), ())
    assert body(draft) == f"<p>Port of call · Jo Vale</p><p>Port of call · Jo Vale</p><p>{STORY}</p>"


@pytest.mark.parametrize("prefix", ["x_", "x_x_"])
def test_what_word_marks_is_known_behind_the_names_of_outlook(prefix):
    draft = rich(OUTLOOK.replace("x_", prefix))

    assert body(draft) == "<p>The fine is <strong>50,000</strong>.</p>"
    assert [(one.kind, one.text) for one in draft.asides] == [
        ("struck", "5,000"),
        ("comment", "Do not name him"),
    ]


def test_a_list_whose_bullets_outlook_has_left_as_text_is_a_list():
    line = (
        '<p class="x_MsoListParagraph" style="text-indent:-.25in"><span style="font-family:Symbol"><span>{}'
        '<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp; </span></span></span>{}</p>'
    )
    bullets = rich(f"<p>{STORY}</p>" + line.format("·", "First") + line.format("·", "Second"))
    numbers = rich(f"<p>{STORY}</p>" + line.format("1.", "First") + line.format("2.", "Second"))
    words = rich(f"<p>{STORY}</p><p class=x_MsoListParagraph>A paragraph that is set in.</p>")

    assert body(bullets) == f"<p>{STORY}</p><ul><li>First</li><li>Second</li></ul>"
    assert body(numbers) == f"<p>{STORY}</p><ol><li>First</li><li>Second</li></ol>"
    assert body(words) == f"<p>{STORY}</p><p>A paragraph that is set in.</p>"


def test_cells_that_are_set_in_are_a_row_still():
    cell = "<td><p style='text-indent:-18pt'>{}</p></td>"
    draft = rich(f"<p>{STORY}</p><table><tr>{cell.format('Kelby')}{cell.format('1,204')}</tr></table>")

    assert body(draft) == f"<p>{STORY}</p><p>Kelby · 1,204</p>"


@pytest.mark.parametrize(
    "held", ["<table><tr><td>a</td><td>b</td></tr></table>", "<iframe src='https://v.example'></iframe>"]
)
def test_the_words_under_a_table_or_a_player_are_no_picture(held):
    draft = rich(f"<p>{STORY}</p><figure>{held}<figcaption>Tons by port</figcaption></figure>")

    assert draft.pictures == ()
    assert body(draft).endswith("<p>Tons by port</p>")
