"""The whole answer of a search: what it counts, what it shows, in which order, on which page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from articles.reading import searching
from articles.reading.searching import PER_PAGE, Hit, Results, search
from articles.reading.statements import cards_by_id
from tests.builders.newsdesk import author, live, put_out, save, section, story

pytestmark = pytest.mark.django_db


def headlines(results) -> list[str]:
    return [hit.card.headline for hit in results.items]


def test_an_answer_says_all_that_was_found_and_what_was_looked_for():
    newest = live("The ferry", slug="ferry", standfirst="It sails.", body="<p>A ferry and a lamp.</p>")
    this_year = str(timezone.localdate().year)

    found = search("  FERRY\x00lamp\n ")

    assert found == Results(
        query="FERRY lamp",
        items=[
            Hit(
                cards_by_id([newest.editions.get().pk])[newest.editions.get().pk],
                [("A ", False), ("ferry", True), (" and a ", False), ("lamp", True), (".", False)],
            )
        ],
        total=1,
        page=1,
        pages=1,
        facets={"section": [("harbour", "Harbour", 1)], "year": [(this_year, this_year, 1)]},
    )


@pytest.mark.parametrize("query", ["", " \x00 ", "!?"])
def test_a_question_without_a_word_finds_nothing_and_asks_nothing(query, django_assert_num_queries):
    live("Ferry")

    with django_assert_num_queries(0):
        found = search(query, page=3)

    assert found == Results(query.replace("\x00", "").strip(), [], 0, 1, 1, {"section": [], "year": []})


def test_a_question_is_read_to_its_two_hundredth_letter():
    assert (search("x" * 200).query, search("x" * 201).query) == ("x" * 200, "x" * 200)


def test_a_standfirst_weighs_more_than_the_text_and_less_than_the_headline():
    padding = "Weed and mud. " * 30
    live("The tide", slug="text", body=f"<p>{padding}A lantern.</p>")
    live("The lantern", slug="headline", body=f"<p>{padding}</p>")
    live("The quay", slug="standfirst", standfirst="A lantern.", body=f"<p>{padding}</p>")

    assert headlines(search("lantern")) == ["The lantern", "The quay", "The tide"]


def test_each_choice_is_counted_without_itself_and_with_the_other():
    harbour, court = section("Harbour"), section("Court")
    for year, where in ((2024, harbour), (2024, harbour), (2024, court), (2025, court), (2026, court)):
        with time_machine.travel(datetime(year, 6, 1, tzinfo=UTC), tick=False):
            live("Ferry", section=where)

    both = search("ferry", section=court, year=2024)

    assert both.total == 1
    assert both.facets == {
        "section": [("harbour", "Harbour", 2), ("court", "Court", 1)],
        "year": [("2026", "2026", 1), ("2025", "2025", 1), ("2024", "2024", 1)],
    }
    assert search("ferry", section=harbour, year=2026).total == 0


def test_a_full_page_is_the_only_one():
    for number in range(PER_PAGE):
        live(f"Ferry {number}")

    found = search("ferry", page=2)

    assert (found.pages, found.page, len(found.items)) == (1, 1, PER_PAGE)


def test_of_equal_matches_the_newer_story_comes_first_also_if_the_older_was_published_again():
    def at(day: int):
        return time_machine.travel(datetime(2026, 6, day, tzinfo=UTC), tick=False)

    with at(1):
        old = live("The ferry", slug="old")
    with at(2):
        live("The ferry", slug="new")
    with at(3):
        put_out(save(old, kicker="Again"))

    assert [hit.card.path for hit in search("ferry").items] == ["/harbour/new/", "/harbour/old/"]


def test_of_too_many_matches_the_newest_are_looked_at_and_of_them_the_best_come_first(monkeypatch):
    monkeypatch.setattr(searching, "MOST_FOUND", 2)
    live("The ferry")
    live("The ferry", slug="second")
    live("Nothing", body="<p>" + "Weed and mud. " * 30 + "A ferry.</p>")

    found = search("ferry")

    assert (found.total, headlines(found)) == (2, ["The ferry", "Nothing"])
    assert found.items[0].card.path.endswith("/second/")


def test_what_is_chosen_is_found_behind_too_many_newer_ones(monkeypatch):
    monkeypatch.setattr(searching, "MOST_FOUND", 2)
    islands = section("Islands")
    with time_machine.travel(datetime(2019, 12, 31, 23, 30, tzinfo=UTC), tick=False):
        # In the newsroom's own time that is 2020 already.
        live("Ferry of old", section=islands)
    for number in range(3):
        live(f"Ferry {number}", slug=f"ferry-{number}")

    assert headlines(search("ferry", section=islands)) == ["Ferry of old"]
    assert headlines(search("ferry", year=2020)) == ["Ferry of old"]
    assert headlines(search("ferry", section=islands, year=2020)) == ["Ferry of old"]
    assert [headlines(search("ferry", year=year)) for year in (1, 2019, 9999)] == [[], [], []]


def test_all_that_is_chosen_counts_behind_too_many_newer_ones(monkeypatch):
    monkeypatch.setattr(searching, "MOST_FOUND", 2)
    islands, ines, otto = section("Islands"), author("Ines Amaral"), author("Otto Brandt")
    for year, where, who in [
        (2020, islands, ines),
        (2021, islands, ines),
        (2020, islands, otto),
        (2020, section(), ines),
    ]:
        with time_machine.travel(datetime(year, 6, 1, tzinfo=UTC), tick=False):
            live(f"Ferry {year} {where} {who}", section=where, authors=[who])
    for number in range(2):
        live(f"Ferry {number}", authors=[ines])

    assert headlines(search("ferry", author=ines, section=islands, year=2020)) == [
        "Ferry 2020 Islands Ines Amaral"
    ]
    assert sorted(headlines(search("ferry", author=ines, section=islands))) == [
        "Ferry 2020 Islands Ines Amaral",
        "Ferry 2021 Islands Ines Amaral",
    ]


def test_the_first_page_is_what_is_asked_for_where_none_is_named(monkeypatch):
    monkeypatch.setattr(searching, "PER_PAGE", 1)
    live("Ferry")
    live("Of a ferry")

    assert (search("ferry").page, search("ferry").pages) == (1, 2)


@pytest.mark.parametrize("author_too", [False, True])
def test_no_more_rows_are_fetched_than_are_looked_at(author_too, monkeypatch):
    monkeypatch.setattr(searching, "MOST_FOUND", 2)
    for number in range(6):
        live(f"Ferry {number}", slug=f"ferry-{number}")
    weighed, weigh = [], searching._weights
    monkeypatch.setattr(searching, "_weights", lambda *told: weighed.append(weigh(*told)) or weighed[-1])

    search("ferry", author=author() if author_too else None)

    assert [len(weights) for weights in weighed] == [2]


def test_one_who_is_credited_twice_is_found_once():
    ines = author("Ines Amaral")
    article = story("Ferry", authors=[ines])
    article.bylines.create(author=ines, role="photographs", order=1)
    put_out(save(article))

    assert headlines(search("ferry", author=ines)) == ["Ferry"]
