"""Lists of stories and what stands around them: pages, months, years, topics, corrections, what is related."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import reading
from articles.models import Section
from articles.publishing import withdraw
from articles.reading import StoryList, lists
from articles.reading.listings import BY_AUTHOR
from articles.reading.values import Fix, NamedRow
from tests.builders import newsdesk
from tests.builders.corrections import make_correction
from tests.builders.whole_story import BERLIN, HOUR, NINE

pytestmark = pytest.mark.django_db


def headlines(cards) -> list[str]:
    return [card.headline for card in cards]


def at(*day: int):
    return time_machine.travel(datetime(*day, tzinfo=BERLIN), tick=False)


# --- story_lists ----------------------------------------------------------------------------------


def test_a_page_of_a_list_holds_eighteen_and_knows_what_comes_before_and_after():
    for number in range(19):
        newsdesk.live(f"Story {number}")
    section = newsdesk.section().pk

    first, second = reading.in_section(section, 1), reading.in_section(section, 2)
    Section.objects.create(name="Empty")

    assert headlines(first.cards) == [f"Story {number}" for number in range(18, 0, -1)]
    assert headlines(second.cards) == ["Story 0"]
    assert (first.page, first.has_older, first.older, second.has_older, second.newer) == (
        1,
        True,
        2,
        False,
        1,
    )
    assert headlines(reading.latest()) == [f"Story {number}" for number in (18, 17, 16, 15, 14)]
    assert reading.in_section(Section.objects.get(name="Empty").pk, 1) == StoryList([], 1, has_older=False)


def test_a_list_of_exactly_one_page_has_no_older():
    for number in range(18):
        newsdesk.live(f"Story {number}")

    assert not reading.in_section(newsdesk.section().pk, 1).has_older


def test_a_list_is_of_what_it_is_asked_for():
    ines, water, ferry = newsdesk.author("Ines Vale"), newsdesk.topic("Water"), newsdesk.outlet()
    newsdesk.live("Hers", authors=[ines])
    newsdesk.live("Of water", topics=[water])
    newsdesk.live("From them", outlet=ferry)

    story_lists = [
        reading.by_author(ines.pk, 1),
        reading.on_topic(water.pk, 1),
        reading.from_outlet(ferry.pk, 1),
    ]

    assert [headlines(story_list.cards) for story_list in story_lists] == [
        ["Hers"],
        ["Of water"],
        ["From them"],
    ]


def test_those_who_wrote_most_of_a_list_are_named_the_busiest_first_and_three_at_most():
    who = {name: newsdesk.author(name) for name in ("Ada", "Bo", "Cy", "Di")}
    for names in (["Di"], ["Ada", "Cy"], ["Cy", "Bo"], ["Bo", "Cy"]):
        newsdesk.live(" and ".join(names), authors=[who[name] for name in names])

    story_list = reading.in_section(newsdesk.section().pk, 1)

    assert [writer.name for writer in story_list.writers()] == ["Cy", "Bo", "Ada"]
    assert [writer.name for writer in story_list.writers(1)] == ["Cy"]
    assert story_list.tags() == {
        *(f"article:{card.article_id}" for card in story_list.cards),
        *(f"author:{author.pk}" for author in who.values()),
    }


def test_the_topics_of_a_list_stand_by_how_often_they_are_met_and_then_by_name():
    topics = {name: newsdesk.topic(name) for name in "abcdefgh"}
    for names in ("hgf", "hg", "hbadce"):
        newsdesk.live(names, topics=[topics[name] for name in names])
    story_list = reading.in_section(newsdesk.section().pk, 1)

    found = lists.topics_in(story_list)

    assert [topic.name for topic in found] == ["h", "g", "a", "b", "c", "d"]
    assert found[0] == NamedRow(topics["h"].pk, "h", topics["h"].slug)
    assert [topic.name for topic in lists.topics_in(story_list, 2)] == ["h", "g"]
    assert lists.topics_in(StoryList([], 1, has_older=False)) == []


# --- what is related --------------------------------------------------------------------------


def test_related_stories_are_those_named_and_then_the_newest_of_the_section(clock):
    elsewhere = [
        newsdesk.live(f"Named {number}", section=newsdesk.section("City"), slug=f"named-{number}")
        for number in range(4)
    ]
    for number in range(4):
        clock.shift(HOUR)
        newsdesk.live(f"Harbour {number}")
    draft = newsdesk.story("Never out")
    clock.shift(HOUR)
    newsdesk.live("One", slug="one", related=[draft, elsewhere[2]])
    newsdesk.live("All", slug="all", related=elsewhere)
    newsdesk.live("None", slug="none")

    found = {name: reading.beside(reading.story_at(f"/harbour/{name}/")) for name in ("one", "all", "none")}

    assert {name: (headlines(each.cards), each.named) for name, each in found.items()} == {
        "one": (["Named 2", "None", "All"], True),
        "all": (["Named 0", "Named 1", "Named 2"], True),
        "none": (["All", "One", "Harbour 3"], False),
    }
    assert found["all"].tags() == {
        f"author:{newsdesk.author().pk}",
        *(f"article:{article.pk}" for article in elsewhere[:3]),
    }


def test_stories_that_are_named_and_stand_in_the_section_leave_room_for_three(clock):
    named = [newsdesk.live(f"Named {number}") for number in range(2)]
    newsdesk.live("Older", slug="older")
    newsdesk.live("Names two", slug="names-two", related=named)

    found = reading.beside(reading.story_at("/harbour/names-two/"))

    assert headlines(found.cards) == ["Named 0", "Named 1", "Older"]


# --- what was withdrawn -----------------------------------------------------------------------


def test_a_reason_is_given_for_what_readers_had_and_have_no_more(clock):
    boss = newsdesk.editor()
    article, path = newsdesk.live("Gone", slug="gone"), "/harbour/gone/"
    told = [reading.withdrawn_at(path), reading.withdrawn_at("/harbour/never/")]
    clock.shift(HOUR)
    withdraw(article, by=boss, reason="It named a child.")
    told.append(reading.withdrawn_at(path))
    clock.shift(HOUR)
    newsdesk.put_out(article, by=boss, at=timezone.now() + HOUR)
    told.append(reading.withdrawn_at(path))
    withdraw(article, by=boss, reason="Not yet.")
    clock.shift(2 * HOUR)
    told.append(reading.withdrawn_at(path))
    newsdesk.put_out(article, by=boss)
    told.append(reading.withdrawn_at(path))

    assert told == ["", "", *["It named a child."] * 3, ""]


# --- months and years -------------------------------------------------------------------------


def test_stories_stand_by_week_and_month_in_the_newsrooms_days(clock):
    for day in (
        (2025, 11, 30),
        (2026, 10, 31, 23, 59),
        (2026, 11, 1),
        (2026, 11, 15, 23, 59),
        (2026, 11, 16),
    ):
        with at(*day):
            newsdesk.live(f"{day[1]}-{day[2]}")
    newsdesk.live("Today")

    months = lists.months_of(reading.latest(9))

    assert [(month, headlines(cards)) for month, cards in months] == [
        ("This week", ["Today", "11-16"]),
        ("Earlier in November", ["11-15", "11-1"]),
        ("October 2026", ["10-31"]),
        ("November 2025", ["11-30"]),
    ]


def test_a_year_counts_all_its_stories_and_shows_those_of_this_page():
    ines, water = newsdesk.author("Ines Vale"), newsdesk.topic("Water")
    for year in (2024, 2025, 2025, 2026):
        with at(year, 12, 31, 23, 30):
            newsdesk.live(f"Of {year}", authors=[ines], topics=[water])
    newsdesk.live("Of another")
    with at(2026, 12, 31, 23, 45):
        story_list = reading.by_author(ines.pk, 1)
        story_list.cards.pop(1)
        years = lists.years_of(story_list, BY_AUTHOR, ines.pk)

    assert [(year, count, headlines(cards)) for year, count, cards in years] == [
        (2026, 1, ["Of 2026"]),
        (2025, 2, ["Of 2025"]),
        (2024, 1, ["Of 2024"]),
    ]


# --- corrections ------------------------------------------------------------------------------


def test_corrections_stand_newest_first_thirty_on_a_page(clock):
    article = newsdesk.live("What it cost", slug="cost", kind="opinion")
    for number in range(31):
        make_correction(
            article=article, text=f"{number}", severe=number == 30, was="1", now="2",
            made_at=NINE - timedelta(days=30 - number),
        )  # fmt: skip
    same = make_correction(article=article, text="Same moment", made_at=NINE, kind="clarification")
    gone = newsdesk.live("Gone")
    make_correction(article=gone, text="Of a withdrawn story", made_at=NINE)
    withdraw(gone, by=newsdesk.editor(), reason="Because.")
    newsdesk.put_out(newsdesk.save(article, headline="What it really cost"))

    (november, october), older = lists.corrections(1)
    (rest,), more = lists.corrections(2)

    assert (november[0], october[0], rest[0], older, more) == (
        "November 2026", "October 2026", "October 2026", True, False,
    )  # fmt: skip
    assert [fix.text for fix in november[1]] == ["Same moment", *map(str, range(30, 10, -1))]
    assert [fix.text for fix in october[1]] == list(map(str, range(10, 1, -1)))
    assert [fix.text for fix in rest[1]] == ["1", "0"]
    story = (article.pk, "What it really cost", "/harbour/cost/", "opinion")
    assert november[1][0] == Fix(same.pk, "clarification", "Same moment", "", "", False, NINE, *story)
    assert november[1][1] == Fix(same.pk - 1, "correction", "30", "1", "2", True, NINE, *story)


def test_thirty_corrections_are_one_page(clock):
    article = newsdesk.live()
    for number in range(30):
        make_correction(article=article, text=f"{number}")

    assert lists.corrections(1)[1] is False
    assert lists.corrections(2) == ([], False)


def test_the_year_is_told_with_what_was_published_corrected_and_how_soon(clock):
    with at(2025, 12, 31, 23, 59):
        correct(newsdesk.live("Last year"), 1)
    nothing = lists.this_year()
    with at(2026, 1, 1):
        correct(newsdesk.live("Twice corrected"), 30, 2)
    correct(newsdesk.live("Corrected"), 7)
    correct(newsdesk.live("Clarified"), 1, kind="clarification")
    correct(newsdesk.live("At the end"), 5)
    newsdesk.live("Right at once")
    newsdesk.story("Never out")

    assert nothing == {"published": 0, "corrected": 0, "hours": None}
    assert lists.this_year() == {"published": 5, "corrected": 3, "hours": 5}


def test_what_was_corrected_within_minutes_was_corrected_within_an_hour(clock):
    correct(newsdesk.live(), 0.1)

    assert lists.this_year() == {"published": 1, "corrected": 1, "hours": 1}


def correct(article, *hours: float, kind: str = "correction") -> None:
    """Corrections of the story so many hours after it went out."""
    for each in hours:
        make_correction(
            article=article, text="It was wrong.", kind=kind, made_at=timezone.now() + each * HOUR
        )
