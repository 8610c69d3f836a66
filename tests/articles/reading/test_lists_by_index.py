"""A list of stories goes by its index, whatever is asked of it: its cost does not grow with the paper."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import Byline, Edition, EditionByline, EditionTopic, Role
from articles.reading import by_author, searching
from articles.reading.listings import BY_AUTHOR, ON_TOPIC
from articles.reading.searching import search
from tests.builders import newsdesk
from tests.builders.by_hand import by_hand
from tests.builders.corrections import make_correction
from tests.measuring.plans import counting_steps, goes_by, plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(settings):
    """Three stories that are in every list, the middle one published twice."""
    settings.PAGE_STORE = False
    for number in range(3):
        with time_machine.travel(datetime(2024 + number, 6, 1, tzinfo=UTC), tick=False):
            article = newsdesk.live(
                f"Ferry {number}",
                authors=[newsdesk.author("Ines Vale")],
                topics=[newsdesk.topic("Pilotage")],
                outlet=newsdesk.outlet(),
            )
            if number == 1:
                newsdesk.put_out(newsdesk.save(article, headline="Ferry 1, again"))
    make_correction(article=article, text="It was the other ferry.")


def plans_of(path: str, status: int = 200) -> list[str]:
    with plans() as told:
        assert Client().get(path).status_code == status
    return told


@pytest.mark.parametrize(
    ("path", "indexes"),
    [
        ("/harbour/", ["edition_in_section"]),
        ("/author/ines-vale/", ["edition_by_author", "edition_newest"]),
        ("/topic/pilotage/", ["edition_on_topic", "edition_newest"]),
        ("/outlet/the-ferry-post/", ["edition_of_outlet"]),
        ("/feed/", ["edition_newest"]),
    ],
)
def test_a_list_is_found_by_its_index_without_the_stories_themselves(paper, path, indexes):
    told = plans_of(path)

    assert [index for index in indexes if not goes_by(told, index, alone=True)] == []


@pytest.mark.parametrize(
    ("path", "index"),
    [
        ("/author/ines-vale/", "edition_by_author"),
        ("/topic/pilotage/", "edition_on_topic"),
        ("/outlet/the-ferry-post/", "edition_of_outlet"),
    ],
)
def test_the_years_of_a_list_are_counted_by_the_database_and_only_those_shown(
    paper, path, index, monkeypatch
):
    monkeypatch.setattr("articles.reading.story_lists.PER_PAGE", 2)

    with plans("COUNT(DISTINCT") as told:
        years = Client().get(path).context["years"]

    assert [(year, count, len(cards)) for year, count, cards in years] == [(2026, 1, 1), (2025, 1, 1)]
    assert [goes_by([plan], index, alone=True) for plan in told] == [True]


@pytest.mark.parametrize(
    ("path", "index", "status"),
    [
        ("/sitemap.xml", "edition_to_find", 200),
        ("/sitemap-stories-1.xml", "edition_to_find", 200),
        ("/sitemap-stories-2.xml", "edition_to_find", 404),
        ("/corrections/", "correction_newest", 200),
        ("/sitemap-news.xml", "edition_newest", 200),
    ],
)
def test_sitemaps_and_corrections_are_read_in_the_order_of_an_index(paper, path, index, status):
    assert goes_by(plans_of(path, status), index)


def test_a_page_is_full_of_stories_also_of_who_wrote_and_photographed_them_at_one_moment(monkeypatch):
    monkeypatch.setattr("articles.reading.story_lists.PER_PAGE", 2)
    ines = newsdesk.author("Ines Vale")
    with time_machine.travel(datetime(2026, 6, 1, tzinfo=UTC), tick=False):
        for number in range(5):
            article = newsdesk.story(f"Ferry {number}", authors=[ines])
            Byline.objects.create(article=article, author=ines, role=Role.PHOTOGRAPHS, order=1)
            newsdesk.put_out(newsdesk.save(article))

    pages = [by_author(ines.pk, page) for page in (1, 2, 3)]

    assert [[card.headline for card in page.cards] for page in pages] == [
        ["Ferry 4", "Ferry 3"],
        ["Ferry 2", "Ferry 1"],
        ["Ferry 0"],
    ]
    assert [page.has_older for page in pages] == [True, True, False]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts no steps")
def test_stories_of_one_moment_are_not_each_compared_with_all_others():
    ines, pilotage = newsdesk.author("Ines Vale"), newsdesk.topic("Pilotage")
    article = newsdesk.live("Ferry", authors=[ines], topics=[pilotage])

    def steps() -> int:
        with counting_steps() as taken:
            for listing, row in ((BY_AUTHOR, ines), (ON_TOPIC, pilotage)):
                assert listing.count_by_year([timezone.localdate().year], row.pk) == {
                    timezone.localdate().year: 1
                }
        return taken[0]

    def published_again(times: int) -> int:
        for number in range(times):
            newsdesk.put_out(newsdesk.save(article, headline=f"Ferry, {times} {number}"))
        return steps()

    first, second, third = steps(), published_again(30), published_again(30)

    assert third - second < (second - first) * 1.5


def test_a_search_that_is_narrowed_walks_what_it_is_narrowed_to(paper, monkeypatch):
    monkeypatch.setattr(searching, "MOST_FOUND", 2)

    with plans() as told:
        found = search("ferry", year=2024)

    assert [hit.card.headline for hit in found.items] == ["Ferry 0"]
    assert goes_by(told, "edition_newest", alone=True)


def test_only_what_is_looked_at_is_weighed_though_others_lie_between(monkeypatch):
    monkeypatch.setattr(searching, "MOST_FOUND", 2)
    for year in (2019, 2020, 2020, 2019, 2020):
        with time_machine.travel(datetime(year, 6, 1, tzinfo=UTC), tick=False):
            newsdesk.live("Ferry")
    weighed, weigh = [], searching._weights
    monkeypatch.setattr(searching, "_weights", lambda *told: weighed.append(weigh(*told)) or weighed[-1])

    assert search("ferry", year=2019).total == 2
    assert [len(weights) for weights in weighed] == [2]


def test_topics_and_bylines_know_when_their_story_first_went_live_also_of_an_older_paper(paper):
    def told() -> set[bool]:
        return {
            row.first_live == row.edition.first_live
            for model in (EditionByline, EditionTopic)
            for row in model.objects.select_related("edition")
        }

    assert (Edition.objects.count(), told()) == (4, {True})
    with by_hand():
        for model in (EditionByline, EditionTopic):
            model.objects.update(first_live=timezone.now() + timedelta(days=1))
    assert told() == {False}

    with by_hand():
        import_module("articles.migrations.0020_lists_by_index").fill(apps, None)

    assert told() == {True}
