"""What was typed and not saved, held against the saved copy or another such text, by whoever typed it."""

from __future__ import annotations

import pytest

from articles.models import Autosave
from newsroom.models import User
from tests.builders.newsdesk import photo, story, topic
from tests.driving.desk_signin import RIGHT, SIGN_IN
from tests.driving.storydesk import address, desk, opened, person, typed_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return person("maya")


def compared(client, article, query: str):
    return client.get(f"{address(article, 'compare_typed')}?{query}")


def changed(answer) -> dict[str, int]:
    return {part.name: part.count for part in answer.context["found"].parts}


def test_the_kept_text_stands_beside_the_saved_copy_word_by_word(user):
    client = desk(user)
    article = story(headline="Ferry crews call a strike", lead=photo("The basin"), topics=[topic("Quay")])
    data = opened(client, article) | {
        "headline": "Ferry crews call a stoppage",
        "photo_uses-0-caption": "By Maya",
        "topics": [str(topic("Quay").pk), "+Brand new"],
    }
    typed_on(client, user, data | {"form_key": "a1"}, article, 1)
    link = f"{address(article, 'compare_typed')}?typed=a1"
    assert link in client.get(address(article)).text

    side, one = compared(client, article, "typed=a1"), compared(client, article, "typed=a1&view=one")

    assert changed(side) == {"Headline": 1, "Pictures": 1, "Topics": 1}
    assert "Ferry crews call a <del>strike</del>" in side.text
    assert "<del>strike</del> <ins>stoppage</ins>" in one.text
    assert "<ins>Brand new</ins>" in side.text
    assert "Go on with it" in side.text


def test_two_such_texts_are_held_against_each_other(user):
    client, article = desk(user), story(headline="Old")
    data = opened(client, article)
    for key, headline in (("a1", "One tab"), ("a2", "Other tab")):
        typed_on(client, user, data | {"form_key": key, "headline": headline}, article, 1)
    shown = client.get(address(article)).text
    assert "?typed=a1&amp;with=a2" in shown

    answer = compared(client, article, "typed=a1&with=a2")

    assert "<del>Other" in answer.text
    assert "<ins>One" in answer.text


def test_nobody_else_sees_it_and_of_what_is_gone_a_sentence_is_said(user):
    client, ines, article = desk(user), desk(person("ines")), story()
    typed_on(client, user, opened(client, article) | {"form_key": "a1", "headline": "Maya’s"}, article, 1)

    for answer in (compared(ines, article, "typed=a1"), compared(client, article, "typed=a9")):
        assert (answer.status_code, answer.url) == (302, address(article))
    assert Autosave.objects.count() == 1
    assert "That text is no longer there" in client.get(address(article)).text


def test_who_is_signed_in_is_asked_who_they_are_only_where_another_is_to_be(client):
    boss = User.objects.create_superuser("boss", password=RIGHT)
    client.force_login(boss)

    assert client.get(SIGN_IN).status_code == 302
    assert 'id="login-form"' in client.get(f"{SIGN_IN}?another=1").text
    assert client.get("/admin/").status_code == 200
