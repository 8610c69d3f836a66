"""What was sent for a chosen row may be anything: it is refused with a sentence, and the form stays."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client

from articles.models import Author
from newsroom.desk.model_admin import ChosenByName
from newsroom.models import User
from newsroom.row_numbers import may_be_a_row
from tests.builders import newsdesk
from tests.driving import storydesk

pytestmark = pytest.mark.django_db
ODD = ["x", "1.5", "9" * 30, "-1", "²", "NaN"]


@pytest.fixture
def chief() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("chief"))
    return client


def test_every_field_of_the_desk_that_chooses_by_name_takes_anything():
    rooms = [type(table) for table in admin.site._registry.values()]
    rooms += [inline for room in rooms for inline in room.inlines]

    assert [room for room in rooms if room.autocomplete_fields and not issubclass(room, ChosenByName)] == []


@pytest.mark.parametrize("sent", ODD)
@pytest.mark.parametrize("field", ["portrait", "outlet", "user"])
def test_a_row_that_cannot_be_is_refused_and_the_form_stays(chief, field, sent):
    page = chief.post("/admin/articles/author/add/", {"name": "Ines Amaral", field: sent})

    assert page.status_code == 200
    assert field in page.context["adminform"].form.errors
    assert 'value="Ines Amaral"' in page.content.decode()
    assert not Author.objects.exists()


@pytest.mark.parametrize("sent", ODD)
@pytest.mark.parametrize("field", ["section", "outlet", "assigned_to", "topics"])
@pytest.mark.parametrize("stale", [False, True])
def test_a_story_is_not_lost_for_it_also_where_somebody_else_has_saved(field, sent, stale):
    story = newsdesk.story()
    desk = storydesk.desk(storydesk.person("maya"))
    form = storydesk.opened(desk, story) | {"headline": "What I typed", field: sent}
    if stale:
        newsdesk.save(story, headline="What somebody else typed")

    page = desk.post(storydesk.address(story), form)

    assert page.status_code == 200
    assert field in page.context["adminform"].form.errors
    assert "What I typed" in page.content.decode()


@pytest.mark.parametrize(
    ("value", "may"), [(1, True), ("17", True), ("", False), (None, False), ("١", False)]
)
def test_what_may_be_the_number_of_a_row(value, may):
    assert may_be_a_row(value) is may
