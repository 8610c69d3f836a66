"""What many stories stand on is not deleted at the desk, and nobody waits until that is found out."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Topic
from newsroom.desk import deleting
from newsroom.models import User
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    return client


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch):
    monkeypatch.setattr(deleting, "MOST", 2)


def on_stories(count: int) -> Topic:
    topic = newsdesk.topic()
    for number in range(count):
        newsdesk.story(f"Story {number}", topics=[topic])
    return topic


def test_a_topic_of_few_stories_is_deleted(desk):
    topic = on_stories(2)

    desk.post(f"/admin/articles/topic/{topic.pk}/delete/", {"post": "yes"})

    assert not Topic.objects.exists()


def test_one_of_many_stays_says_why_and_is_not_gathered(desk):
    topic, counted = on_stories(3), []
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = desk.post(f"/admin/articles/topic/{topic.pk}/delete/", {"post": "yes"}).content.decode()
        counted.append(len(asked))
        on_stories(20)

    assert Topic.objects.get() == topic
    assert "“Pilotage” is on record in too many places (topics of stories) to be deleted. It stays." in page
    assert counted[0] == counted[1]


def test_nor_is_it_deleted_from_the_list(desk):
    topic = on_stories(3)

    desk.post(
        "/admin/articles/topic/",
        {"action": "delete_selected", "_selected_action": [topic.pk], "post": "yes"},
    )

    assert Topic.objects.get() == topic


def test_a_sign_in_that_made_much_stays(desk):
    maya = newsdesk.editor("maya", may=())
    for number in range(3):
        newsdesk.story(f"Story {number}", by=User.objects.get(username="chief"))
    chief = User.objects.get(username="chief")

    page = desk.post(f"/admin/newsroom/user/{chief.pk}/delete/", {"post": "yes"}).content.decode()
    desk.post(f"/admin/newsroom/user/{maya.pk}/delete/", {"post": "yes"})

    assert list(User.objects.values_list("username", flat=True)) == ["chief"]
    assert "“chief” is on record in too many places" in page
