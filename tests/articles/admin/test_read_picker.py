"""The stories that a READ line may lead to, in the order that they are offered."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from articles import publishing
from articles.editing.saving import saved
from newsroom.models import User
from tests.builders.newsdesk import save, story, topic
from tests.driving.storydesk import desk, person

pytestmark = pytest.mark.django_db


def offered(client, words: str = "", **more) -> list[dict[str, str]]:
    return client.get(reverse("admin:articles_article_read"), {"q": words, **more}).json()["rows"]


@time_machine.travel("2026-03-24 12:00Z")
def test_stories_that_share_topics_come_first_and_what_is_not_live_says_so():
    chief = User.objects.create_superuser("chief")
    port, river = topic("Port dues"), topic("Sorrel")
    both = story("Ferry company keeps the timetable", topics=[port, river])
    none = story("County answers on the ferry subsidy")
    one = story("Who pays for the ferry", topics=[port])
    for each in (both, none, one):
        saved(each, by=None)
    with time_machine.travel("2026-03-04 12:00Z"):
        publishing.publish(both, by=chief, override="x", revision=both.revision)
    # Saved since: readers have had it from that day on all the same.
    save(both, standfirst="Until May.")
    here = story("The ferry again", topics=[port, river])
    saved(here, by=None)
    client = desk(person("ed"))

    rows = offered(client, "ferry", topic=[port.pk, river.pk], story=here.pk)

    assert [row["text"] for row in rows] == [each.headline for each in (both, one, none)]
    assert rows[0]["note"] == "4 March · Harbour · shares Port dues, Sorrel"
    assert (rows[0]["word"], rows[0]["state"]) == ("Live", "live")
    assert rows[1]["note"] == "Shown to readers only once it is live"
    assert [row["text"] for row in offered(client, topic=[river.pk], story=here.pk)] == [both.headline]
    assert offered(client, "zeppelin") == []


def test_who_may_not_see_stories_is_offered_none():
    answer = desk(person("tom", ("view_photo",))).get(reverse("admin:articles_article_read"), {"q": "ferry"})

    assert answer.status_code == 403
