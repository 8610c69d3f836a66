"""What copy leaves open is asked on the page of pasted copy, and the answers are on the story."""

from __future__ import annotations

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command

from articles.copydesk.filing import file
from articles.copydesk.preparing import Answers
from articles.importers import pasted_copy
from articles.importers.draft import Name
from articles.models import Article, Author, Outlet, Section
from newsroom.models import Imprint, User
from tests.builders.copy_shapes import STORY

pytestmark = pytest.mark.django_db

URL = "/admin/articles/article/paste/"
HEADLINE = "Council votes for the pier"
EMBARGO = "EMBARGOED UNTIL 00:01 FRIDAY 4 DECEMBER"
FOURTH = datetime(2026, 12, 4, 0, 1, tzinfo=ZoneInfo("Europe/Berlin"))
NOW = datetime(2026, 11, 28, 15, tzinfo=ZoneInfo("Europe/Berlin"))


def copy(*lines: str) -> str:
    return "\n\n".join((*lines, STORY))


def filed(text: str, by: User, **said) -> Article:
    return file(pasted_copy.read(text), by=by, answers=Answers(**said))


@pytest.mark.parametrize(
    "byline",
    [
        "By Elin Marsh / The Ferry Post",
        "By Elin Marsh | ferrypost.example",
        "By Elin Marsh for FerryPost",
        "By Elin Marsh, Ferry Post Online",
        "By Elin Marsh, Die Ferry-Post Redaktion",
        "By Elin Marsh\nFerry Post",
        "By Elin Marsh, Ferry Post Editorial Board",
    ],
)
@pytest.mark.parametrize("name", ["The Ferry Post", "FERRY POST"])
def test_our_own_paper_is_never_a_new_outlet(editor, settings, byline, name):
    settings.SITE_URL = "https://www.ferrypost.example"
    Imprint.objects.create(name=name)

    article = filed(copy(HEADLINE, byline), editor)

    assert (article.outlet, Outlet.objects.count()) == (None, 0)
    assert Author.objects.get().outlet is None
    notes = [row["note"] for row in article.intake.report if row["kind"] == "outlet"]
    assert notes == ["That is our own paper, and no partner."]


def test_another_paper_is_one(editor):
    Imprint.objects.create(name="The Ferry Post")

    article = filed(copy(HEADLINE, "By Elin Marsh / The Ferry Gazette"), editor)

    assert article.outlet.name == "The Ferry Gazette"


def test_of_two_papers_ours_is_left_off_and_each_author_has_the_own(editor):
    Imprint.objects.create(name="Harbour Chronicle")

    article = filed(copy(HEADLINE, "By Mick Hixley, Harbour Chronicle, and Carla Orne, ProPress"), editor)

    assert article.outlet.name == "ProPress"
    assert {author.name: str(author.outlet) for author in Author.objects.all()} == {
        "Mick Hixley": "None",
        "Carla Orne": "ProPress",
    }


def test_a_section_of_ours_is_no_outlet(editor):
    Section.objects.create(name="Harbour")

    assert filed(copy(HEADLINE, "By Elin Marsh, Harbour"), editor).outlet is None


def test_a_new_outlet_can_be_left_off(desk):
    said = {"copy": copy(HEADLINE, "By Elin Marsh, Kelby"), "headline": HEADLINE, "standfirst": ""}

    page = desk.post(URL, said).content.decode()
    assert '<input type="radio" name="new_outlet" value="yes" checked>' in page
    desk.post(URL, {**said, "act": "draft", "new_outlet": "no"})

    assert (Article.objects.get().outlet, Outlet.objects.count()) == (None, 0)


@time_machine.travel(NOW, tick=False)
def test_an_embargo_is_proposed_and_stands_on_the_draft(desk):
    said = {"copy": copy(EMBARGO, HEADLINE, "By Elin Marsh"), "headline": HEADLINE, "standfirst": ""}

    page = desk.post(URL, said).content.decode()
    assert "Embargo: until when?" in page
    assert 'value="2026-12-04T00:01"' in page
    desk.post(URL, {**said, "act": "draft", "embargo": "2026-12-04T00:01"})

    article = Article.objects.get()
    assert (article.headline, article.embargo) == (HEADLINE, FOURTH)
    assert EMBARGO not in article.body


