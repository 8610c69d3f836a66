"""Addresses never change meaning, and one that is not ours tells nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from articles.models import Edition, PreviewLink
from articles.publishing import withdraw
from articles.publishing.previews import make_preview, revoke_preview
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return Client()


def test_a_changed_slug_leads_to_the_story_for_ever(client):
    article = newsdesk.live("First name", slug="first-name")
    for slug in ("second-name", "third-name"):
        newsdesk.put_out(newsdesk.save(article, slug=slug))

    for old in ("/harbour/first-name/", "/harbour/second-name/"):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, "/harbour/third-name/")
    assert client.get("/harbour/third-name/").status_code == 200


@pytest.mark.parametrize(
    ("make", "old", "new"),
    [
        (newsdesk.section, "/harbour-news/", "/port/"),
        (newsdesk.author, "/author/harbour-news/", "/author/port/"),
        (newsdesk.topic, "/topic/harbour-news/", "/topic/port/"),
        (newsdesk.outlet, "/outlet/harbour-news/", "/outlet/port/"),
    ],
)
def test_a_former_address_leads_to_the_new_one(client, make, old, new):
    row = make("Harbour news")
    newsdesk.live("Tides", **_told_of(row))
    row.slug = "port"
    row.save()

    response = client.get(old)

    assert (response.status_code, response["Location"]) == (301, new)


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (newsdesk.author, "/author/{}/"),
        (newsdesk.author, "/author/{}/feed/"),
        (newsdesk.topic, "/topic/{}/"),
        (newsdesk.topic, "/topic/{}/feed/"),
        (newsdesk.outlet, "/outlet/{}/"),
    ],
)
def test_a_former_address_betrays_no_name_before_a_story_of_it_is_out(client, make, path):
    row = make("Harbour news")
    article = newsdesk.story("Tides", **_told_of(row))
    row.slug = "secret-inquiry"
    row.save()

    old, unknown = client.get(path.format("harbour-news")), client.get(path.format("nothing-here"))
    newsdesk.put_out(article)
    out = client.get(path.format("harbour-news"))

    assert (old.status_code, dict(old.headers)) == (404, dict(unknown.headers))
    assert "secret-inquiry" not in old.text
    assert (out.status_code, out["Location"]) == (301, path.format("secret-inquiry"))


def _told_of(row) -> dict:
    """What a story that has to do with this section, author, topic or outlet is made of."""
    kind = row._meta.model_name
    return {f"{kind}s": [row]} if kind in {"author", "topic"} else {kind: row}


@pytest.mark.parametrize("make", [newsdesk.section, newsdesk.author, newsdesk.topic, newsdesk.outlet])
def test_nobody_else_may_take_a_former_address(make):
    row = make("Harbour news")
    row.slug = "port"
    row.save()
    other = make("Another name")
    other.slug = "harbour-news"

    with pytest.raises(ValidationError) as refused:
        other.full_clean()

    assert refused.value.messages == [
        "This address is or was in use. Choose another, or leave the field empty."
    ]


def test_a_withdrawn_story_is_gone_with_its_reason_and_the_latest_stories(client):
    article = newsdesk.live("Taken back")
    path = Edition.objects.get(article=article).path
    newsdesk.live("Still here")
    withdraw(article, by=newsdesk.editor(), reason="The source took it back.")

    response = client.get(path)
    page = response.content.decode()

    assert response.status_code == 410
    assert "The source took it back." in page
    assert "Still here" in page
    assert "Taken back" not in page


def test_a_story_that_comes_back_is_there_again(client):
    article = newsdesk.live("Taken back")
    withdraw(article, by=newsdesk.editor(), reason="To be checked.")
    newsdesk.put_out(newsdesk.save(article, standfirst="Checked."))

    assert client.get(Edition.objects.readable().get().path).status_code == 200


def test_a_draft_and_a_scheduled_story_answer_like_an_address_that_never_was(client):
    newsdesk.live("Something to be found")
    newsdesk.story("Drafted", slug="aaaa")
    later = newsdesk.story("Scheduled", slug="bbbb")
    newsdesk.put_out(later, at=timezone.now() + timedelta(days=1))

    answers = [client.get(f"/harbour/{slug}/") for slug in ("aaaa", "bbbb", "cccc")]
    pages = [re.sub("aaaa|bbbb|cccc", "", answer.content.decode()) for answer in answers]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert pages[0] == pages[1] == pages[2]
    assert dict(answers[0].headers) == dict(answers[1].headers) == dict(answers[2].headers)


def test_not_found_fills_the_search_offers_the_best_match_and_the_five_latest(client):
    newsdesk.live("The outfall ran for 211 days")
    for number in range(5):
        newsdesk.live(f"Latest {number}")

    response = client.get("/port/outfall-ran-days.html")
    page = response.content.decode()

    assert response.status_code == 404
    assert 'value="outfall ran days"' in page
    assert "Did you mean" in page
    assert 'href="/harbour/the-outfall-ran-for-211-days/">The outfall ran for 211 days</a>?' in page
    assert [f"Latest {number}" in page for number in range(5)] == [True] * 5
    assert len(re.findall("<h1", page)) == 1


# --- previews ---------------------------------------------------------------------------------


def test_a_preview_shows_the_desk_copy_to_the_holder_of_the_link_and_to_no_cache(client):
    article = newsdesk.live("Live words", lead=newsdesk.photo())
    newsdesk.save(article, headline="Words to come")
    path = make_preview(article, by=newsdesk.editor())

    response = client.get(path)
    page = response.content.decode()

    assert response.status_code == 200
    assert "Preview, not published." in page
    assert '<h1 id="headline">Words to come</h1>' in page
    assert 'name="robots" content="noindex, nofollow"' in page
    assert "canonical" not in page
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert "Words to come" not in client.get(Edition.objects.get().path).content.decode()


def test_a_preview_of_a_bare_draft_has_a_page(client):
    article = newsdesk.story("", body="", authors=[], section=None, standfirst="")

    response = client.get(make_preview(article, by=newsdesk.editor()))

    assert response.status_code == 200
    assert "Untitled story" in response.content.decode()


def test_a_revoked_an_expired_and_a_made_up_preview_are_not_found(client):
    boss = newsdesk.editor()
    article = newsdesk.story("Hidden")
    revoked, expired = make_preview(article, by=boss), make_preview(article, by=boss)
    first, second = PreviewLink.objects.order_by("pk")
    assert client.get(revoked).status_code == client.get(expired).status_code == 200

    revoke_preview(first, by=boss)
    PreviewLink.objects.filter(pk=second.pk).update(expires_at=timezone.now())

    for path in (revoked, expired, "/preview/made-up/"):
        response = client.get(path)
        assert response.status_code == 404
        assert "Hidden" not in response.content.decode()
