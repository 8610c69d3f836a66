"""Search: what readers may see, the same stories on both databases, whatever is typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from articles.models import Edition, SearchEntry
from articles.publishing import withdraw
from articles.reading.searching import PER_PAGE, read_terms, search
from tests.builders.by_hand import by_hand
from tests.builders.newsdesk import author, editor, live, put_out, save, section, story

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"unclosed',
    "'",
    '""',
    '" "',
    '"',
    "*",
    "a*",
    "-pilot",
    "NOT",
    "AND",
    "OR",
    "NEAR(pilot boats, 5)",
    "pilot AND",
    "headline:pilot",
    "{headline standfirst}: pilot",
    "^pilot",
    "pilot)",
    "((((",
    "pilot & !boats",
    "pilot | boats:*",
    "<->",
    "%s %d %(x)s %",
    "'; DROP TABLE articles_edition; --",
    "\\",
    "\x00pilot",
    "\u2028",
    "😀",
    "ﬁ ﷺ ẞ İ",
    "क्ष",
    "pilot " * 5000,
    '"' * 999,
    "x" * 100_000,
    " ",
    "",
]


def headlines(results) -> list[str]:
    return [hit.card.headline for hit in results.items]


@pytest.mark.parametrize("query", HOSTILE)
def test_nothing_that_a_reader_may_type_is_an_error(query):
    live("Pilot boats find nothing")

    results = search(query)

    assert results.total in (0, 1)
    assert len(results.query) <= 200


def test_a_story_is_found_by_words_of_its_headline_standfirst_and_text():
    live("Dredger returns", standfirst="A quiet berth.", body="<p>Nobody had seen the kingfisher.</p>")
    live("Nothing else")

    found = [headlines(search(word)) for word in ("dredger", "BERTH", "Kingfisher", "dredger kingfisher")]

    assert found == [["Dredger returns"]] * 4


def test_all_words_must_be_there():
    live("Dredger returns")
    live("Dredger leaves")

    assert headlines(search("dredger returns")) == ["Dredger returns"]


def test_words_in_quotes_stand_together():
    live("Night watch", body="<p>The blue gate was shut.</p>")
    live("Day watch", body="<p>The gate was blue.</p>")

    assert headlines(search('"blue gate"')) == ["Night watch"]
    assert search("blue gate").total == 2


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Der Müller geht", "muller"),
        ("Une élection à Sète", "ELECTION sete"),
        ("Cafe\u0301s close", "cafés"),
        ("Cafés close", "cafe\u0301s"),
        ("Новости порта", "ПОРТА"),
        ("Αθήνα χωρίς νερό", "αθήνα"),
        ("A half-built quay", "half-built"),
        ("A half-built quay", "half built"),
        ("The harbour’s oldest", "harbour's"),
        ("Rates rise 3.5%", "3.5%"),
        ("नदी का पानी", "पानी"),
        ("מים בנמל", "בנמל"),
        ("Read foreignpolicy.example/now today", "foreignpolicy.example"),
        ("Der Weg nach Łódź", "lodz"),
        ("Die Straße am Hafen", "strasse"),
        ("Die Strasse am Hafen", "Straße"),
        ("Et smørrebrød på kaien", "smorrebrod"),
        ("Die Größe des Hafens", "große"),
        ("Encyclopædia of the Ærø ferry", "encyclopaedia aero"),
        ("İstanbul'da vapur", "istanbul"),
        ("Новости порта", "novosti"),
        ("北京市长说新地铁将开通", "地铁"),
        ("東京で大雨、電車が止まる", "電車"),
        ("서울시장이 말했다", "서울"),
        ("ประเทศไทยวันนี้", "ไทย"),
        ("أعلنت المدينة عن الميناء", "الميناء"),
        ("ＦＥＲＲＹ ２２ leaves", "ferry 22"),
    ],
)
def test_case_accents_and_signs_do_not_hide_a_story(text, query):
    live("A story", body=f"<p>{text}</p>")
    live("Another story")

    assert headlines(search(query)) == ["A story"]


def test_a_word_in_the_headline_weighs_more_than_one_in_the_text():
    live("The tide", body="<p>" + "Weed and mud. " * 30 + "A lantern.</p>")
    live("The lantern", body="<p>" + "Weed and mud. " * 30 + "</p>")

    assert headlines(search("lantern")) == ["The lantern", "The tide"]


def test_drafts_and_scheduled_and_withdrawn_stories_are_not_found_and_live_ones_are():
    boss = editor()
    live("Canary live")
    story("Canary draft")
    put_out(story("Canary scheduled"), by=boss, at=timezone.now() + timedelta(hours=1))
    withdraw(live("Canary withdrawn"), by=boss, reason="Two names were mixed up.")
    changed = live("Canary before")
    save(changed, headline="Canary after")

    assert sorted(headlines(search("canary"))) == ["Canary before", "Canary live"]
    assert search("after").total == 0


def test_an_old_edition_is_not_found_when_a_newer_one_is_live():
    changed = live("The first wording")
    put_out(save(changed, headline="The second wording"))

    assert search("first").total == 0
    assert headlines(search("wording")) == ["The second wording"]


def test_facets_count_all_matches_and_a_choice_narrows_the_list():
    harbour, court = section("Harbour"), section("Court")
    with time_machine.travel(datetime(2024, 12, 31, 23, 30, tzinfo=UTC), tick=False):
        live("Ferry one", section=harbour)  # already 2025 in the newsroom's zone
    live("Ferry two", section=harbour)
    live("Ferry three", section=court)
    this_year = str(timezone.localdate().year)

    everything, in_court = search("ferry"), search("ferry", section=court)
    in_2025 = search("ferry", year=2025)

    assert everything.facets == {
        "section": [("harbour", "Harbour", 2), ("court", "Court", 1)],
        "year": [(this_year, this_year, 2), ("2025", "2025", 1)],
    }
    assert headlines(in_court) == ["Ferry three"]
    assert in_court.facets["section"] == everything.facets["section"]
    assert in_court.facets["year"] == [(this_year, this_year, 1)]
    assert headlines(in_2025) == ["Ferry one"]


def test_stories_of_one_author_can_be_looked_for():
    ines, otto = author("Ines Amaral"), author("Otto Brandt")
    live("Ferry one", authors=[ines])
    live("Ferry two", authors=[ines, otto])

    assert headlines(search("ferry", author=otto)) == ["Ferry two"]
    assert search("ferry", author=ines).total == 2


def test_pages_hold_every_story_once_and_a_page_too_far_is_the_last():
    many = {live(f"Ferry {number}").headline for number in range(PER_PAGE + 3)}

    first, second, too_far = (search("ferry", page=page) for page in (1, 2, 99))

    assert (first.total, first.pages, first.page, second.page) == (PER_PAGE + 3, 2, 1, 2)
    assert len(first.items) == PER_PAGE
    assert {*headlines(first), *headlines(second)} == many
    assert headlines(too_far) == headlines(second)
    assert search("ferry", page=-5).page == 1


def test_one_and_thirty_stories_take_the_same_number_of_queries(django_assert_num_queries):
    live("Ferry")
    with django_assert_num_queries(5):
        search("ferry")
    for number in range(29):
        live(f"Ferry {number}")
    with django_assert_num_queries(5):
        search("ferry")


def test_the_index_follows_a_deleted_edition():
    live("Ferry")
    with by_hand():
        Edition.objects.all().delete()

    assert search("ferry").total == 0


def test_a_word_that_only_sounds_alike_is_not_found():
    live("A story", body="<p>市长说新地铁将开通。علم</p>")

    assert [search(query).total for query in ("使掌", "لم", "铁地")] == [0, 0, 0]


def test_the_index_stands_and_follows_what_becomes_of_an_entry():
    """Its triggers are there."""
    edition = live("Ferry").editions.get()
    with by_hand():
        SearchEntry.objects.filter(edition=edition).update(headline="dredger", text="dredger")

    assert (search("ferry").total, search("dredger").total) == (0, 1)


def test_editions_from_before_the_folding_are_found_too():
    live("Ein Weg nach Łódź")
    with by_hand():
        SearchEntry.objects.all().delete()
    assert search("lodz").total == 0

    with by_hand():
        import_module("articles.migrations.0006_search_entry").fill(apps, None)

    assert headlines(search("lodz")) == ["Ein Weg nach Łódź"]


def test_a_snippet_is_text_and_never_markup():
    live("A story", body="<p>So &lt;script&gt;alert(1)&lt;/script&gt; was the headline.</p>")

    [hit] = search("headline").items

    assert "".join(part.text for part in hit.snippet) == "So <script>alert(1)</script> was the headline."


def test_terms_are_few_and_said_once():
    assert read_terms('a A á "b c" "b c" half-built !') == ["a", "b c", "half built"]
    assert len(read_terms(" ".join(f"w{number}" for number in range(50)))) == 12
