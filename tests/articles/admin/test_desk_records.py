"""The desk's records: who revokes a link to a preview, and when a correction may be dated."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.models import Correction, PreviewLink
from newsroom.models import User
from tests.builders import newsdesk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("maya"))
    return client


def in_group(name: str) -> User:
    user = User.objects.create_user(name.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/articles/previewlink/{link}/revoke/",
        "/admin/articles/article/{story}/preview/{link}/revoke/",
    ],
)
def test_a_reporter_revokes_links_to_stories_of_their_own_and_no_others(client, path):
    rita = in_group("Reporter")
    client.force_login(rita)
    links = {
        name: PreviewLink.objects.create(
            article=story, token_hash=name.ljust(64, "0"), expires_at=timezone.now() + timedelta(days=1)
        )
        for name, story in (
            ("mine", newsdesk.story("Begun by me", by=rita)),
            ("theirs", newsdesk.story("Begun by another", by=in_group("Editor"))),
        )
    }

    answers = {
        name: client.post(path.format(link=link.pk, story=link.article_id)).status_code
        for name, link in links.items()
    }

    revoked = {
        name: PreviewLink.objects.get(pk=link.pk).revoked_at is not None for name, link in links.items()
    }
    assert answers == {"mine": 302, "theirs": 403}
    assert revoked == {"mine": True, "theirs": False}


@pytest.mark.parametrize("number", ["x", "0", "1/2", "9" * 30])
def test_a_preview_link_that_is_not_there_is_not_found(desk, number):
    assert desk.post(f"/admin/articles/previewlink/{number}/revoke/").status_code == 404


def test_a_correction_dated_in_the_future_is_refused_and_one_of_this_minute_is_not(desk):
    story = newsdesk.story("Cranes")
    form = {"article": story.pk, "kind": "correction", "text": "It is the east pier.", "was": "", "now": ""}

    def send(at):
        local = timezone.localtime(at)
        moment = {"made_at_0": f"{local:%Y-%m-%d}", "made_at_1": f"{local:%H:%M:%S}"}
        return desk.post("/admin/articles/correction/add/", {**form, **moment})

    refused = send(timezone.now() + timedelta(minutes=10))

    assert refused.context["adminform"].form.errors == {
        "made_at": ["A correction cannot be dated in the future. Give the moment it was made."]
    }
    assert not Correction.objects.exists()
    assert send(timezone.now()).status_code == 302
    assert Correction.objects.count() == 1
