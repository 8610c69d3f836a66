"""Markup of word processors: what is struck out or said beside the text never becomes text, and is told."""

from __future__ import annotations

import pytest

from articles.importers import asides, pasted_copy, report
from articles.importers.draft import Aside
from articles.importers.pasted_copy.lines import readable
from tests.builders.copy_shapes import STORY, body, rich

TRACKED = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=EN-GB>
<p class=MsoNormal>Water company fined after eleven spills</p><p class=MsoNormal>By Elin Marsh</p>
<p class=MsoNormal>The regulator fined it <s><del cite="mailto:Ed" datetime="2026-11-27T10:00">£5,000</del></s><ins
cite="mailto:Ed">£50,000</ins> on Tuesday, court papers show.</p>
<p class=MsoNormal>He <del>lied to</del> <ins>misled</ins> the court, <a style='mso-comment-reference:AB_1'>the judge
found</a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor
id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[AB1]</a><![endif]><span
style='mso-special-character:comment'>&nbsp;</span></span></span>.</p>
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff width="33%"><![endif]>
<div style='mso-element:comment'><div id="_com_1" class=msocomtxt><a name="_msocom_1"></a><p class=MsoCommentText><span
class=MsoCommentReference><a class=msocomoff href="#_msoanchor_1">[AB1]</a></span>Do not name him, says the lawyer</p>
</div></div><div style='mso-element:comment'><div class=msocomtxt><p class=MsoCommentText>Really?</p></div></div></div>
</body></html>"""


def test_tracked_deletions_and_comments_never_become_text_and_are_told():
    draft = pasted_copy.read_rich(TRACKED)

    assert draft.headline == "Water company fined after eleven spills"
    assert body(draft) == (
        "<p>The regulator fined it £50,000 on Tuesday, court papers show.</p>"
        "<p>He misled the court, the judge found.</p>"
    )
    assert draft.asides == (
        Aside("struck", "£5,000"),
        Aside("struck", "lied to"),
        Aside("comment", "Do not name him, says the lawyer"),
        Aside("comment", "Really?"),
    )
    printed = report.lines(report.entries(draft, {}), draft)
    assert (
        "2 stretches are struck out in the document. They are not in the story. “£5,000”, “lied to”"
        in printed
    )
    assert (
        "2 comments stand beside the text. They are not in the story. “Do not name him, says the lawyer”, “Really?”"
        in printed
    )
    assert printed[-1] == "4 of 4 parts placed: 4 kept, 0 left out, 0 lost."


@pytest.mark.parametrize(
    "struck",
    [
        "<del>secret</del>",
        "<s>secret</s>",
        "<strike>secret</strike>",
        "<span style='text-decoration: line-through'>secret</span>",
        "<span style='text-decoration-line:line-through;color:red'>secret</span>",
        "<span class='TrackChangeDeletion SCXW1'>secret</span>",
        "<del><b>sec</b><i>ret</i></del>",
        "<del>secret<p>",
        "<del><div>se</div><div>cret</div></del>",
        "<s><del>secret</del></s>",
    ],
)
def test_what_is_struck_out_is_no_text_however_the_document_says_so(struck):
    draft = rich(f"<p>The council {struck}</p><p>{STORY}</p>")

    assert "cret" not in draft.source
    assert draft.asides[0].kind == "struck"
    assert "".join(one.text.replace(" ", "") for one in draft.asides).startswith("secret")


@pytest.mark.parametrize(
    "comment",
    [
        (
            "<p>The council<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup> met.</p>"
            "<div style='border:1px'><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>secret</span></p></div>"
        ),
        "<p>The council met.<comment>secret</comment></p>",
        "<p>The council met.</p><div class='msocomtxt'><p>secret</p></div>",
    ],
)
def test_a_comment_is_no_text_in_any_document(comment):
    draft = rich(comment)

    assert "secret" not in draft.source
    assert body(draft) == ("<p>The council met.</p>")
    assert ["secret" in one.text for one in draft.asides if one.kind == "comment"] == [True]


def test_hidden_text_is_told_and_is_no_text():
    draft = rich("<p>The council met.</p><div style='display:none'>Preview of the mail</div><p hidden>x</p>")

    assert body(draft) == "<p>The council met.</p>"
    assert draft.asides == (Aside("hidden", "Preview of the mail"), Aside("hidden", "x"))


@pytest.mark.parametrize(
    ("markup", "made"),
    [
        ("<b style='mso-bidi-font-weight:normal'>a</b>", "<strong>a</strong>"),
        ("<i style='mso-bidi-font-style:normal'>a</i>", "<em>a</em>"),
        ("<b style='font-weight:normal'>a</b>", "a"),
        ("<span style='font-weight:700;font-style:italic'>a</span>", "<strong><em>a</em></strong>"),
        ("<span style='font-weight:400'>a</span>", "a"),
        ("<span style='vertical-align:super'>2</span>", "<sup>2</sup>"),
    ],
)
def test_bold_and_italic_are_what_the_document_means(markup, made):
    assert body(rich(f"<p>It is {markup} pier.</p>")) == f"<p>It is {made} pier.</p>"


def word_line(text: str, level: int, bullet: str) -> str:
    return (
        f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>"
        f"<span style='font-family:Symbol;mso-list:Ignore'>{bullet}<span style='font:7.0pt \"Times\"'>&nbsp; </span>"
        f"</span><![endif]>{text}</p>"
    )


def test_lists_of_word_keep_their_kind_and_depth():
    draft = rich(
        "<p>Before.</p>"
        + word_line("One", 1, "·") + word_line("Deeper", 2, "o") + word_line("Two", 1, "·")
        + "<p>Between.</p>" + word_line("First", 1, "1.") + word_line("Letter", 2, "a)")
        + "<p>After.</p>"
    )  # fmt: skip

    assert body(draft) == (
        "<p>Before.</p><ul><li>One<ul><li>Deeper</li></ul></li><li>Two</li></ul>"
        "<p>Between.</p><ol><li>First<ol><li>Letter</li></ol></li></ol><p>After.</p>"
    )


def test_lists_in_lists_stay_in_each_other():
    nested = "<ul><li>One<ol><li>a</li><li>b</li></ol></li><li>Two</li></ul>"

    assert body(rich(nested)) == nested
    assert (
        body(rich("<ul><li>One</li><ul><li>a</li></ul></ul>")) == "<ul><li>One<ul><li>a</li></ul></li></ul>"
    )


def test_a_line_that_only_says_how_deep_it_is_stands_there():
    words_online = (
        "<div class='ListContainerWrapper'><ul><li data-aria-level='1'><p>One</p></li></ul></div>"
        "<div class='ListContainerWrapper'><ul><li data-aria-level='2'><p>Deeper</p></li></ul></div>"
    )

    assert body(rich(words_online)) == "<ul><li>One<ul><li>Deeper</li></ul></li></ul>"


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("<ol><li>One</li><li>Two</li></ol>", '<ol start="3"><li>Three</li><li>Four</li></ol>'),
        ("<ol><li>One</li><li>Two</li></ol>", '<ol><li value="3">Three</li><li>Four</li></ol>'),
        (
            word_line("One", 1, "1.") + word_line("Two", 1, "2."),
            word_line("Three", 1, "3.") + word_line("Four", 1, "(4)"),
        ),
    ],
)
def test_a_list_that_goes_on_after_a_paragraph_goes_on_counting(first, rest):
    assert body(rich(f"{first}<p>Between them.</p>{rest}")) == (
        '<ol><li>One</li><li>Two</li></ol><p>Between them.</p><ol start="3"><li>Three</li><li>Four</li></ol>'
    )


def test_a_list_inside_a_list_counts_for_itself():
    nested = '<ol start="4"><li>Four<ul><li>a dot</li></ul></li><li>Five<ol><li>One</li></ol></li></ol>'

    assert body(rich(nested)) == nested


def test_the_signs_of_a_formula_are_text_and_it_is_told():
    formula = (
        "<math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow>"
        '<annotation encoding="application/x-tex">E=mc^2</annotation></semantics></math>'
    )
    draft = rich(f"<p>They wrote {formula} on the quay.</p>")

    assert body(draft) == "<p>They wrote E = m c 2 on the quay.</p>"
    assert draft.asides == (Aside("formula", ""),)
    assert [told.sentence for told in asides.told(draft.asides)] == [
        "1 formula cannot stand in a story: its signs are plain text. Say it in words."
    ]


def test_a_drawing_is_told_with_the_words_in_it_and_a_sign_of_the_page_is_not():
    drawing = "<svg viewBox='0 0 9 9'><style>.a{}</style><title>Spills</title> <text>2025: 11</text></svg>"
    icons = "<svg width='24' height='24'><title>Share</title></svg><svg aria-hidden='true'><path/></svg>"
    draft = rich(f"<p>The spills.{drawing}</p><svg><path d='M0 0'/></svg><p>{icons}They go on.</p>")

    assert body(draft) == "<p>The spills.</p><p>They go on.</p>"
    assert draft.asides == (Aside("drawing", "Spills 2025: 11"), Aside("drawing", ""))
    (told,) = asides.told(draft.asides)
    assert told.sentence == "2 drawings were left out. Save them as pictures and upload them on the story."
    assert told.words == "“Spills 2025: 11”"


def test_headings_of_every_rank_become_headings_of_a_body():
    assert body(rich("<p>Text.</p><h1>First rank</h1><h2>Second</h2><h4>Fourth</h4>")) == (
        "<p>Text.</p><h2>First rank</h2><h2>Second</h2><h3>Fourth</h3>"
    )


def test_a_table_is_read_row_by_row_with_its_cells_apart():
    draft = rich(
        "<p>Landings:</p><table><tr><th>Port</th><th>Tons</th></tr><tr><td><p class=MsoNormal>Kelby</p></td>"
        "<td><p>1,204</p></td></tr><tr><td></td><td>–</td><td>9</td></tr></table><p>Done.</p>"
    )

    assert body(draft) == (
        "<p>Landings:</p><p><strong>Port · Tons</strong></p><p>Kelby · 1,204</p><p>– · – · 9</p><p>Done.</p>"
    )
    [told] = asides.told(draft.asides)
    assert told.sentence == "3 rows of a table are lines of the story, their cells parted by “·”."


def test_a_table_that_only_sets_out_a_mail_is_no_table():
    draft = rich(
        "<table><tr><td><img src='https://x.example/logo.png' alt='Logo'></td><td><table><tr><td>"
        f"<p>{STORY}</p><p>{STORY}</p></td></tr></table></td></tr></table>"
    )

    assert body(draft) == f"<p>{STORY}</p><p>{STORY}</p>"
    assert draft.asides == (Aside("picture", "Logo"),)


def test_pictures_and_players_in_a_document_are_named():
    draft = rich(
        "<p>Text.<img src='file:///C:/msohtmlclip1/01/clip_image002.jpg'><img src='data:image/png;base64,AAAA'>"
        "<img width=1 height=1 src='https://count.example/p.gif'><img class=emoji alt='⚓' src='x.png'></p>"
        "<iframe src='https://video.example/1'></iframe>"
    )

    assert body(draft) == "<p>Text.⚓</p>"
    assert [told.sentence + " " + told.words for told in asides.told(draft.asides)] == [
        "2 pictures stand in the document and do not come along. Upload them on the story. “clip_image002.jpg”",
        "1 player or page of another site was left out. Link to it instead. “https://video.example/1”",
    ]


def test_a_link_that_leads_nowhere_is_only_its_words_and_is_told():
    draft = rich("<p>See <a href='/plan.html'>the plan</a> or <a href='#top'>above</a>.</p>")

    assert body(draft) == "<p>See the plan or above.</p>"
    assert draft.asides == (Aside("link", "/plan.html"),)


def test_what_nobody_sees_is_not_in_the_text():
    shown = "Passengers wait\u00ading\u200b for the\ufeff of\ufb01ce, 5\u00a0km away"

    assert readable(shown) == "Passengers waiting for the office, 5\u00a0km away"
    assert body(rich(f"<p>{shown}.</p>")) == "<p>Passengers waiting for the office, 5&nbsp;km away.</p>"
    assert body(rich("<p>One.&nbsp; Two.\u00a0 Three. </p>")) == "<p>One. Two. Three.</p>"


def test_more_is_told_in_the_report_than_fits_on_a_page():
    many = tuple(Aside("struck", f"{number}" * 300) for number in range(15))

    [shown], [kept] = asides.told(many), asides.told(many, whole=True)

    assert shown.words.endswith("and 3 more")
    assert "…" in shown.words
    assert all(aside.text in kept.words for aside in many)


@pytest.mark.parametrize(
    "unit", ["<del>", "<ul><li>", "<table><tr><td>x", "<del></x>", "<td>", "<s><p>a</s>"]
)
def test_unfinished_markup_costs_no_more_than_its_length(unit):
    draft = rich(f"<p>The dredger left.</p>{unit * 20_000}")

    assert "The dredger left." in draft.source
