"""A zero byte in an address is no reason to fail: PostgreSQL cannot be asked for one, so nobody asks it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.models import User
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db
#: One of each kind of lookup: by words, by the text of a column, by a key, by a name that is chosen.
ASKED = [
    "/admin/articles/article/find/?q=fo%00g",
    "/admin/articles/article/read/?q=fo%00g",
    "/admin/articles/article/?q=fo%00g",
    "/admin/articles/article/?headline=fog%00",
    "/admin/articles/article/?state__exact=draft%00",
    "/admin/articles/article/add/?typed=a1%00",
    "/admin/articles/article/add/?headline=fo%00g",
    "/admin/articles/article/autosave/compare/?typed=a1%00&with=b2%00",
    "/admin/articles/photo/?words=fo%00g",
    "/admin/autocomplete/?app_label=articles&model_name=byline&field_name=author&term=in%00es",
    "/search/?q=fo%00g&section=har%00bour",
]


@pytest.fixture
def client():
    newsdesk.story("Fog over the pier")
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("boss"))
    return client


@pytest.mark.parametrize("asked", ASKED)
def test_an_address_that_is_asked_with_a_zero_byte_is_answered_as_without(client, asked):
    plain, zero = client.get(asked.replace("%00", "")), client.get(asked)

    assert (zero.status_code, zero.headers.get("Location")) == (
        plain.status_code,
        plain.headers.get("Location"),
    )
    assert plain.status_code < 500


def test_the_palette_finds_what_was_meant(client):
    answer = client.get("/admin/articles/article/find/?q=fo%00g", headers={"Accept": "application/json"})

    assert answer.json()["rows"][0]["text"] == "Fog over the pier"


@pytest.mark.parametrize(
    "path",
    [
        "/har%00bour/",
        "/preview/a%00b/",
        "/membership/supporter/a%00/",
        "/admin/articles/article/1%00/change/",
    ],
)
def test_no_page_has_a_zero_byte_in_its_path(client, path):
    assert client.get(path).status_code == 404


def test_the_key_of_a_form_with_a_zero_byte_is_none(client):
    sent = {"headline": "Fog lifts", "form_key": "a\0b"}

    assert client.post("/admin/articles/article/add/", sent).status_code == 200
    assert client.post(reverse("admin:articles_article_throw_typed"), sent).status_code == 302
