"""What is told beside a name is asked of the names that are shown, not of all that have the letters."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Byline
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db
AUTHORS = "/admin/autocomplete/?app_label=articles&model_name=byline&field_name=author&term="
SHOWN = 20


def test_of_many_authors_with_the_letters_only_a_page_is_asked_for_its_stories(maya):
    story = newsdesk.story(authors=[newsdesk.author(f"Ines {number:03}") for number in range(45)])

    with CaptureQueriesContext(connection) as asked:
        answer = maya.get(f"{AUTHORS}ines").json()

    of_stories = [query["sql"] for query in asked if f'"{Byline._meta.db_table}"' in query["sql"]]
    assert [row["text"] for row in answer["results"]] == [f"Ines {number:03}" for number in range(SHOWN)]
    assert {row["note"] for row in answer["results"]} == {"1 story"}
    assert answer["pagination"] == {"more": True}
    assert len(of_stories) == 1
    (numbers,) = re.findall(r'"articles_author"."id" IN \(([0-9, ]+)\)', of_stories[0])
    assert len(numbers.split(",")) == SHOWN
    assert story.bylines.count() == 45


def test_the_best_names_stay_first_and_the_last_live_story_is_told(maya):
    names = ["Jo Bines", "Ada Ines", "Ines Vale", "Ines"]
    authors = {name: newsdesk.author(name) for name in names}
    newsdesk.live("The latest", authors=[authors["Ada Ines"]])
    newsdesk.story("Not live", slug="not-live", authors=[authors["Ada Ines"], authors["Ines"]])

    rows = maya.get(f"{AUTHORS}ines").json()["results"]

    assert [row["text"] for row in rows] == ["Ines", "Ines Vale", "Ada Ines", "Jo Bines"]
    assert [row["note"].partition(",")[0] for row in rows] == ["1 story", "", "2 stories", ""]
    assert ", last on " in rows[2]["note"]
