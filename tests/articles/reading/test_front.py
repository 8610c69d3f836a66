"""How the front page is filled: what leads, what stands beside it, and how each section's stories stand."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from articles.body import parts
from articles.models import Section
from articles.reading import Band, Front, front, front_page
from articles.reading.values import Card, Link, NamedRow
from tests.builders import newsdesk
from tests.builders.whole_story import HOUR


def headlines(cards) -> list[str]:
    return [card.headline for card in cards]


def sections() -> list[Section]:
    return list(Section.objects.all())


def paper(*headlines: str, clock, **fields) -> list:
    """Stories an hour apart, the last the newest."""
    made = []
    for headline in headlines:
        made.append(newsdesk.live(headline, **fields))
        clock.shift(HOUR)
    return made


@pytest.mark.django_db
def test_an_empty_front_page_waits_for_the_first_story(django_assert_num_queries):
    section = newsdesk.section()

    with django_assert_num_queries(1):
        page = front([section])

    assert (page, page.tags()) == (Front(), {"latest"})


@pytest.mark.django_db
def test_a_front_page_of_many_stories_takes_the_newest_of_each_place_and_none_twice(clock):
    hidden = newsdesk.section("Archive", in_navigation=False)
    paper("An old lead", clock=clock, prominence=2, section=hidden)
    paper("First", "Second", "Third", "Fourth", clock=clock, prominence=1, section=hidden)
    paper("The lead", clock=clock, prominence=2)
    paper(*(f"Harbour {number}" for number in range(8)), clock=clock)
    paper("City", clock=clock, section=newsdesk.section("City"))

    page = front(sections())

    assert page.lead.headline == "The lead"
    assert headlines(page.second) == ["Fourth", "Third", "Second"]
    assert [(band.section.name, headlines(band.cards)) for band in page.bands] == [
        ("City", ["City"]),
        ("Harbour", [f"Harbour {number}" for number in (7, 6, 5, 4, 3, 2)]),
    ]


@pytest.mark.django_db
def test_places_that_nobody_asked_for_are_filled_with_the_newest(clock):
    paper("Fifth", "Fourth", "Third", "Second", "Newest", clock=clock)
    paper("Asked for", clock=clock, prominence=1)

    page = front(sections())

    assert page.lead.headline == "Asked for"
    assert headlines(page.second) == ["Newest", "Second", "Third"]
    assert [headlines(band.cards) for band in page.bands] == [["Fourth", "Fifth"]]


@pytest.mark.django_db
def test_a_front_page_is_made_of_all_that_stands_on_it(clock):
    named = newsdesk.live("Named", section=newsdesk.section("Archive", in_navigation=False))
    others = paper("Plain 0", "Plain 1", "Plain 2", "Plain 3", clock=clock)
    lead = newsdesk.live("The lead", prominence=2, related=[named], lead=(photo := newsdesk.photo()))

    page = front(sections())

    assert page.also == [Link("list", 0, named.pk, "/archive/named/", "Named", "news")]
    assert page.tags() == {
        "latest",
        f"photo:{photo.pk}",
        f"author:{newsdesk.author().pk}",
        *(f"article:{article.pk}" for article in (named, lead, *others)),
    }


@pytest.mark.django_db
def test_beside_the_lead_stand_two_stories_that_it_names_those_of_its_text_first(clock):
    one, two, three = paper("One", "Two", "Three", clock=clock)
    later = newsdesk.story("Not out")
    read = parts.block("read", id=two.pk)
    lead = newsdesk.story(
        "The lead", prominence=2, related=[later, two, one, three], body=newsdesk.TEXT + read
    )
    newsdesk.put_out(lead)

    assert [link.title for link in front(sections()).also] == ["Two", "One"]


# --- how a section's stories stand ------------------------------------------------------------


def card(headline: str, *, pictured: bool = False) -> Card:
    """A card as the arranging of cards sees it: with a picture or without."""
    now = datetime(2026, 11, 20, tzinfo=timezone.get_default_timezone())
    nowhere = NamedRow(1, "Harbour", "harbour")
    picture = "a picture" if pictured else None
    return Card(1, 1, "/", headline, "", "", "news", now, 1, nowhere, None, [], picture)


def cards(signs: str) -> list[Card]:
    """One for each sign: capitals have a picture."""
    return [card(sign, pictured=sign.isupper()) for sign in signs]


@pytest.mark.parametrize(
    ("signs", "columns"),
    [
        ("ABCDEF", ["A", "B", "C", "D"]),
        ("AbCDEf", ["A", "C", "D", "E"]),
        ("ABC", ["A", "B", "C"]),
        ("ABCdefg", ["A", "B", "C", "def"]),
        ("aBc", ["B", "ac"]),
        ("abcd", ["abc"]),
        ("", []),
    ],
)
def test_four_abreast_are_pictures_and_then_one_column_of_words(signs, columns):
    band = Band(Section(), "four", cards(signs))

    assert ["".join(headlines(column)) for column in band.columns] == columns


@pytest.mark.parametrize(
    ("signs", "beside"),
    [("Abcdef", ("bcd", "ef")), ("Abcde", ("bc", "de")), ("Ab", ("b", "")), ("A", ("", ""))],
)
def test_beside_a_large_card_stand_two_columns_the_first_the_longer(signs, beside):
    band = Band(Section(), "left", cards(signs))

    assert tuple("".join(headlines(column)) for column in band.beside) == beside


@pytest.mark.parametrize(
    ("signs", "before", "shape", "order"),
    [
        ("ABCDEF", 0, "left", "ABCDEF"),
        ("ABCDEF", 1, "four", "ABCDEF"),
        ("ABCDEF", 2, "middle", "ABCDEF"),
        ("ABCDEF", 3, "four", "ABCDEF"),
        ("ABCDEF", 4, "left", "ABCDEF"),
        ("ABCDE", 0, "four", "ABCDE"),
        ("aBcDEf", 2, "middle", "BDEacf"),
        ("abcdEF", 1, "left", "EFabcd"),
        ("abC", 1, "left", "Cab"),
        ("aB", 0, "four", "aB"),
        ("abcdef", 1, "four", "abcdef"),
    ],
)
def test_bands_take_turns_and_a_large_place_has_a_picture_to_fill_it(signs, before, shape, order):
    band = front_page._band(Section(), cards(signs), before)

    assert (band.shape, "".join(headlines(band.cards))) == (shape, order)


@pytest.mark.parametrize(("count", "shown"), [(7, 6), (6, 6), (5, 3), (3, 3), (2, 2), (1, 1)])
def test_opinions_stand_in_rows_of_three(count, shown):
    opinions = Section(style=Section.Style.OPINION)

    band = front_page._band(opinions, cards("abcdefg"[:count]), 0)

    assert (band.section, band.shape, len(band.cards)) == (opinions, "opinion", shown)
