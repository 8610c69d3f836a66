"""Signs that are no text get through no door, and into no page, feed, sitemap, file name or header."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import astuple
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from articles.body import cleaning
from articles.copydesk import filing
from articles.importers import pasted_copy
from articles.models import Article, Section
from articles.photos.rights import Rights, as_xmp
from articles.photos.words import plain
from newsroom.models import User
from newsroom.plain_text import for_xml, plain_text
from tests.builders import newsdesk

#: One of each kind, by a name that says which.
SIGNS = {
    "a control": "\x01",
    "a bell": "\x07",
    "an escape": "\x1b",
    "a delete": "\x7f",
    "a control of the second set": "\x9b",
    "an override of direction": "\u202e",
    "an embedding": "\u202a",
    "an isolate": "\u2067",
    "a mark of byte order": "\ufeff",
    "no character": "\ufffe",
    "another that is none": "\U0001ffff",
    "one of the thirty-two": "\ufdd0",
    "half a letter": "\ud800",
    "an annotation": "\ufff9",
}
LINE_ENDS = {"\x0b", "\x0c", "\x85", "\u2028", "\u2029"}
KEPT = "Zwölf\u00a0Boote\tund\nحافظ\u200cها, क्\u200dष, \u200eWörter\u200f, 🏳️\u200d🌈, soft\u00adhyphen"
DIRTY = "".join(sign for sign in SIGNS.values() if sign != "\ud800")
BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


@pytest.mark.parametrize("name", SIGNS)
def test_signs_that_say_nothing_go(name):
    assert plain_text(f"Pi{SIGNS[name]}lots") == "Pilots"


@pytest.mark.parametrize("sign", sorted(LINE_ENDS))
def test_rare_line_ends_are_line_ends(sign):
    assert plain_text(f"One{sign}two") == "One\ntwo"


def test_text_of_any_script_stays_letter_for_letter():
    assert plain_text(KEPT) == KEPT


@given(st.text())
def test_cleaned_text_can_stand_in_xml_and_stays_as_it_is(text):
    cleaned = plain_text(text)

    assert plain_text(cleaned) == cleaned == for_xml(cleaned)
    assert not BAD.search(cleaned)


@given(st.text(alphabet=st.characters(codec=None, categories=["Cc", "Cs", "Cn", "Lu", "Cf"])))
def test_whatever_is_guarded_can_be_read_as_xml(text):
    ElementTree.fromstring(f"<a>{for_xml(text).replace('<', '').replace('&', '')}</a>".encode())


def test_a_body_holds_none_however_they_are_written():
    html = (
        f"<p>Pi{DIRTY}lots &#x202e;left &#8232; &#xfffe;the &#x9b;basin</p>"
        '<news-block data-kind="quote" data-text="No&#x202e;body" data-by="A\u202eda"></news-block>'
    )

    assert not BAD.search(cleaning.clean(html))
    assert "Pilots" in cleaning.clean(html)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each)


@pytest.mark.parametrize(
    "draft",
    [
        pasted_copy.read_rich(
            "<h1>Pi\x07\u202e\ufffelots &#x202e;leave</h1><p>By Ines\x9b Amaral</p><p>The &#8232;boats left.</p>"
        ),
        pasted_copy.read(
            "Pi\u202elots leave\n\nBy Ines\ufffe Amaral\u2028\u2028The\x07 boats left the basin before dawn.\x85\x85"
            "Nobody on the quay could say when they would be back."
        ),
    ],
    ids=["markup", "text"],
)
def test_pasted_copy_holds_none(draft):
    assert (draft.headline, [name.name for name in draft.names]) == ("Pilots leave", ["Ines Amaral"])
    assert not any(BAD.search(text) for text in texts(astuple(draft)))


def test_what_a_picture_says_of_itself_holds_none():
    assert plain(f"A crane{DIRTY}") == "A crane"
    ElementTree.fromstring(as_xmp(Rights(creator="Jo\x01 \ufffeVale", description="\ud800")))


@pytest.mark.django_db
def test_no_form_lets_them_through(client):
    boss = newsdesk.editor(may=("add_section", "change_section", "view_section"))
    client.force_login(boss)

    client.post(
        "/admin/articles/section/add/",
        {"name": f"Har{DIRTY}bour", "slug": "", "style": "news", "order": "0", "description": "One\u2028two"},
    )

    section = Section.objects.get()
    assert (section.name, section.slug, section.description) == ("Harbour", "harbour", "One\ntwo")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["q=%00", "q=%EF%BF%BE", "q=%E2%80%AE&all=%01", "%00=1"])
def test_no_query_is_an_error(client, query):
    client.force_login(newsdesk.editor(may=("view_section",)))

    assert client.get(f"/search/?{query}").status_code == 200
    assert client.get(f"/admin/articles/section/?{query}").status_code in (200, 302)


@pytest.mark.django_db
def test_no_file_lets_them_through(tmp_path):
    User.objects.create_superuser("chief")
    file = tmp_path / "wi\u202ere\x01.txt"
    file.write_text(
        "Pilots\ufffe leave\n\nBy Ines Amaral\n\nThe\u2028boats \u202eleft the basin at dawn.",
        encoding="utf-8",
    )
    out = StringIO()

    call_command("import_copy", str(file), headline="Pi\u202elots le\x07ave", stdout=out)

    article = Article.objects.get()
    said = (
        article.headline,
        article.body,
        article.intake.name,
        article.intake.source,
        json.dumps(article.intake.report, ensure_ascii=False),
        out.getvalue(),
    )
    assert not any(BAD.search(each) for each in said)
    assert (article.headline, article.intake.name) == ("Pilots leave", "wire.txt")


@pytest.mark.django_db
def test_a_file_name_that_is_no_text_is_a_file_name_all_the_same(tmp_path):
    boss = User.objects.create_superuser("chief")

    article = filing.file(pasted_copy.read("Pilots leave\n\nThe boats left."), by=boss, name="wire\udcff.txt")

    assert article.intake.name == "wire.txt"


@pytest.mark.django_db
def test_what_came_in_before_the_doors_were_kept_breaks_no_feed_and_no_sitemap(client):
    dirty = DIRTY.replace("\ud800", "")
    ada = newsdesk.author(f"Ada{dirty} Quist")
    lead = newsdesk.photo(f"Cranes{dirty}", creator=f"Jo{dirty} Vale")
    topic = newsdesk.topic(f"Pilot{dirty}age")
    newsdesk.live(
        f"Pilots{dirty} leave",
        authors=[ada],
        lead=lead,
        topics=[topic],
        standfirst=f"What{dirty}",
        slug="pilots",
    )

    for path in (
        "/feed/",
        "/harbour/feed/",
        f"/author/{ada.slug}/feed/",
        "/sitemap.xml",
        "/sitemap-stories-1.xml",
        "/sitemap-pages.xml",
        "/sitemap-news.xml",
    ):
        response = client.get(path)
        assert response.status_code == 200, path
        ElementTree.fromstring(response.content)
    [data] = re.findall(
        rb'<script type="application/ld\+json">(.*?)</script>',
        client.get("/harbour/pilots/").content,
        re.DOTALL,
    )
    assert json.loads(data)[0]["headline"].startswith("Pilots")
