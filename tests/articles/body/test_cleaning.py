"""Nothing gets into a story but what a story may hold, and no word of it is lost."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body import parts
from articles.body.cleaning import BLOCK_ATTRIBUTES, TAGS, clean

#: What runs, where it is put, and how it is dressed up: every combination is one case.
CALLS = ["alert(1)", "a&#108;ert(1)", "fetch(`//x.example`)"]
SHAPES = [
    "<script>{}</script>",
    "<SCRIPT SRC=//x.example>{}</SCRIPT>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<script\n>{}</script\n>",
    "<img src=x onerror={}>",
    "<img src=x onerror='{}'//",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><style><img src=x onerror={}></style></svg>",
    "<svg><a xlink:href='javascript:{}'>x</a></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror={}>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror={}>",
    "<math><a xlink:href='javascript:{}'>x</a></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror={}>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<iframe src='javascript:{}'></iframe>",
    "<object data='javascript:{}'></object>",
    "<embed src='javascript:{}'>",
    "<a href='javascript:{}'>x</a>",
    "<a href='JaVaScRiPt:{}'>x</a>",
    "<a href=' javascript:{}'>x</a>",
    "<a href='java\tscript:{}'>x</a>",
    "<a href='java\nscript:{}'>x</a>",
    "<a href='&#106;avascript:{}'>x</a>",
    "<a href='&#x6A;avascript&colon;{}'>x</a>",
    "<a href='vbscript:{}'>x</a>",
    "<a href='data:text/html,<script>{}</script>'>x</a>",
    "<a href=x onclick={}>x</a>",
    "<p onmouseover='{}'>x</p>",
    "<p style='background:url(javascript:{})'>x</p>",
    "<style>@import 'javascript:{}';</style>",
    "<link rel=stylesheet href='javascript:{}'>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href='javascript:{}//'>",
    "<body onload={}>",
    "<input autofocus onfocus={}>",
    "<button formaction='javascript:{}'>x</button>",
    "<form action='javascript:{}'><input type=submit></form>",
    "<details open ontoggle={}>x</details>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}>",
    "<marquee onstart={}>x</marquee>",
    "<template><script>{}</script></template>",
    "<textarea><script>{}</script></textarea>",
    "<title><script>{}</script></title>",
    "<xmp><script>{}</script></xmp>",
    "<!--><script>{}</script>-->",
    "<!-- --!><img src=x onerror={}> -->",
    "<![CDATA[<script>{}</script>]]>",
    "<?xml version='1.0'?><script>{}</script>",
    "<news-block data-kind='photo' data-id='1' onclick='{}'></news-block>",
    "<news-block data-kind='read' data-href='javascript:{}' data-label='x'></news-block>",
    "<news-block data-kind='quote' data-text='<img src=x onerror={}>'></news-block>",
    "<news-block data-kind='x' style='{}'><script>{}</script></news-block>",
    "<b onclick='{}'>x</b><h1 onclick={}>y</h1><div onclick={}>z</div>",
    "\x00<scr\x00ipt>{}</scr\x00ipt>",
    "<p><a href=\"javascript:{}\"><b>x</a></b></p>",
    "<select><option><style></option></select><img src=x onerror={}></style>",
    "<a href='https://x.example/\"onmouseover={}//'>x</a>",
]  # fmt: skip
WRAPS = ["{}", "<p>before {} after</p>"]
PAYLOADS = [
    wrap.replace("{}", shape.replace("{}", call)) for call, shape, wrap in product(CALLS, SHAPES, WRAPS)
]


class Strict(HTMLParser):
    """Reads the markup as a browser would and notes all that a story may not hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        allowed = {"a": {"href"}, "news-block": BLOCK_ATTRIBUTES}.get(tag, set())
        if tag not in TAGS:
            self.faults.append(tag)
        for name, value in attrs:
            if name not in allowed:
                self.faults.append(f"{tag} {name}")
            scheme = re.sub(r"[\x00-\x20]", "", value or "").lower().partition(":")[0]
            if name in ("href", "data-href") and scheme in ("javascript", "vbscript", "data"):
                self.faults.append(f"{tag} {name}={value}")

    def handle_comment(self, data):
        self.faults.append("comment")

    def handle_decl(self, decl):
        self.faults.append("declaration")


