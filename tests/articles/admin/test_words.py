"""One word for one thing, in the field and beside it, in the crumbs and on the page."""

from __future__ import annotations

import re

import pytest

from articles.models import State
from newsroom.models import User
from tests.builders import newsdesk
from tests.driving.storydesk import address, desk, opened

pytestmark = pytest.mark.django_db


def ready_is_called(client, article) -> str:
    field = client.get(address(article)).context["adminform"].form.fields["state"]
    return dict(field.choices)[State.READY]


def test_a_state_that_readers_have_overtaken_is_not_called_ready(maya):
    article = newsdesk.story("Fog over the pier", state=State.READY)
    before = ready_is_called(maya, article)
    newsdesk.put_out(article)
    live = ready_is_called(maya, article)
    newsdesk.save(article, headline="Fog lifts")
    newer = ready_is_called(maya, article)

    assert (before, live, newer) == ("Ready", "Live", "Ready to go out again")


def test_what_the_field_is_called_changes_nothing_of_what_is_sent(maya):
    article = newsdesk.live("Fog over the pier", state=State.READY)

    form = opened(maya, article)

    assert form["state"] == State.READY
    assert maya.post(address(article), form | {"state": State.DRAFT}).status_code == 302
    assert ready_is_called(maya, article) == "Ready to go out again"


def test_pictures_are_called_so_on_each_of_their_pages():
    client, photo = desk(User.objects.create_superuser("boss")), newsdesk.photo()
    there = ["", "add/", f"{photo.pk}/change/", f"{photo.pk}/delete/", f"{photo.pk}/history/", "library/"]

    pages = [client.get(f"/admin/articles/photo/{each}").content.decode() for each in there]

    words = [re.sub(r"<[^>]*>", " ", page) for page in pages]
    assert ["Pictures" in each for each in words[:5]] == [True] * 5
    assert [re.findall(r"\b[Pp]hotos?\b(?! desk)", each) for each in words] == [[]] * 6
