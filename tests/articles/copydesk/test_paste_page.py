"""New story from pasted copy, in the admin: source and result side by side, then filed."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Intake, Licence, Photo, PhotoCredit
from newsroom.models import User
from tests.builders.copy_shapes import COPY, FERRY, PLAIN, story

pytestmark = pytest.mark.django_db


URL = "/admin/articles/article/paste/"


def test_the_page_of_pasted_copy_has_its_name():
    assert reverse("admin:articles_article_paste") == URL


def test_source_and_result_are_shown_before_anything_is_filed(desk):
    close = story("Ferry company keeps the winter timetable until May")

    page = desk.post(URL, {"copy": FERRY}).content.decode()

    assert Article.objects.get() == close
    assert "Picture: which “CC 2.0” is it?" in page
    assert '<span class="span-licence">CC 2.0</span>' in page
    assert '<span class="span-headline">Ferry company drops the last Sunday' in page
    assert f'<input type="radio" name="read-0" value="{close.pk}" checked>' in page
    assert "11 of 11 parts placed" in page
    assert "10 kept, 1 left out, 0 lost" in page
    assert page.index("Answer to publish") < page.index("Close match") < page.index("New author")


def test_answers_are_filed_with_the_story(desk):
    close = story("Ferry company keeps the winter timetable until May")
    licence = Licence.objects.get(code="cc-by-nd-2.0")

    answer = desk.post(
        URL,
        {
            "copy": FERRY,
            "act": "open",
            "headline": "No boat on Sundays",
            "standfirst": "",
            "licence-0": str(licence.pk),
            "link-0": "https://pics.example/1",
            "read-0": str(close.pk),
            "keep_appeal": "on",
        },
    )

    article = Article.objects.exclude(pk=close.pk).get()
    assert (answer.status_code, answer["Location"]) == (302, article.get_desk_url())
    assert (article.headline, article.standfirst) == ("No boat on Sundays", "")
    assert PhotoCredit.objects.get().licence == licence
    assert [link.target for link in article.related_links.all()] == [close]
    assert "Become a member" in article.body
    assert article.intake.source == FERRY


def test_i_do_not_know_yet_files_the_draft_without_a_licence(desk):
    desk.post(URL, {"copy": FERRY, "act": "draft", "headline": "H", "standfirst": "", "licence-0": ""})

    assert (PhotoCredit.objects.get().licence, PhotoCredit.objects.get().terms) == (None, "CC 2.0")


def test_the_licence_of_the_creators_other_pictures_is_offered(desk):
    licence = Licence.objects.get(code="cc-by-2.0")
    PhotoCredit.objects.create(photo=Photo.objects.create(), creator="Jonas Ferrand", licence=licence)

    page = desk.post(URL, {"copy": FERRY}).content.decode()

    assert f'<input type="radio" name="licence-0" value="{licence.pk}" checked>' in page
    assert "as 1 other of theirs" in page


def test_a_second_press_files_no_second_story(desk):
    said = {"copy": FERRY, "act": "draft", "headline": "H", "standfirst": ""}

    desk.post(URL, said)
    desk.post(URL, said)

    assert Article.objects.count() == 1


def test_bad_answers_are_told_at_the_field_and_nothing_typed_is_lost(desk):
    said = {
        "copy": FERRY,
        "act": "draft",
        "headline": "x" * 161,
        "standfirst": "Mine",
        "link-0": "no address",
    }

    answer = desk.post(URL, said)

    page = answer.content.decode()
    assert (answer.status_code, Article.objects.count()) == (422, 0)
    assert "at most 160 characters (it has 161)" in page
    assert "Enter a valid URL." in page
    assert "x" * 161 in page
    assert ">\nMine</textarea>" in page
    assert "The Sunday boat at the Sorrel slipway" in page


def test_paste_again_keeps_what_was_pasted(desk):
    page = desk.post(URL, {"copy": "\n<b> & By Elin", "act": "again"}).content.decode()

    assert ">\n\n&lt;b&gt; &amp; By Elin</textarea>" in page


@pytest.mark.parametrize("copy", ["", "  \n", "…\x00"])
def test_empty_copy_is_refused_at_the_field(desk, copy):
    answer = desk.post(URL, {"copy": copy})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Article.objects.exists()


def test_a_file_can_be_sent_and_its_name_is_kept(desk):
    answer = desk.post(URL, {"file": io.BytesIO(FERRY.encode("utf-16"))})

    assert "Ferry company drops the last Sunday" in answer.content.decode()
    with (COPY / "word.html").open("rb") as document:
        page = desk.post(URL, {"file": document}).content.decode()
    assert '<input type="hidden" name="name" value="word.html">' in page
    assert "Night bus to the quarry stops in June" in page


def test_a_file_that_is_no_text_is_refused_at_the_field(desk):
    answer = desk.post(URL, {"file": io.BytesIO(b"\x89PNG\x00\x01")})

    assert answer.status_code == 422
    assert "This is not text." in answer.content.decode()


def test_who_may_not_add_stories_does_not_see_the_page(client):
    person = User.objects.create_user("viewer", is_staff=True)
    client.force_login(person)

    assert client.get(URL).status_code == 403
    person.user_permissions.add(Permission.objects.get(codename="add_article"))
    assert client.get(URL).status_code == 200


def test_markup_in_the_copy_is_shown_as_text(desk):
    page = desk.post(URL, {"copy": f"{PLAIN}\n<script>alert(1)</script>"}).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_the_page_asks_no_more_of_the_database_for_more_paragraphs(desk):
    with CaptureQueriesContext(connection) as short:
        desk.post(URL, {"copy": FERRY})
    with CaptureQueriesContext(connection) as long:
        desk.post(
            URL, {"copy": FERRY.replace("The island council meets", "More.\n\n" * 30 + "The council meets")}
        )

    assert len(short) == len(long)
    assert Intake.objects.count() == 0