def words(html: str) -> list[str]:
    return re.findall(r"\w+", parts.plain_text(parts.cut(html)))


def test_there_are_enough_ways_to_attack():
    assert len(set(PAYLOADS)) >= 300


@pytest.mark.parametrize("shape", SHAPES)
def test_no_attack_comes_through(shape):
    for payload in (
        payload for payload in PAYLOADS if any(shape.replace("{}", call) in payload for call in CALLS)
    ):
        cleaned = clean(payload)

        assert Strict(cleaned).faults == [], payload
        assert clean(cleaned) == cleaned, payload
        assert parts.cut(cleaned) is not None


def test_the_reader_of_faults_sees_them():
    bad = "<p onclick=x>y</p><svg></svg><a href=' java\nscript:1'>x</a><!-- x -->"

    assert Strict(bad).faults == ["p onclick", "svg", "a href= java\nscript:1", "comment"]


_pieces = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<em>", "</em>", "<a href='/x'>", "</a>",
     "<ul>", "<li>", "</ul>", "<blockquote>", "</blockquote>", "<table>", "<tr>", "<td>", "</table>", "<br>",
     "<h1>", "</h1>", "<h2>", "<button>", "</button>", "<svg>", "</svg>", "<math>", "<news-block data-kind='photo' data-id='3'>",
     "<news-block data-kind='read' data-label='a > b \"c\"'></news-block>", "</news-block>", "<select>", "<option>",
     "<script>", "</script>", "<style>", "</style>", "<!--", "-->", "<", ">", "&amp;", "&lt;", "&nbsp;", " ", "\n",
     "<object>", "<template>", "<textarea>", "<title>", "<span style='font-weight:700'>", "</span>", "<foreignObject>",
     "'", '"', "<p", "=", "/"]
)  # fmt: skip
_html = st.lists(st.one_of(_pieces, st.text(max_size=6)), max_size=30).map("".join)


@settings(max_examples=400, deadline=None, database=None)
@given(_html)
def test_whatever_comes_in_is_clean_and_stays_as_it_is(html):
    cleaned = clean(html)

    assert Strict(cleaned).faults == []
    assert clean(cleaned) == cleaned
    for kind, value in parts.cut(cleaned):
        if kind == "html":
            assert clean(value) == value
            assert "<news-block" not in value


@settings(max_examples=150, deadline=None, database=None)
@given(st.lists(st.text(alphabet="abc é’中 &<>\"'", min_size=1), max_size=6))
def test_no_word_is_lost(paragraphs):
    html = "".join(f"<div><span>{escape(text)}</span></div>" for text in paragraphs)

    assert words(clean(html)) == re.findall(r"\w+", " ".join(paragraphs))


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("loose text", "<p>loose text</p>"),
        ("<p>a</p>loose <b>b</b><p>c</p>", "<p>a</p><p>loose <strong>b</strong></p><p>c</p>"),
        ("<p>one<em> </em>two</p>", "<p>one two</p>"),
        ("<p> </p><p>&nbsp;</p><p><br></p><p>x</p>", "<p>x</p>"),
        ("<ul><li></li></ul><p>x</p>", "<p>x</p>"),
        ("<p>a <a href='javascript:1'>link</a></p>", "<p>a link</p>"),
        ("<h1>Title</h1><h5>Small</h5>", "<h2>Title</h2><h3>Small</h3>"),
        (
            '<p>a<news-block data-kind="photo" data-id="3"></news-block>b</p>',
            '<p>a</p><news-block data-kind="photo" data-id="3"></news-block><p>b</p>',
        ),
        (
            '<news-block data-kind="photo" data-id="3"><p>The whole story.</p>',
            '<news-block data-kind="photo" data-id="3"></news-block><p>The whole story.</p>',
        ),
        ('<news-block data-kind="clock"></news-block><p>x</p>', "<p>x</p>"),
    ],
)
def test_markup_is_put_in_order(pasted, kept):
    assert clean(pasted) == kept


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm;} --></style><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment--><p class=MsoNormal style='text-align:justify'><b><span
style='font-size:14.0pt'>The quay<o:p></o:p></span></b></p><p class=MsoNormal>It was <i style='mso-bidi-font-style:normal'>late</i>&nbsp;and
<a href="https://quay.example/">nobody</a> came.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>"""
GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><p dir="ltr" style="line-height:1.38">
<span style="font-size:11pt;white-space:pre-wrap;">The quay was empty.</span></p><br /><h1 dir="ltr"><span>After dark</span></h1><ul>
<li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>One lamp</span></p></li></ul></b>"""