@time_machine.travel(NOW, tick=False)
def test_an_embargo_that_nobody_answers_is_the_one_in_the_copy(editor):
    assert filed(copy(EMBARGO, HEADLINE), editor).embargo == FOURTH
    assert filed(copy(EMBARGO, HEADLINE), editor, embargo=None).embargo is None
    assert filed(copy("EMBARGOED", "UNTIL 00:01 FRIDAY 4 DECEMBER", HEADLINE), editor).embargo == FOURTH


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    "lines", [("EMBARGOED UNTIL FRIDAY",), (EMBARGO, "BROADCAST EMBARGO: 00:01 SATURDAY 5 DECEMBER")]
)
def test_an_embargo_that_is_not_certain_has_to_be_answered(desk, lines):
    said = {"copy": copy(*lines, HEADLINE), "headline": HEADLINE, "standfirst": "", "act": "draft"}

    refused = desk.post(URL, said)
    assert (refused.status_code, Article.objects.count()) == (422, 0)
    assert "Say until when, or that there is no embargo." in refused.content.decode()

    desk.post(URL, {**said, "no_embargo": "on"})
    assert Article.objects.get().embargo is None


@time_machine.travel(NOW, tick=False)
def test_copy_with_an_embargo_that_is_not_certain_is_not_published_by_the_command(editor, tmp_path):
    Section.objects.create(name="Harbour")
    (tmp_path / "a.txt").write_text(
        copy("EMBARGOED UNTIL FRIDAY", HEADLINE, "By Elin Marsh"), encoding="utf-8"
    )
    out = io.StringIO()

    with pytest.raises(Exception, match="1 of 1 filed but not published"):
        call_command("import_copy", str(tmp_path / "a.txt"), section="harbour", publish=True, stdout=out)

    assert "“EMBARGOED UNTIL FRIDAY” is no certain moment. Set the embargo on the desk." in out.getvalue()
    assert not Article.objects.get().editions.exists()


def test_who_wrote_it_is_asked_where_the_copy_names_nobody(desk):
    elin = Author.objects.create(name="Elin Marsh")
    said = {"copy": copy(HEADLINE, "By Staff Reporter"), "headline": HEADLINE, "standfirst": ""}

    page = desk.post(URL, said).content.decode()
    assert "Byline: who wrote it?" in page
    refused = desk.post(URL, {**said, "act": "draft", "names": "all of us"})
    assert (refused.status_code, "Write names only" in refused.content.decode()) == (422, True)
    desk.post(URL, {**said, "act": "draft", "names": "Elin Marsh and Tom Okafor"})

    article = Article.objects.get()
    assert [line.author.name for line in article.bylines.all()] == ["Elin Marsh", "Tom Okafor"]
    assert article.bylines.first().author == elin
    assert "Staff Reporter" not in article.body


def test_names_that_nobody_gives_are_left_open(editor):
    article = filed(copy(HEADLINE, "By Staff Reporter"), editor, names=(Name("Ana Ruiz"),))
    nobody = filed(copy(HEADLINE, "By Staff Reporter"), editor)

    assert article.bylines.get().author.name == "Ana Ruiz"
    assert not nobody.bylines.exists()
    assert [row["note"] for row in nobody.intake.report if row["kind"] == "byline"] == [
        "It names nobody. Add who wrote it."
    ]


def test_the_link_to_the_original_is_proposed(desk):
    line = "Originally published on ProPress: https://p.example/x?utm_source=mail"
    said = {"copy": copy(HEADLINE, "By Elin Marsh") + f"\n\n{line}", "headline": HEADLINE, "standfirst": ""}

    page = desk.post(URL, said).content.decode()
    assert "Where it stood first" in page
    assert 'value="https://p.example/x"' in page
    desk.post(URL, {**said, "act": "draft", "original_url": "https://p.example/y"})

    article = Article.objects.get()
    assert (article.outlet.name, article.outlet_url) == ("ProPress", "https://p.example/y")
    assert "Originally published" not in article.body


def test_an_original_that_nobody_answers_is_the_one_in_the_copy_unless_it_is_ours(editor):
    theirs = filed(copy(HEADLINE) + "\n\nOriginally published on ProPress: https://p.example/x", editor)
    Imprint.objects.create(name="ProPress")
    ours = filed(copy(HEADLINE) + "\n\nOriginally published on ProPress: https://p.example/x", editor)

    assert (theirs.outlet.name, theirs.outlet_url) == ("ProPress", "https://p.example/x")
    assert (ours.outlet, ours.outlet_url) == (None, "")


def test_what_is_no_part_of_the_story_is_shown_with_what_was_cut_out(desk):
    markup = (
        f"<p>BC-FERRY-STRIKE</p><p>{HEADLINE}</p><p>By Elin Marsh</p><p>It cost <s><del>5</del></s> 50.</p>"
        "<img src='file:///C:/clip_image002.jpg'>"
    )

    page = desk.post(URL, {"copy": "x", "rich": markup}).content.decode()

    assert "No part of the story" in page
    assert '<s class="span-notice">BC-FERRY-STRIKE</s>' in page
    assert "1 stretch is struck out in the document. It is not in the story." in page
    assert "1 picture stands in the document and does not come along." in page
    assert "“clip_image002.jpg”" in page
    assert "It cost 50." in page
