"""How a stored page is answered: packed, told unchanged, or in full."""

from __future__ import annotations

import gzip

import pytest

from newsroom.pagestore import touch
from tests.driving.paged import BODY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
    ],
)
def test_a_page_is_packed_for_those_who_can_unpack_it(site, accepted, packed):
    site.get()
    response = site.get(**{"Accept-Encoding": accepted})

    assert response.headers.get("Content-Encoding", "") == ("gzip" if packed else "")
    assert (gzip.decompress(response.content) if packed else response.content) == BODY
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_the_page_is_told_so(site, form):
    etag = site.get().headers["ETag"]

    response = site.get(**{"If-None-Match": form.format(etag)})

    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", etag)
    assert site.get(**{"If-None-Match": '"other"'}).status_code == 200


def test_a_changed_page_has_another_etag(site):
    before = site.get().headers["ETag"]
    site.body = b"Something else"
    touch("latest")

    assert site.get(**{"If-None-Match": before}).content == b"Something else"


def test_browsers_ask_each_time(site):
    assert site.get().headers["Cache-Control"] == "public, no-cache"


def test_head_is_answered_from_the_same_page(site):
    site.get(method="head")
    response = site.get()

    assert site.asked == 1
    assert response.content == BODY