def test_copy_pasted_from_word_keeps_its_words_and_sheds_the_rest():
    assert re.sub(r"\s+", " ", clean(WORD)) == (
        "<p><strong>The quay</strong></p><p>It was <em>late</em>&nbsp;and "
        '<a href="https://quay.example/">nobody</a> came.</p>'
    )


def test_copy_pasted_from_google_docs_is_not_all_bold():
    assert re.sub(r"\s*\n\s*", "", clean(GOOGLE)) == (
        "<p><span>The quay was empty.</span></p><h2>After dark</h2><ul><li><p>One lamp</p></li></ul>"
    ).replace("<span>", "").replace("</span>", "")


@pytest.mark.parametrize(
    "block",
    [
        ("photo", {"id": 12}, ["photo", 12]),
        ("read", {"id": 31}, ["read", 31]),
        ("read", {"href": "https://x.example/?a=1&b=2", "label": 'Say "a > b"'}, None),
        ("read", {"label": "Wanted & missed <b>"}, ["read", {"wanted": "Wanted & missed <b>"}]),
        (
            "quote",
            {"text": "It's “done” > not", "by": "Ines"},
            ["quote", {"text": "It's “done” > not", "by": "Ines"}],
        ),
    ],
    ids=lambda block: block[0],
)
def test_a_block_says_the_same_after_cleaning(block):
    kind, attributes, wanted = block
    wanted = wanted or ["read", {"url": attributes["href"], "title": attributes["label"]}]

    cleaned = clean(f"<p>a</p>{parts.block(kind, **attributes)}<p>b</p>")

    assert parts.cut(cleaned) == [["html", "<p>a</p>"], wanted, ["html", "<p>b</p>"]]


@pytest.mark.parametrize("identity", ["9" * 5000, "9" * 19, "-1", "0", "1.5", "٣", "", "1 OR 1=1"])
def test_a_block_that_names_nothing_is_left_out(identity):
    html = f'<news-block data-kind="photo" data-id="{identity}"></news-block>'

    assert parts.cut(html) == parts.cut(clean(html)) == []


def test_plain_text_has_a_line_for_each_paragraph_and_no_pull_quotes():
    html = "<p>One &amp; two</p><ul><li>three</li></ul><p>four<br>five</p>" + parts.block("quote", text="six")

    text = parts.plain_text(parts.cut(html))

    assert text == "One & two\nthree\nfour\nfive"
    assert parts.count_words(text) == 5


def test_a_list_may_begin_with_another_number_than_one():
    assert clean('<ol start="3"><li>Three</li></ol>') == '<ol start="3"><li>Three</li></ol>'
    for said in ("1", "0", "-2", "3.5", "12345", "x", "", "３"):
        assert clean(f'<ol start="{said}" type="a" reversed><li>One</li></ol>') == "<ol><li>One</li></ol>"
    assert clean('<ul start="3"><li>One</li></ul>') == "<ul><li>One</li></ul>"
