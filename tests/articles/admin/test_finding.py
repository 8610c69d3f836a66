"""Find or do anything: what the palette is given, and what it is not."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from articles.editing.finding import find
from articles.editing.saving import saved
from articles.models import Article, DeskWords
from articles.reading.searching import search
from newsroom.models import User
from tests.builders.newsdesk import author, photo, story, topic
from tests.driving.storydesk import EDITOR, desk, person

pytestmark = pytest.mark.django_db


def at_desk(headline: str, **more: Any) -> Article:
    article = story(headline, **more)
    saved(article, by=None)
    return article


def found(client: Client, words: str) -> list[tuple[str, str]]:
    answer = client.get(
        reverse("admin:articles_article_find"), {"q": words}, headers={"accept": "application/json"}
    )
    return [(row["group"], row["text"]) for row in answer.json()["rows"]]


def test_a_story_is_found_by_headline_text_author_and_address_and_half_a_word():
    fog = at_desk(
        "Fog closes the port", body="<p>The pilot boat waits.</p>", authors=[author("Nadia Hadley")]
    )
    other = at_desk("A quiet day", body="<p>There was fog at noon.</p>")
    fog.slug = "port-closed-again"
    fog.save(update_fields=["slug"])
    saved(fog, by=None)

    assert find("fog", 9) == [fog.pk, other.pk]
    for words in ("pilot bo", "hadley", "port-closed-again", "FÖG closes"):
        assert find(words, 9) == [fog.pk], words
    assert find("fog harbour", 9) == find("“'*:&|!()", 9) == find("", 9) == []


def test_a_word_that_is_typed_wrong_still_finds_the_headline():
    ferry = at_desk("Ferry company keeps the timetable")

    assert find("fery compnay", 9) == [ferry.pk]
    assert find("zeppelin", 9) == []


def test_the_words_follow_each_save_and_readers_never_find_them():
    article = at_desk("First words", body="<p>Dredger.</p>")
    article.headline = "Second words"
    with transaction.atomic():
        article.save()
        saved(article, by=None)

    assert find("first", 9) == []
    assert find("second dredger", 9) == [article.pk]
    assert DeskWords.objects.count() == 1
    assert search("dredger").total == 0


def test_stories_people_pictures_topics_and_acts_come_in_groups(django_assert_max_num_queries):
    at_desk("Fog closes the port")
    author("Ada Fogarty")
    photo("Fog over the east pier")
    topic("Fog")
    client = desk(User.objects.create_superuser("maya"))
    found(client, "warm")

    with django_assert_max_num_queries(16):
        rows = found(client, "fog")

    assert rows == [
        ("Stories", "Fog closes the port"),
        ("People", "Ada Fogarty"),
        ("Pictures", "Fog over the east pier"),
        ("Topics", "Fog"),
        ("Do", "New story called “fog”"),
    ]


def test_pictures_are_found_in_plain_letters_and_by_nothing_where_there_are_no_words():
    photo("L’ÉCLUSE à Łódź", creator="Zoë Müller")
    client = desk(User.objects.create_superuser("maya"))

    groups = [[group for group, _text in found(client, words)] for words in ("ecluse lodz", "zoe", "?!")]

    assert groups == [["Pictures", "Do"], ["Pictures", "Do"], ["Do"]]


def test_everybody_finds_what_they_may_see_and_no_more():
    at_desk("Fog closes the port")
    author("Ada Fogarty")
    photo("Fog over the east pier")
    reporter = desk(person("ed", ("view_article", "view_photo")))
    treasurer = desk(person("tom", ("view_author",)))

    assert [group for group, _text in found(reporter, "fog")] == ["Stories", "Pictures"]
    assert [group for group, _text in found(treasurer, "fog")] == ["People"]
    assert Client().get(reverse("admin:articles_article_find"), {"q": "fog"}).status_code == 302


def test_without_scripts_the_field_in_the_head_leads_to_a_page():
    at_desk("Fog closes the port")
    client = desk(person("maya", EDITOR))

    page = client.get(reverse("admin:articles_article_find"), {"q": "<fog"}).content.decode()

    assert "Fog closes the port" in page
    assert "&lt;fog" in page
    assert 'role="search"' in client.get(reverse("admin:index")).content.decode()
    new = client.get(reverse("admin:articles_article_add"), {"headline": "fog"})
    assert new.context["adminform"].form["headline"].value() == "fog"
