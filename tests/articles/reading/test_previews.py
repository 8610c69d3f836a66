"""What is typed, an old version and what a link was made to: one page, made of the very copy that was meant."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from articles.body import parts
from articles.models import Article, Edition, PreviewLink, Version
from articles.publishing.previews import make_preview
from tests.builders import newsdesk
from tests.driving.everywhere import CANARY, visit
from tests.driving.storydesk import REPORTER, address, desk, opened, person

pytestmark = pytest.mark.django_db

TEXT = "The pilot boats left the basin before dawn"
#: What opens the files of a picture to whoever holds a link.
_PREVIEW = re.compile(r"[?]preview=[^ \"]+")


def _typed(client: Client, article: Article) -> Callable[[], str]:
    data = opened(client, article)
    return lambda: _told(client.post(address(article, "typed"), data))


def _version(client: Client, article: Article) -> Callable[[], str]:
    number = article.versions.first().number
    return lambda: _told(client.get(address(article, "version", number=number)))


def _link(client: Client, article: Article) -> Callable[[], str]:
    path = make_preview(article, by=person("linda"))
    return lambda: visit(path)


def _told(answer) -> str:
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("private, no-store")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    return answer.text


@pytest.fixture
def client() -> Client:
    return desk(person("maya"))


@pytest.mark.parametrize("way", [_typed, _version, _link])
def test_a_preview_shows_its_own_copy_and_nothing_of_what_was_saved_since(client, way):
    """Words, lists and pictures; and the headline, where the copy that is shown has none."""
    draft = newsdesk.story(f"Never out {CANARY}", slug="never")
    article = newsdesk.story(
        "",
        slug="boats",
        body=newsdesk.TEXT + parts.block("read", id=draft.pk),
        lead=newsdesk.photo(),
        topics=[newsdesk.topic()],
        outlet=newsdesk.outlet(),
        key_points="First\nSecond",
    )
    preview = way(client, article)

    article.photo_uses.all().delete()
    article.bylines.all().delete()
    article.topic_uses.all().delete()
    newsdesk.save(
        article,
        body=f"<p>{CANARY}</p>",
        section=newsdesk.section(CANARY, in_navigation=False),
        outlet=newsdesk.outlet(CANARY),
        **dict.fromkeys(("headline", "standfirst", "kicker", "key_points", "slug"), CANARY),
    )
    shown = preview().replace("\xa0", " ")

    for words in (
        TEXT,
        "Untitled story",
        "Ines Amaral",
        "Cranes at low water",
        "Pilotage",
        "The Ferry Post",
        "Second",
    ):
        assert words in shown, words
    assert CANARY not in shown.lower()


def test_the_three_ways_show_one_page(client):
    article = newsdesk.story(lead=newsdesk.photo(), topics=[newsdesk.topic()], slug="boats")
    pages = [way(client, article)() for way in (_typed, _version, _link)]

    told = [
        _PREVIEW.sub("", page[page.index('<p class="kick">') : page.index("</article>")]) for page in pages
    ]

    assert told[0] == told[1] == told[2]
    assert "Cranes at low water" in told[0]


def test_what_is_typed_is_shown_and_saved_nowhere(client):
    """A picture and a READ line that were only just put in are shown, and script never is."""
    crane, lamps = newsdesk.photo("A crane"), newsdesk.live("Lamps")
    article = newsdesk.live(slug="boats")
    before = _kept(article)
    data = opened(client, article) | {
        "headline": "Typed and not saved",
        "body": "<p>Just typed<script>alert(1)</script>.</p>"
        + parts.block("photo", id=crane.pk)
        + parts.block("read", id=lamps.pk),
    }

    shown = client.post(address(article, "typed"), data).text

    for words in ("Typed and", "Just typed.", "A crane", "Jo Vale", ">Lamps</a>", "It is not saved by this."):
        assert words in shown.replace("\xa0", " "), words
    assert "alert(1)" not in shown
    assert _kept(article) == before
    assert "Typed" not in visit("/harbour/boats/")


def _kept(article: Article) -> tuple[object, ...]:
    rows = (Version, Edition, PreviewLink)
    return (Article.objects.values().get(pk=article.pk), *(model.objects.count() for model in rows))


def test_a_story_that_is_no_row_yet_is_shown_and_is_none_after_it(client):
    data = opened(client) | {"headline": "Only begun", "body": "<p>One line.</p>"}

    shown = client.post(reverse("admin:articles_article_typed_new"), data).text

    assert "Only begun" in shown.replace("\xa0", " ")
    assert "One line." in shown
    assert not Article.objects.exists()


def test_what_cannot_be_saved_as_it_is_is_left_out_and_that_is_said(client):
    article = newsdesk.story(slug="boats")
    bad = {"headline": "X" * 161, "bylines-0-author": "999999", "standfirst": "Typed all the same"}

    shown = client.post(address(article, "typed"), opened(client, article) | bad).text

    assert "Pilot boats find nothing" in shown.replace("\xa0", " ")
    assert "Typed all the same" in shown
    assert "Some of it cannot be saved as it is" in shown
    assert "Ines Amaral" not in shown


def test_typing_on_holds_nobody_up_who_saves(client):
    """A preview neither locks the story nor minds that it has been saved since the form was opened."""
    article = newsdesk.story(slug="boats")
    data = opened(client, article) | {"kicker": "Harbour watch"}
    newsdesk.save(article, headline="Saved by another")

    shown = client.post(address(article, "typed"), data).text

    assert "Harbour watch" in shown
    assert "Saved by another" not in shown.replace("\xa0", " ")
    assert "Some of it cannot be saved" not in shown


def test_a_picture_of_an_old_version_is_told_of_with_the_credit_of_today(client):
    photo = newsdesk.photo()
    article = newsdesk.story(lead=photo, slug="boats")
    number = article.versions.first().number
    article.photo_uses.all().delete()
    newsdesk.save(article)

    photo.credit.creator = "Somebody Else"
    photo.credit.save()

    assert "Somebody Else" in client.get(address(article, "version", number=number)).text


def test_nobody_sees_a_copy_at_the_desk_who_may_not_and_no_number_that_is_not_there(client):
    article = newsdesk.story("Hidden from strangers", slug="hidden")
    rita = desk(person("rita", REPORTER))
    nobody = Client()

    answers = {
        "a stranger, typed": nobody.post(address(article, "typed")),
        "a stranger, version": nobody.get(address(article, "version", number=1)),
        "another's story, typed": rita.post(address(article, "typed")),
        "no such version": client.get(address(article, "version", number=99)),
        "no such story": client.get(reverse("admin:articles_article_version", args=[999, 1])),
        "a story that stands elsewhere": client.get(
            reverse("admin:articles_article_version", args=[newsdesk.story().pk, 99])
        ),
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "a stranger, typed": 401,
        "a stranger, version": 302,
        "another's story, typed": 403,
        "no such version": 404,
        "no such story": 404,
        "a story that stands elsewhere": 404,
    }
    assert all("Hidden from strangers" not in answer.text for answer in answers.values())
    assert "Hidden from" in client.get(address(article, "version", number=1)).text.replace("\xa0", " ")
