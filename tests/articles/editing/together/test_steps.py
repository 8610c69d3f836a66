"""Steps that no editor sends are refused; those of editors are taken, and moved where they come late."""

from __future__ import annotations

import pytest

from articles.body.cleaning import clean
from articles.editing.together.difference import difference
from articles.editing.together.schema import html, parse
from articles.editing.together.steps import Refused, applied, read, shifted

BODY = '<p>hello world</p><ul><li><p>one</p></li></ul><news-block data-kind="photo" data-id="1"></news-block>'


def at(first: int, last: int | None = None, *content, **more) -> dict:
    said = {"stepType": "replace", "from": first, "to": first if last is None else last}
    return {**said, **({"slice": {"content": list(content), **more}} if content else more)}


def text(words, **more) -> dict:
    return {"type": "text", "text": words, **more}


def p(*content) -> dict:
    return {"type": "paragraph", "content": list(content)}


def nested(depth: int) -> dict:
    node = p(text("x"))
    for _level in range(depth):
        node = {"type": "blockquote", "content": [node]}
    return node


def mark(**said) -> dict:
    return {"stepType": "addMark", "from": 1, "to": 4, "mark": said}


def wrap(**said) -> dict:
    slice_ = {"content": [{"type": "blockquote"}]}
    return {"stepType": "replaceAround", "from": 0, "to": 13, "slice": slice_, "insert": 1, **said}


NEVER = {
    "another node": at(0, 0, {"type": "script", "content": [text("x")]}),
    "a link that runs": mark(type="link", attrs={"href": "javascript:alert(1)"}),
    "a link that runs, in text": at(
        1, 1, text("x", marks=[{"type": "link", "attrs": {"href": " javascript:a"}}])
    ),
    "a link with a class": mark(type="link", attrs={"href": "https://x", "class": 'a" onclick="x'}),
    "another mark": mark(type="underline"),
    "an attribute that is a list": at(0, 0, {"type": "newsBlock", "attrs": {"kind": ["a", {"src": "x"}]}}),
    "half a letter in an attribute": at(0, 0, {"type": "newsBlock", "attrs": {"text": "\ud83d"}}),
    "half a letter in a link": mark(type="link", attrs={"href": "https://x.org/\ud83d"}),
    "another attribute": at(0, 0, {"type": "newsBlock", "attrs": {"onclick": "x"}}),
    "a heading of the page": at(0, 0, {"type": "heading", "attrs": {"level": 1}}),
    "a heading that is text": at(0, 0, {"type": "heading", "attrs": {"level": "2><script>"}}),
    "text outside a paragraph": at(0, 0, text("x")),
    "an item outside a list": at(0, 0, {"type": "listItem", "content": [p()]}),
    "a paragraph in a paragraph": at(0, 0, p(p(text("x")))),
    "all of it taken out": at(0, 26),
    "beyond the end": at(5000, 5001),
    "before the beginning": at(-1, 1),
    "backwards": at(5, 2),
    "a position that is true": at(True, True, text("x")),
    "half a position": at(1.5, 2),
    "open more than it is deep": at(2, 2, p(text("x")), openStart=9, openEnd=9),
    "open less than not": at(2, 2, p(text("x")), openStart=-3, openEnd=0),
    "open by text": at(2, 2, p(text("x")), openStart="1"),
    "no letters": at(1, 1, text("")),
    "half a letter": at(1, 1, text("\ud83d")),
    "a letter that is none": at(1, 1, text("a\x00b")),
    "a number for text": at(1, 1, text(5)),
    "50 deep": at(0, 0, nested(50)),
    "500 deep": at(0, 0, nested(500)),
    "of the document": {"stepType": "docAttr", "attr": "x", "value": "y"},
    "of one attribute": {"stepType": "attr", "pos": 0, "attr": "level", "value": "x"},
    "of no kind": {"stepType": "__class__"},
    "another key": {**at(0), "__proto__": {}},
    "a list": [],
    "words": "replace",
    "a slice that is a list": {**at(1), "slice": [1]},
    "content that is words": {**at(1), "slice": {"content": "abc"}},
    "content of words": {**at(1), "slice": {"content": ["abc"]}},
    "a gap that ends before it begins": wrap(gapFrom=12, gapTo=1),
    "a gap put in beyond": wrap(gapFrom=0, gapTo=13, insert=99),
}


@pytest.mark.parametrize("name", NEVER)
def test_what_no_editor_sends_is_refused(name):
    doc = parse(BODY)

    with pytest.raises(Refused):
        applied(doc, [read(NEVER[name])])

    assert html(doc) == BODY


def test_what_editors_send_is_taken():
    steps = [
        at(1, 1, text("Oh, ")),
        mark(type="link", attrs={"href": 'https://a.example/?x=1&y="'}),
        wrap(to=17, gapFrom=0, gapTo=17, insert=1),
    ]

    said = html(applied(parse(BODY), [read(step) for step in steps]))

    assert said.startswith(
        '<blockquote><p><a href="https://a.example/?x=1&amp;y=&quot;">Oh,</a> hello world</p>'
    )


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        "<h2>A &amp; B</h2><p>x<strong>y<em>z</em></strong>&nbsp;&lt;</p>",
        '<ol start="4"><li><p>a<br>b</p></li></ol><blockquote><p>c 💡</p></blockquote>',
    ],
)
def test_a_body_comes_out_as_it_went_in(body):
    assert clean(html(parse(body))) == body


def typed(body: str, *steps: dict) -> str:
    return html(applied(parse(body), [read(step) for step in steps]))


def test_a_late_step_lands_where_its_words_have_gone():
    doc = applied(parse("<p>one two</p>"), [read(at(1, 1, text("ONE ")))])

    moved = shifted(doc, [read(at(8, 8, text("!"))), read(at(9, 9, text("?")))], [at(1, 1, text("ONE "))])

    assert moved is not None
    assert html(applied(doc, moved)) == "<p>ONE one two!?</p>"


def test_a_late_step_in_what_others_took_out_is_left_to_its_maker():
    theirs = at(4, 8)
    doc = applied(parse("<p>one two</p>"), [read(theirs)])

    assert shifted(doc, [read(at(6, 6, text("x")))], [theirs]) is None
    assert shifted(doc, [read(at(5, 7))], [theirs]) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>a</p><p>b</p><p>c</p>", "<p>a</p><p>B</p><p>c</p><p>d</p>"),
        ("<p>a</p><p>b</p>", "<h2>b</h2>"),
        ("<p>😀</p>", "<p>😁</p>"),
        ("<p></p>", BODY),
    ],
)
def test_the_difference_leads_from_one_text_to_the_other(before, after):
    old, new = parse(before), parse(after)

    assert html(applied(old, difference(old, new))) == after
