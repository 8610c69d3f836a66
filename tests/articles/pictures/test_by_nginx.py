"""MEDIA_BY_NGINX: whether a picture may be had is decided as ever, and the answer names the file that nginx sends."""

from __future__ import annotations

import re

import pytest

from articles.models import Photo
from articles.photos.renditions import folder
from articles.publishing import withdraw
from articles.views.stored_files import INTERNAL
from newsroom.media import delete_below
from tests.builders import newsdesk
from tests.builders.stored import with_files
from tests.driving.server import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: What nginx passes on by itself from an answer that names a file, and what is of the answer alone.
PASSED_ON = {"Content-Type", "Cache-Control", "Set-Cookie"}
OF_THE_ANSWER = {"Content-Length", "X-Accel-Redirect"}


@pytest.fixture
def photo() -> Photo:
    return with_files(newsdesk.photo(fingerprint="0123456789abcdef"))


@pytest.fixture(autouse=True)
def _by_nginx(settings) -> None:
    settings.MEDIA_BY_NGINX = True


def test_the_answer_names_the_file_and_says_all_else_as_if_it_sent_it(client, photo, settings):
    newsdesk.live(lead=photo)
    answers = [client.get(photo.url(592, "avif"))]
    settings.MEDIA_BY_NGINX = False
    answers.append(client.get(photo.url(592, "avif")))

    named, whole = [
        {name: told for name, told in each.items() if name != "Content-Length"} for each in answers
    ]
    assert named.pop("X-Accel-Redirect") == f"{INTERNAL}{folder(photo.key, photo.fingerprint)}/592.avif"
    assert named == whole
    assert [each.content for each in answers] == [b"", b"avif"]


def test_no_file_is_named_to_who_may_not_have_it_has_it_or_asks_for_one_that_is_gone(client, photo):
    def asked(**headers: str) -> tuple[int, bool]:
        answer = client.get(photo.url(592, "avif"), headers=headers)
        return answer.status_code, "X-Accel-Redirect" in answer

    draft = asked()
    story = newsdesk.live(lead=photo)
    live, same = asked(), asked(**{"if-none-match": client.get(photo.url(592, "avif"))["ETag"]})
    delete_below(folder(photo.key))
    gone = asked()
    withdraw(story, by=newsdesk.editor(), reason="Wrong harbour")

    assert (draft, live, same, gone, asked()) == (
        (404, False),
        (200, True),
        (304, False),
        (404, False),
        (410, False),
    )


def test_the_settings_of_nginx_let_nobody_in_from_outside_and_lose_no_header(client, photo, settings):
    settings.SECURE_HSTS_SECONDS = 60
    client.force_login(newsdesk.editor(may=()))
    answer = client.get(photo.url(592, "avif"), secure=True)
    location = (ROOT / "deploy" / "nginx.conf").read_text().partition(f"location {INTERNAL} {{")[2]
    location = location.partition("}")[0]
    added = re.findall(r"add_header (\S+) \$upstream_http_(\w+);", location)

    assert "internal;" in location
    assert [name.lower().replace("-", "_") for name, _variable in added] == [
        variable for _name, variable in added
    ]
    assert {"Vary", "Strict-Transport-Security", "ETag"} <= set(answer.headers)
    assert set(answer.headers) - OF_THE_ANSWER == {name for name, _variable in added} | PASSED_ON - {
        "Set-Cookie"
    }
