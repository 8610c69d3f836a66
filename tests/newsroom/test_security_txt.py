"""Where to tell us of a weakness (RFC 9116)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from newsroom.models import Imprint

pytestmark = pytest.mark.django_db
PLACE = "/.well-known/security.txt"


def lines(answer) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in answer.content.decode().splitlines())


def test_the_newsroom_is_reached_by_its_e_mail_for_readers(client):
    Imprint(email="desk@paper.example").save()

    answer = client.get(PLACE)

    told = lines(answer)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert told["Contact"] == "mailto:desk@paper.example"
    assert told["Canonical"] == f"http://127.0.0.1:8000{PLACE}"
    ahead = datetime.fromisoformat(told["Expires"]) - timezone.now()
    assert timedelta(days=140) < ahead < timedelta(days=365)


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ("safe@paper.example", "mailto:safe@paper.example"),
        ("https://paper.example/safe", "https://paper.example/safe"),
    ],
)
def test_a_contact_of_its_own_goes_before_it(client, settings, said, contact):
    Imprint(email="desk@paper.example").save()
    settings.SECURITY_CONTACT = said

    assert lines(client.get(PLACE))["Contact"] == contact


def test_without_any_contact_there_is_no_such_page(client):
    assert client.get(PLACE).status_code == 404
