"""Readers get Editions only: a canary in whatever is not (or no longer) published is looked for everywhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from articles.body import parts
from articles.editing.saving import saved
from articles.models import (
    Article,
    Byline,
    PhotoUse,
    RelatedLink,
    TopicUse,
)
from articles.publishing import cancel_schedule, withdraw
from articles.publishing.previews import make_preview
from articles.reading.searching import search
from tests.builders import newsdesk
from tests.builders.corrections import make_correction
from tests.driving.everywhere import CANARY, VISITS, names_on_the_map, visit, where

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
TEXT = "<p>The boats lay in the kelp off the quay.</p>"


@pytest.fixture
def boss():
    return newsdesk.editor()


@pytest.fixture
def paper(boss) -> Article:
    """A live story with all that a story can have, and another that names it."""
    other = newsdesk.live("Second story", body=TEXT)
    article = newsdesk.live(
        "First story",
        body=TEXT,
        lead=newsdesk.photo(),
        topics=[newsdesk.topic()],
        outlet=newsdesk.outlet(),
        outlet_url="https://ferrypost.example/1",
        related=[other],
    )
    naming = newsdesk.story("Third story", body=TEXT, related=[article])
    newsdesk.put_out(naming)
    return article


def fill(article: Article) -> Article:
    """Put the canary into every field that an editor has."""
    photo = newsdesk.photo(f"{CANARY} caption of the photo", creator=f"{CANARY} creator", title=CANARY)
    writer = newsdesk.author(f"{CANARY} writer", slug="hidden-author", bio=f"{CANARY} bio")
    topic = newsdesk.topic(f"{CANARY} topic")
    topic.slug = "hidden-topic"
    topic.save()
    outlet = newsdesk.outlet(f"{CANARY} outlet", slug="hidden-outlet", link_required=False)
    article = Article.objects.get(pk=article.pk)
    article.headline = f"{CANARY} headline"
    article.standfirst = f"{CANARY} standfirst"
    article.kicker = f"{CANARY} kicker"
    article.key_points = f"{CANARY} point"
    article.outlet, article.outlet_url = outlet, f"https://x.example/{CANARY}"
    article.slug = "hidden-story"
    article.body = "".join(
        (
            f"<p>{CANARY} kelp boats quay</p>",
            parts.block("quote", text=f"{CANARY} quote", by=CANARY),
            parts.block("read", href=f"https://x.example/{CANARY}", label=f"{CANARY} title"),
            parts.block("photo", id=photo.pk),
        )
    )
    article.save()
    article.photo_uses.all().delete()
    PhotoUse.objects.create(
        article=article, photo=photo, place="lead", caption=f"{CANARY} caption", alt=f"{CANARY} alt"
    )
    Byline.objects.create(article=article, author=writer, order=9)
    TopicUse.objects.create(content_object=article, tag=topic)
    RelatedLink.objects.create(article=article, url=f"https://x.example/{CANARY}/2", title=CANARY)
    saved(article, by=None)
    return article


def later() -> datetime:
    return timezone.now() + timedelta(hours=3)


def a_draft(paper, boss):
    fill(newsdesk.story("New story"))


def a_draft_that_a_live_story_names(paper, boss):
    hidden = fill(newsdesk.story("New story"))
    body = TEXT + parts.block("read", id=hidden.pk)
    naming = newsdesk.save(paper, body=body)
    RelatedLink.objects.create(article=naming, target=hidden)
    saved(naming, by=boss)
    newsdesk.put_out(naming)


def a_draft_with_a_correction(paper, boss):
    hidden = fill(newsdesk.story("New story"))
    make_correction(article=hidden, text=f"{CANARY} correction", was=CANARY, now=CANARY)


def a_draft_of_a_live_story(paper, boss):
    fill(paper)


def a_draft_with_a_preview_link(paper, boss):
    make_preview(fill(paper), by=boss)


def a_scheduled_story(paper, boss):
    newsdesk.put_out(fill(newsdesk.story("New story")), by=boss, at=later())


def a_scheduled_edition_of_a_live_story(paper, boss):
    newsdesk.put_out(fill(paper), by=boss, at=later())


def a_cancelled_schedule(paper, boss):
    newsdesk.put_out(fill(paper), by=boss, at=later())
    cancel_schedule(paper, by=boss)


def a_schedule_replaced_by_another_text(paper, boss):
    hidden = newsdesk.story("New story", body=TEXT)
    before = {field: getattr(hidden, field) for field in ("headline", "standfirst", "body", "slug")}
    newsdesk.put_out(fill(hidden), by=boss, at=later())
    hidden = Article.objects.get(pk=hidden.pk)
    hidden.photo_uses.all().delete()
    hidden.bylines.filter(author__slug="hidden-author").delete()
    hidden.topic_uses.all().delete()
    hidden.related_links.all().delete()
    newsdesk.put_out(
        newsdesk.save(hidden, kicker="", key_points="", outlet=None, outlet_url="", **before),
        by=boss,
        at=later(),
    )


def a_withdrawn_story(paper, boss):
    hidden = fill(newsdesk.story("New story"))
    newsdesk.put_out(hidden, by=boss)
    assert where()
    withdraw(hidden, by=boss, reason="Two people were mixed up.")


def an_edition_that_was_replaced(paper, boss):
    hidden = fill(newsdesk.story("New story"))
    newsdesk.put_out(hidden, by=boss)
    assert where()
    for rows in (hidden.photo_uses, hidden.topic_uses, hidden.related_links):
        rows.all().delete()
    hidden.bylines.filter(author__slug="hidden-author").delete()
    newsdesk.put_out(
        newsdesk.save(
            hidden,
            headline="Fourth story",
            standfirst="Nothing more.",
            kicker="",
            key_points="",
            body=TEXT,
            outlet=None,
            outlet_url="",
        ),
        by=boss,
    )


HIDING_PLACES = [
    a_draft,
    a_draft_that_a_live_story_names,
    a_draft_with_a_correction,
    a_draft_of_a_live_story,
    a_draft_with_a_preview_link,
    a_scheduled_story,
    a_scheduled_edition_of_a_live_story,
    a_cancelled_schedule,
    a_schedule_replaced_by_another_text,
    a_withdrawn_story,
    an_edition_that_was_replaced,
]


def test_every_name_on_the_map_is_visited():
    assert names_on_the_map() == set(VISITS)


@pytest.mark.parametrize("hide", HIDING_PLACES)
def test_no_reader_meets_the_canary(hide, paper, boss):
    assert where() == set()

    hide(paper, boss)

    assert where() == set()
    # And again from the page store.
    assert where() == set()


@pytest.mark.parametrize("hide", HIDING_PLACES)
def test_searching_for_the_canary_answers_like_searching_for_nothing(hide, paper, boss):
    hide(paper, boss)

    pages = {visit(f"/search/?q={word}").replace(word, "*") for word in (CANARY, "zqnothin")}

    assert search(CANARY).total == 0
    assert len(pages) == 1


def test_a_hidden_story_answers_like_an_address_that_never_was(paper, boss):
    hidden = newsdesk.story("New story", slug="zqdraft")
    newsdesk.put_out(hidden, by=boss, at=later())

    answers = {visit(f"/harbour/{slug}/").replace(slug, "*") for slug in ("zqdraft", "zqnever")}

    assert len(answers) == 1
    assert answers.pop().startswith("404")


def test_once_published_the_canary_is_everywhere_at_once(paper, boss):
    fill(paper)
    assert where() == set()

    newsdesk.put_out(paper, by=boss)

    # And on pages for what is not there, which show the newest stories.
    assert where() > {
        "/",
        "/nobody/",
        "/author/hidden-author/",
        "/author/hidden-author/feed/",
        "/author/ines-amaral/",
        "/author/ines-amaral/feed/",
        "/feed/",
        "/harbour/",
        "/harbour/feed/",
        "/harbour/hidden-story/",
        "/harbour/second-story/",
        "/harbour/third-story/",
        "/outlet/hidden-outlet/",
        "/search/?q=boats",
        "/search/?q=kelp",
        "/search/?q=kelp&page=2",
        "/search/?q=quay&year=2026",
        "/topic/hidden-topic/",
        "/topic/hidden-topic/feed/",
        "/topic/pilotage/",
        "/topic/pilotage/feed/",
    }
    # Search engines are led to the partner's original, and here once there is none.
    newsdesk.put_out(newsdesk.save(paper, outlet=None, outlet_url=""), by=boss)
    assert "/sitemap-news.xml" in where()


def test_a_preview_shows_the_draft_to_its_holder_until_it_is_revoked_or_runs_out(paper, boss):
    path = make_preview(fill(paper), by=boss)
    before = visit(path).lower()

    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        expired = visit(path).lower()
    link = paper.preview_links.get()
    link.revoked_at = timezone.now()
    link.save()
    revoked = visit(path).lower()

    assert before.startswith("200")
    assert f"{CANARY} standfirst" in before
    assert "no-store" in before
    assert [expired[:3], revoked[:3]] == ["404", "404"]
    assert CANARY not in expired + revoked
