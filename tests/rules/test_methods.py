"""Methods that an address does not take are answered without a page, and without a look into the database."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.builders.newsdesk import put_out, story

pytestmark = pytest.mark.django_db

READ, BOTH = "GET, HEAD, OPTIONS", "GET, HEAD, POST, OPTIONS"
ADDRESSES = {
    "/": READ,
    "/search/": READ,
    "/corrections/": READ,
    "/feed/": READ,
    "/sitemap.xml": READ,
    "/topic/quays/": READ,
    "/no/such/place/": READ,
    "/static/reader/icon.svg": READ,
    "/media/photos/aa/nothing.jpg": READ,
    "/healthz": READ,
    "/membership/": BOTH,
    "/membership/funders/": READ,
    "/membership/me/": BOTH,
    "/membership/me/data.json": READ,
    "/membership/me/out/": "POST, OPTIONS",
    "/membership/webhooks/stripe/": "POST, OPTIONS",
    "/admin/": BOTH,
    "/admin/articles/article/1/change/": BOTH,
}


@pytest.mark.parametrize(("path", "taken"), ADDRESSES.items())
def test_options_tells_what_an_address_takes(path, taken, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().options(path)

    assert (answer.status_code, answer.headers["Allow"], answer.content) == (204, taken, b"")


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND", "CONNECT", "PURGE"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_every_other_method_is_refused(path, method, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().generic(method, path)

    assert (answer.status_code, answer.headers["Allow"], answer.content) == (405, ADDRESSES[path], b"")


def test_nothing_is_sent_to_a_page_that_is_only_read(django_assert_num_queries):
    page = put_out(story("The pilots strike")).get_absolute_url()

    with django_assert_num_queries(0):
        assert [Client().post(path).status_code for path in ("/", page, "/feed/")] == [405] * 3
    assert [Client().get(path).status_code for path in ("/", page, "/feed/")] == [200] * 3
