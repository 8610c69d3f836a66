"""A Copy holds a whole story: what Versions keep of it stays as it was stored, letter for letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection

from articles.copies import Copy
from articles.editing.copying import begin, copy_of
from articles.editing.versions import make_version
from articles.models import Article, Author, Outlet, Section, Topic
from articles.models.version import seal
from tests.builders import newsdesk
from tests.builders.whole_story import whole_story

pytestmark = pytest.mark.django_db

#: As a database of the year before Copy has them: number, stored text, seal.
STORED = json.loads(Path(__file__).with_name("versions_stored.json").read_text("utf-8"))
WHOLE = Copy.of(json.loads(STORED[1]["snapshot"]))


@pytest.mark.parametrize("stored", STORED, ids=["whole", "whole again", "hardly begun"])
def test_what_a_version_keeps_goes_through_a_copy_and_is_the_same_letter_for_letter(stored):
    again = Copy.of(json.loads(stored["snapshot"])).as_json()

    assert json.dumps(again) == stored["snapshot"]
    assert seal(stored["previous_hash"], again, stored["number"]) == stored["hash"]


def test_a_desk_copy_made_of_a_copy_is_that_copy_and_is_stored_and_sealed_as_ever():
    """The rows that the stored copy names, made with their identities, and the story begun from it."""
    Section.objects.create(pk=WHOLE.section, name=WHOLE.section_name)
    Outlet.objects.create(pk=WHOLE.outlet, name=WHOLE.outlet_name)
    for line in WHOLE.bylines:
        Author.objects.create(pk=line.author, name=line.name)
    for topic in WHOLE.topics:
        Topic.objects.create(pk=topic.topic, name=topic.name)
    for use in WHOLE.photos:
        newsdesk.photo(f"Picture {use.photo}", pk=use.photo, creator=use.credit.split(" / ")[0])
    for pk in {link.target for link in WHOLE.links if link.target}:
        Article.objects.create(pk=pk)
    article = Article(pk=900)

    begin(article, WHOLE)
    version = make_version(article, by=None)

    assert copy_of(Article.objects.get(pk=article.pk)) == WHOLE
    assert version.hash == seal("", json.loads(STORED[1]["snapshot"]), 1)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT snapshot FROM articles_version WHERE id = %s", [version.pk])
            assert cursor.fetchone()[0] == STORED[1]["snapshot"]


def test_every_version_of_a_story_that_was_saved_twice_is_its_copy_in_json():
    made = whole_story()

    assert [version.copy.as_json() for version in made.article.versions.all()] == [
        version.snapshot for version in made.article.versions.all()
    ]


def test_an_old_version_that_does_not_say_all_is_as_a_new_story_in_what_it_leaves_out():
    copy = Copy.of({"headline": "Of another year", "body": "<p>It rained.</p>", "left_us": "a field"})

    assert copy == Copy(headline="Of another year", body="<p>It rained.</p>")


def test_a_copy_says_its_points_and_its_parts():
    copy = Copy(
        key_points=" One \n\n two\n", body='<p>A</p><news-block data-kind="photo" data-id="7"></news-block>'
    )

    assert copy.points == ["One", "two"]
    assert copy.cut == [["html", "<p>A</p>"], ["photo", 7]]
