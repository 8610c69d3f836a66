"""Each list's pages are full: what readers do not have takes no place, and a story keeps the place it had."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import publishing, reading
from articles.reading import searching
from articles.reading.listings import BY_AUTHOR, FROM_OUTLET, IN_SECTION, ON_TOPIC
from tests.builders import newsdesk
from tests.builders.whole_story import NINE

pytestmark = pytest.mark.django_db
LISTS = {
    "section": (IN_SECTION, reading.in_section),
    "author": (BY_AUTHOR, reading.by_author),
    "topic": (ON_TOPIC, reading.on_topic),
    "outlet": (FROM_OUTLET, reading.from_outlet),
}


@pytest.fixture
def story_lists(monkeypatch):
    """Two stories on a page; the newest is withdrawn, one is scheduled, the oldest was published again."""
    monkeypatch.setattr("articles.reading.story_lists.PER_PAGE", 2)
    made = {
        "section": newsdesk.section(),
        "author": newsdesk.author("Ines Vale"),
        "topic": newsdesk.topic(),
        "outlet": newsdesk.outlet(),
    }
    fields = {"authors": [made["author"]], "topics": [made["topic"]], "outlet": made["outlet"]}
    boss = newsdesk.editor()
    with time_machine.travel(NINE, tick=False) as clock:
        stories = []
        for number in range(5):
            stories.append(newsdesk.live(f"Ferry {number}", **fields))
            clock.shift(timedelta(hours=1))
        publishing.withdraw(stories[4], by=boss, reason="Wrong.")
        publishing.publish(
            newsdesk.story("Ferry 5", **fields),
            by=boss,
            at=timezone.now() + timedelta(hours=1),
            override="Ok.",
        )
        newsdesk.put_out(newsdesk.save(stories[0], headline="Ferry 0, again"))
        yield made


def headlines(cards) -> list[str]:
    return [card.headline for card in cards]


@pytest.mark.parametrize("name", LISTS)
def test_what_readers_do_not_have_takes_no_place_in_a_list(story_lists, name):
    listing, ask = LISTS[name]
    pk = story_lists[name].pk
    first, second, third = (ask(pk, page) for page in (1, 2, 3))

    assert headlines(first.cards) == ["Ferry 3", "Ferry 2"]
    assert headlines(second.cards) == ["Ferry 1", "Ferry 0, again"]
    assert (first.has_older, second.has_older, third.cards) == (True, False, [])
    assert listing.count_by_year([NINE.year - 1, NINE.year, NINE.year + 1], pk) == {
        NINE.year - 1: 0,
        NINE.year: 4,
        NINE.year + 1: 0,
    }


def test_nor_among_the_latest(story_lists):
    assert headlines(reading.latest(3)) == ["Ferry 3", "Ferry 2", "Ferry 1"]


def test_a_search_has_full_pages(story_lists, monkeypatch):
    monkeypatch.setattr(searching, "PER_PAGE", 2)

    assert [len(searching.search("ferry", page=page).items) for page in (1, 2)] == [2, 2]
    assert searching.search("ferry").total == 4
