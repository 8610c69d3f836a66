"""The library: pictures by words, creator, licence, date and use, for the list and for the story form."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone

from articles import pictures
from articles.admin.photos import PhotoAdmin
from articles.body.parts import block
from articles.models import Licence, Photo, PhotoCredit
from newsroom.models import User
from tests.builders import newsdesk, own_pages
from tests.measuring.plans import goes_by, plans

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/articles/photo/library/"
LIST = "/admin/articles/photo/"


def found(desk, **asked: object) -> list[str]:
    """The titles; the same in the library and in the list of pictures."""
    shown = [desk.get(path, asked).context["cl"].result_list for path in (LIBRARY, LIST)]
    library, listed = ([str(photo) for photo in photos] for photos in shown)
    assert library == listed
    return library


def test_words_are_found_in_plain_letters_wherever_they_stand(desk):
    newsdesk.photo("A tram", title="Łódź by night")
    newsdesk.photo("Pier", alt="Two trams", place="Sorrel")

    assert found(desk, q="lodz") == ["Łódź by night"]
    assert found(desk, q="TRAM") == ["Pier", "Łódź by night"]
    assert found(desk, q="tram sorrel") == ["Pier"]
    assert found(desk, q="tram ferry") == []


def test_the_credit_is_found_as_it_is_now(desk, photo, maya):
    assert found(desk, q="zoe coast") == ["Fog on the pier"]
    assert found(desk, creator="FERRAND") == ["Fog on the pier"]

    pictures.recredit(photo, {"creator": "Jo Vale"}, by=maya)

    assert (found(desk, creator="ferrand"), found(desk, creator="vale")) == ([], ["Fog on the pier"])
    # A caption is no creator.
    assert found(desk, creator="fog") == []


def test_pictures_are_found_by_licence(desk):
    newsdesk.photo("Ours")
    free = newsdesk.photo("Free")
    cc0 = Licence.objects.get(code="cc0-1.0")
    pictures.recredit(free, {"licence": cc0}, by=User.objects.get(username="maya"))

    assert found(desk, licence=cc0.pk) == ["Free"]
    assert found(desk, licence=Licence.objects.get(code="cc-by-4.0").pk) == ["Ours"]


def test_pictures_are_found_by_the_day_they_were_taken_or_came(desk):
    newsdesk.photo("Old", taken_on=date(2019, 5, 2))
    with time_machine.travel("2024-03-03T12:00:00+00:00", tick=False):
        newsdesk.photo("Came in 2024")
    newsdesk.photo("New", taken_on=date(2026, 2, 6))

    assert sorted(found(desk, since="2024-03-03")) == ["Came in 2024", "New"]
    assert sorted(found(desk, until="2024-03-03")) == ["Came in 2024", "Old"]
    assert found(desk, since="2024-01-01", until="2024-12-31") == ["Came in 2024"]
    # Nonsense asks for nothing, and is told.
    page = desk.get(LIST, {"since": "yesterday"})
    assert len(page.context["cl"].result_list) == 3
    assert "Enter a valid date." in page.content.decode()


def test_pictures_are_found_by_where_they_are_used(desk):
    lead, text, face, own, _never, old = (
        newsdesk.photo(name) for name in ("Lead", "Text", "Face", "Own", "Never", "Old")
    )
    newsdesk.live("Fog", lead=lead)
    newsdesk.story("Tram", body=f"<p>Text.</p>{block('photo', id=text.pk)}")
    newsdesk.author("Ines Vale", portrait=face)
    own_pages.live("About us", slug="about", body=own_pages.TEXT + block("photo", id=own.pk))
    with time_machine.travel(timezone.now() - timedelta(days=30)):
        newsdesk.live("Then", lead=old)

    assert sorted(found(desk, used="lead")) == ["Lead", "Old"]
    assert found(desk, used="text") == ["Text"]
    assert found(desk, used="portrait") == ["Face"]
    assert found(desk, used="page") == ["Own"]
    assert found(desk, used="lately") == ["Lead"]
    assert sorted(found(desk, used="not-lately")) == ["Face", "Never", "Old", "Own", "Text"]
    assert found(desk, used="never") == ["Never"]


def test_the_list_keeps_what_was_asked_beside_the_buttons(desk):
    newsdesk.photo("Fog")

    page = desk.get(LIST, {"creator": "nobody", "show": "unused", "q": "fog"}).content.decode()

    assert 'name="creator" value="nobody"' in page
    assert page.count('name="creator"') == 1
    assert '<input type="hidden" name="show" value="unused">' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_library_asks_six_questions_however_many_pictures(desk, django_assert_num_queries, count):
    for number in range(count):
        newsdesk.photo(f"Pier {number}")
    desk.get(LIBRARY)

    with django_assert_num_queries(6):
        desk.get(LIBRARY, {"q": "pier", "used": "never"})


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a short table whole")
def test_the_newest_pictures_are_picked_by_an_index(desk, monkeypatch):
    monkeypatch.setattr(PhotoAdmin, "list_per_page", 1)
    for name in ("Pier", "Fog"):
        newsdesk.photo(name)

    with plans() as told:
        desk.get(LIBRARY)

    assert goes_by(told, "photo_newest")


def test_only_those_who_may_see_pictures_see_the_library(client):
    client.force_login(User.objects.create_user("rita", is_staff=True))

    assert client.get(LIBRARY).status_code == 403


def test_pictures_from_before_are_found_as_well(desk, photo):
    Photo.objects.update(words="")
    PhotoCredit.objects.update(words="")
    assert found(desk, q="fog zoe") == []

    import_module("articles.migrations.0029_pictures_by_words").fold_all(apps, None)

    assert found(desk, q="fog zoe") == ["Fog on the pier"]
