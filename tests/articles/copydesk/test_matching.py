"""A READ line finds its story by the words, without looking at every story."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.copydesk.matching import match_all
from articles.models import Article, Headline
from tests.builders import newsdesk
from tests.builders.newsdesk import story

pytestmark = pytest.mark.django_db


def close_to(headline: str) -> list[str]:
    [match] = match_all([(headline, "")])
    return [str(one) for one in ([match.story] if match.story else match.close)]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            "Ferry company keeps winter timetable until May",
            "Ferry company keeps the winter timetable until May",
        ),
        ("Council closes the harbour baths", "Council closes harbour bath"),
        ("Pilot boats find nothing", "“Pilot boats” find nothing!"),
        ("Größere Straße in Łódź gesperrt", "GRÖSSERE STRASSE IN ŁÓDŹ GESPERRT"),
        ("Dredger strikes", "Dredger strike"),
        ("Strikes", "Strike"),
        ("Порт закрыт до весны", "Порт закрыли до весны"),
        ("港口在冬季关闭", "港口在冬天关闭"),
    ],
)
def test_a_story_is_found_by_words_that_come_close(known, said):
    story("Something else about the council"), story(known), story("The lighthouse is sold")

    assert close_to(said) == [known]


def test_what_shares_only_common_words_is_not_close():
    story("The council of the town is sold to the bank")

    assert close_to("The lighthouse of the isle is lost to the sea") == []


def test_of_several_that_come_close_the_closest_is_first():
    story("Ferry fares rise again in spring this year")
    story("Ferry fares rise again in spring")

    assert close_to("Ferry fares rise again in springtime") == [
        "Ferry fares rise again in spring",
        "Ferry fares rise again in spring this year",
    ]


def test_a_headline_that_only_the_desk_ever_saw_leads_nowhere_any_more_and_one_that_readers_had_does():
    hidden, shown = (
        story("Working title of the dredger story"),
        newsdesk.live("Dredger sails on Monday morning"),
    )
    newsdesk.save(hidden, headline="Tenders for the new dredger")
    newsdesk.save(shown, headline="Dredger sailed on Monday")

    assert close_to("Working title of the dredger story") == []
    assert match_all([("Dredger sails on Monday morning", "")])[0].story == shown
    assert match_all([("Dredger sailed on Monday", "")])[0].story == shown


def test_many_stories_cost_no_more_questions_than_one():
    lines = [("Crane number five is moved", ""), ("Pilot boats find nothing", "")]
    asked = []
    for some in (1, 40):
        for number in range(some):
            story(f"Crane number {number} is sold to the port of {some}")
        with CaptureQueriesContext(connection) as queries:
            match_all(lines)
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 5


def test_signs_that_a_database_takes_for_an_operator_are_only_words():
    story("Not near the quay")

    for said in (
        '"quay" OR near',
        "quay & (near | not)",
        "quay:* !near",
        "NEAR(quay near)",
        "' ''quay",
        "*",
        "\\",
    ):
        assert isinstance(close_to(said), list)


def test_stories_that_were_there_before_are_filled_in():
    """What the migration does on a database that is in use."""
    first, _second = newsdesk.live("Dredger sails on Monday"), story("Harbour baths closed")
    Article.objects.filter(pk=first.pk).update(headline="Dredger sailed")
    Headline.objects.all().delete()
    assert close_to("Harbour baths closed") == []

    import_module("articles.migrations.0009_headlines").fill(apps, SimpleNamespace(connection=connection))

    assert sorted(Headline.objects.values_list("words", flat=True)) == [
        "dredger sailed",
        "dredger sails on monday",
        "harbour baths closed",
    ]
    assert close_to("Dredger sails on a Monday") == ["Dredger sailed"]


def test_the_index_of_headlines_is_there():
    """Its triggers follow what stories are called."""
    found = story("Dredger sails on Monday")
    assert close_to("Dredger sails on Mondays") == ["Dredger sails on Monday"]

    newsdesk.save(found, headline="The lighthouse is sold")

    assert close_to("Dredger sails on Mondays") == []
