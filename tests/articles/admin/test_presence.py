"""The door at which a story's form asks who else is there."""

from __future__ import annotations

import pytest
import time_machine

from articles.editing.together.presence import MOST
from articles.models import Presence
from newsroom.models import User
from tests.builders.newsdesk import story
from tests.driving.storydesk import REPORTER, address, desk, person

pytestmark = pytest.mark.django_db


def ask(client, user, article, **more):
    said = {"typed_by": user.pk, "window": f"w{user.pk}", "field": "id_headline", "silent": 15}
    return client.post(address(article, "present"), said | more, headers={"Accept": "application/json"})


@pytest.fixture
def maya():
    user = person("maya")
    User.objects.filter(pk=user.pk).update(first_name="Maya", last_name="Quill")
    return User.objects.get(pk=user.pk)


def test_the_others_are_named_with_their_field_and_since_when(maya):
    article, ines = story(), person("ines")
    with time_machine.travel("2026-03-09 21:09:30+00:00", tick=False):
        ask(desk(maya), maya, article)
        said = ask(desk(ines), ines, article, field="").json()

    assert said == {
        "others": [
            {
                "person": maya.pk,
                "name": "Maya Quill",
                "own": False,
                "field": "id_headline",
                "since": "22:09",
            }
        ]
    }


def test_another_window_of_ones_own_is_told_as_that(maya):
    article = story()
    ask(desk(maya), maya, article, window="first")

    assert [each["own"] for each in ask(desk(maya), maya, article, window="second").json()["others"]] == [
        True
    ]


def test_whoever_leaves_says_so(maya):
    article = story()
    ask(desk(maya), maya, article)
    ask(desk(maya), maya, article, left="1")

    assert not Presence.objects.exists()


def test_only_who_may_see_the_story_is_told_or_counted(maya):
    article, stranger = story(), person("kim", ())
    ask(desk(maya), maya, article)

    assert ask(desk(stranger), stranger, article).status_code == 403
    assert [row.person for row in Presence.objects.all()] == [maya]


def test_who_may_only_look_counts_as_well(maya):
    article, looking = story(), person("lee", REPORTER)
    ask(desk(maya), maya, article)

    assert len(ask(desk(looking), looking, article).json()["others"]) == 1


@pytest.mark.parametrize("wrong", [{"window": ""}, {"window": "a b"}, {"window": "a" * 33}])
def test_a_window_without_a_name_is_refused(maya, wrong):
    assert ask(desk(maya), maya, story(), **wrong).status_code == 400
    assert not Presence.objects.exists()


def test_a_page_of_somebody_who_signed_out_since_is_refused(maya):
    other = person("ines")

    assert ask(desk(other), maya, story()).status_code == 409
    assert not Presence.objects.exists()


def test_a_field_that_is_none_is_nowhere(maya):
    ask(desk(maya), maya, story(), field="<b>x</b>", silent="9999")

    assert Presence.objects.get().field == ""


def test_one_person_has_only_so_many_windows_and_those_that_went_make_room(maya):
    article, other, ines = story(), story("Another", slug="another"), person("ines")
    client, at = desk(maya), "2026-03-09 21:09:30+00:00"
    with time_machine.travel(at, tick=False):
        for number in range(MOST + 9):
            ask(client, maya, (article, other)[number % 2], window=f"w{number}", silent=(0, 90)[number < 9])
        # None of them is silent for longer than it said; the last of them were gone at once.
        there = Presence.objects.filter(person=maya).count()
        more = [ask(client, maya, article, window=f"more{number}", silent=90) for number in range(2 * MOST)]
        others = ask(desk(ines), ines, article).json()["others"]

    assert {answer.status_code for answer in more} == {200}
    assert there <= MOST
    assert Presence.objects.filter(person=maya).count() == MOST
    assert len(others) == MOST - Presence.objects.filter(article=other).count()
    assert ask(desk(ines), ines, other).json()["others"] == []
