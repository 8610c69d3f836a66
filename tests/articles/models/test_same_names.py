"""Sections, topics and partners are one whatever the case of their names, however they come in."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.forms.choosing import TopicsField
from articles.models import Author, EditionTopic, Outlet, Section, Topic, TopicUse
from articles.models.named import by_slug
from articles.transliteration import same_name
from tests.builders import newsdesk
from tests.builders.by_hand import by_hand

SAME = [
    ("Climate", "CLIMATE"),
    ("Straße", "STRASSE"),
    ("Größe", "GRO\u0308SSE"),
    ("Łódź", "łódź"),
    ("Σεισμός", "ΣΕΙΣΜΌΣ"),
    ("Москва", "МОСКВА"),
    ("Traders’  rents", "traders' rents"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "again"), SAME)
@pytest.mark.parametrize("model", [Section, Topic, Outlet])
def test_a_second_spelling_is_no_second_row(model, name, again):
    first = model.objects.create(name=name)

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(name=again, slug="another")
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([model(name=again, slug="another")])
    with pytest.raises(ValidationError, match=f"There is “{name}” already"):
        model(name=again, slug="another").full_clean()
    assert model.objects.get_or_create(name=again) == (first, False)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Section, Topic, Outlet])
def test_a_new_name_may_not_be_that_of_another_and_may_be_ones_own_in_other_letters(model):
    model.objects.create(name="Climate")
    row = model.objects.create(name="Weather")

    row.name = "cLiMaTe"
    with pytest.raises(ValidationError, match="There is “Climate” already"):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    row.name = "WEATHER"
    row.full_clean()
    row.save()

    assert model.objects.called("weather").name == "WEATHER"


@pytest.mark.django_db
def test_two_people_may_have_one_name():
    Author.objects.create(name="Ines Amaral")
    namesake = Author(name="Ines Amaral")
    namesake.full_clean()
    namesake.save()

    assert namesake.slug == "ines-amaral-2"


@pytest.mark.django_db
def test_the_topics_field_takes_the_topic_that_is_there_and_a_new_one_once():
    known = Topic.objects.create(name="Größe")

    topics = TopicsField().clean(["+GRÖSSE", "+Ebbe", "+ebbe", str(known.pk)])

    assert [(topic.pk, topic.name) for topic in topics] == [(known.pk, "Größe"), (None, "Ebbe")]


@pytest.mark.django_db
def test_topics_that_come_as_words_are_the_ones_that_are_there():
    known = newsdesk.topic("Łódź")
    story = newsdesk.story()

    story.topics.add("ŁÓDŹ", "Ebbe", "EBBE")

    assert list(story.topics.order_by("pk")) == [known, Topic.objects.called("ebbe")]


def test_what_sounds_alike_is_not_the_same():
    assert same_name("Grosse") == same_name("Große") != same_name("Grose")
    assert same_name("Lodz") != same_name("Łódź")


@pytest.mark.django_db
def test_doubles_from_before_become_one_topic_and_numbered_sections():
    kept, again = topics = [Topic.objects.create(name=name) for name in ("Straße", "x")]
    sections = [Section.objects.create(name=name) for name in ("Harbour", "y", "Harbour 2")]
    both, one = newsdesk.live("Both", topics=topics), newsdesk.live("One", topics=[again])
    # As they came about before names were compared: the rows are there, the comparison is not.
    Topic.objects.filter(pk=again.pk).update(name="STRASSE", explainer="What it is.")
    Section.objects.filter(pk=sections[1].pk).update(name="HARBOUR")

    migration = import_module("articles.migrations.0007_same_names")
    migration.part(apps, None)
    with by_hand():
        migration.merge(apps, None)

    topic = Topic.objects.get()
    assert (topic.pk, topic.name, topic.explainer) == (kept.pk, "Straße", "What it is.")
    for uses in (
        TopicUse.objects.values_list("content_object", "tag"),
        EditionTopic.objects.values_list("edition__article", "topic"),
    ):
        assert sorted(uses) == [(both.pk, kept.pk), (one.pk, kept.pk)]
    assert by_slug(Topic, again.slug) == topic
    assert sorted(Section.objects.values_list("name", flat=True)) == ["HARBOUR 3", "Harbour", "Harbour 2"]
