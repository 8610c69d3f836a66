"""A picture on a page of the paper itself: served while readers have the page, its credit kept as in stories."""

from __future__ import annotations

import pytest

from articles import own_pages
from articles.admin.photo_uses import kept_because
from articles.body import parts
from articles.models import Photo
from articles.pictures.crediting import is_shown, may_credit
from tests.builders import newsdesk
from tests.builders.own_pages import TEXT, keeper, page, save
from tests.builders.stored import with_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo() -> Photo:
    return with_files(newsdesk.photo("A crane at low water", fingerprint="0123456789abcdef"))


def status(client, photo: Photo) -> int:
    return client.get(photo.url(592, "avif")).status_code


def test_it_answers_while_a_page_that_readers_have_shows_it(client, photo):
    made = page("About", body=TEXT + parts.block("photo", id=photo.pk))
    seen = [status(client, photo)]
    own_pages.publish(made, by=keeper())
    seen.append(status(client, photo))
    save(made, body=TEXT)
    seen.append(status(client, photo))
    own_pages.publish(made, by=keeper())
    seen.append(status(client, photo))
    save(made, body=TEXT + parts.block("photo", id=photo.pk))
    own_pages.publish(made, by=keeper())
    own_pages.withdraw(made, by=keeper(), reason="Because.")

    assert [*seen, status(client, photo)] == [404, 200, 200, 410, 410]


def test_its_credit_is_changed_by_those_who_may_publish_and_it_is_not_deleted(photo):
    reporter = newsdesk.editor(may=("change_photo", "change_photocredit"))
    made = page("About", body=TEXT + parts.block("photo", id=photo.pk))
    before = (is_shown(photo), may_credit(reporter, photo))

    own_pages.publish(made, by=keeper())

    assert (before, (is_shown(photo), may_credit(reporter, photo))) == ((False, True), (True, False))
    assert "has been before readers" in kept_because(photo)
