"""A flood of made-up addresses, numbers and hosts meets the same stored page."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Edition
from newsroom.pagestore import store
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db


@pytest.fixture
def path():
    newsdesk.live("What the crews saw")
    return Edition.objects.get().path


def kept() -> int:
    return len(store._pages)


def test_a_page_number_is_nothing_to_a_page_without_numbers(path):
    client = Client()
    pages = {client.get(f"{path}?page={number}&x={number}").content for number in range(20)}

    assert (len(pages), kept()) == (1, 1)


def test_a_port_in_the_host_is_nothing_to_a_page(path):
    client = Client()
    for port in range(1, 20):
        client.get(path, headers={"host": f"testserver:{port}"})

    assert kept() == 1


def test_plain_http_and_https_are_kept_apart(path, settings):
    client = Client()
    secure = client.get(path, secure=True)
    settings.SECURE_SSL_REDIRECT = True
    plain = Client().get(path)

    assert (secure.status_code, plain.status_code) == (200, 301)


def test_numbered_pages_are_kept_each_under_its_number():
    for number in range(20):
        newsdesk.live(f"What crew {number} saw")
    client = Client()
    first, second = client.get("/harbour/").content, client.get("/harbour/?page=2").content

    assert first != second
    assert (client.get("/harbour/").content, client.get("/harbour/?page=2").content) == (first, second)
    assert kept() == 2


@pytest.mark.parametrize("number", ["0", "01", "-1", "1e3", "٣", "10000", "9" * 5000, "two"])
def test_what_is_no_page_number_is_no_page(path, number):
    client = Client()

    assert client.get("/corrections/", {"page": number}).status_code == 404
    assert client.get("/harbour/", {"page": number}).status_code == 404


@pytest.mark.parametrize("number", ["0", "50001", "9" * 30])
def test_a_sitemap_that_is_not_there_is_not_found(path, number):
    assert Client().get(f"/sitemap-stories-{number}.xml").status_code == 404
