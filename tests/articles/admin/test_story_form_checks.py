"""The checks beside a story, its versions, and the list of stories."""

from __future__ import annotations

import pytest

from articles.models import PhotoUse
from tests.builders.newsdesk import author, photo, story
from tests.driving.storydesk import address, desk, opened, person

pytestmark = pytest.mark.django_db

NOW = {"when": "now", "at": "", "override": "The desk knows."}


def test_checks_lead_to_the_field_they_are_about(maya):
    article = story(lead=photo(alt=""), standfirst="")
    use = PhotoUse.objects.get()

    answer = maya.get(address(article))

    assert [(check.problem.code, check.target) for check in answer.context["checks"]] == [
        ("no-alt", "id_photo_uses-0-alt"),
        ("no-standfirst", "id_standfirst"),
    ]
    assert [(hint.problem.code, hint.target) for hint in answer.context["hints"]] == [
        ("no-related", "add-related_links")
    ]
    assert use.alt == ""
    assert {step.slug: (step.blocking, step.warnings) for step in answer.context["steps"]} == {
        "write": (0, 1),
        "credit": (0, 0),
        "picture": (1, 0),
        "place": (0, 0),
        "publish": (0, 0),
    }


def test_cards_for_the_editor_are_told_only_to_those_who_may_see_stories(maya):
    live, draft, picture = story("A live one"), story("A draft"), photo("The dredger")
    maya.post(address(live, "publish"), NOW | {"revision": live.revision})
    maya.post(address(live), opened(maya, live) | {"headline": "Changed at the desk"})
    url = f"/admin/articles/article/blocks/?photo={picture.pk}&read={live.pk}&read={draft.pk}&read=x&photo={'9' * 40}"

    cards = maya.get(url).json()
    refused = desk(person("nobody", ())).get(url)

    assert {key: (card["headline"], card["live"]) for key, card in cards["read"].items()} == {
        str(live.pk): ("A live one", True),
        str(draft.pk): ("A draft", False),
    }
    assert cards["photo"][str(picture.pk)]["credit"] == "Jo Vale / Quay Pictures / CC BY 4.0"
    assert refused.status_code == 403


def test_the_versions_page_tells_who_saved_and_what_readers_had(maya):
    article = story()
    maya.post(address(article, "publish"), NOW | {"revision": article.revision})

    text = maya.get(address(article, "history")).text

    assert "v1" in text
    assert "The desk knows." in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_stories_asks_the_same_few_questions(maya, django_assert_num_queries, rows):
    for number in range(rows):
        story(f"Story {number}")
    maya.get("/admin/articles/article/")

    with django_assert_num_queries(10):
        answer = maya.get("/admin/articles/article/")

    assert len(answer.context["cl"].result_list) == rows


def test_every_check_is_told_as_passed_or_as_a_problem():
    article = story(
        headline="Board votes", standfirst="", authors=[author("Tom Adair")], lead=photo("The basin")
    )

    answer = desk(person("maya")).get(address(article))

    passed = {str(each) for each in answer.context["passed"]}
    assert "There is a headline" in passed
    assert "Every picture has its file" in passed
    assert passed & {"There is a standfirst", "A related story is there"} == set()
    assert f"{len(passed)} checks passed" in answer.content.decode()
