"""A sign-in lasts while somebody works at the desk, and what is sent after its end is given back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from newsroom.models import User

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ITSELF = {"Asked-By-Itself": "1"}


@pytest.fixture
def maya():
    return User.objects.create_superuser("maya")


def is_in(client, at, **how) -> bool:
    with time_machine.travel(at, tick=False):
        return client.get("/admin/", **how).status_code == 200


@pytest.fixture
def client(maya):
    client = Client()
    with time_machine.travel(BEGINS, tick=False):
        client.force_login(maya)
        client.get("/admin/")
    return client


def test_whoever_works_stays_signed_in_past_twelve_hours(client):
    assert [is_in(client, BEGINS + hours * HOUR) for hours in (11, 22, 33, 44)] == [True] * 4


def test_whoever_is_away_for_twelve_hours_is_signed_out(client):
    assert is_in(client, BEGINS + 11 * HOUR)
    assert not is_in(client, BEGINS + 23.5 * HOUR)


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(client):
    assert is_in(client, BEGINS + 8 * HOUR, headers=ITSELF)
    assert not is_in(client, BEGINS + 12.5 * HOUR)


def test_after_a_week_everybody_signs_in_again(client):
    days = [BEGINS + hours * HOUR for hours in range(8, 7 * 24, 8)]

    assert all(is_in(client, at) for at in days)
    assert not is_in(client, BEGINS + 7 * 24 * HOUR + HOUR / 60)


def test_what_else_is_kept_in_the_session_keeps_nobody_signed_in(client):
    with time_machine.travel(BEGINS + 8 * HOUR, tick=False):
        session = client.session
        session["told"] = "a long message"
        session.save()

    assert is_in(client, BEGINS + 11.9 * HOUR, headers=ITSELF)
    assert not is_in(client, BEGINS + 12.1 * HOUR, headers=ITSELF)


def test_the_row_is_written_once_in_ten_minutes(client, django_assert_num_queries):
    def written(at) -> str:
        with time_machine.travel(at, tick=False):
            client.get("/admin/password_change/")
        return Session.objects.get().session_data

    first = written(BEGINS + HOUR)
    assert written(BEGINS + HOUR + timedelta(minutes=9)) == first
    assert written(BEGINS + HOUR + timedelta(minutes=11)) != first


def test_a_page_asks_who_is_signed_in_and_gets_their_token(client, maya):
    with time_machine.travel(BEGINS, tick=False):
        here = client.get(reverse("session")).json()
    nobody = Client().get(reverse("session"))

    assert (here["person"], here["name"]) == (maya.pk, "maya")
    assert len(here["token"]) == 64
    assert (nobody.status_code, nobody.json()) == (401, {})


SENT = {"headline": "Typed, and must stay", "csrfmiddlewaretoken": "x" * 64}
OURS = {"Sec-Fetch-Site": "same-origin"}
ADD = "/admin/articles/article/add/"


def test_what_is_sent_after_the_end_is_given_back():
    answer = Client().post(ADD, SENT, headers=OURS)

    assert answer.status_code == 401
    assert "You are signed out" in answer.text
    assert 'value="Typed, and must stay"' in answer.text


def test_a_script_is_told_in_its_own_way():
    answers = [
        getattr(Client(), method)(ADD, headers={"Accept": "application/json"}) for method in ("get", "post")
    ]

    assert [(answer.status_code, answer.json()) for answer in answers] == [(401, {})] * 2


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}]
)
def test_nothing_of_what_another_site_sent_is_given_back_with_a_token(maya, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(maya)

    for asked in (client, Client()):
        answer = asked.post(ADD, SENT, headers=headers)
        assert answer.status_code in {401, 403}
        assert "Typed, and must stay" not in answer.text
        assert "csrfmiddlewaretoken" not in answer.text


def test_a_form_of_an_older_sign_in_is_given_back_with_the_token_of_this_one(maya):
    client = Client(enforce_csrf_checks=True)
    client.force_login(maya)

    refused = client.post(ADD, SENT, headers=OURS)
    token = refused.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent_again = client.post(ADD, {"headline": "x", "csrfmiddlewaretoken": token}, headers=OURS)
    script = client.post(ADD, SENT, headers={**OURS, "Accept": "application/json"})

    assert (refused.status_code, sent_again.status_code) == (403, 200)
    assert "DEBUG" not in refused.text
    assert "Sent from an older sign-in" in refused.text
    assert (script.status_code, script.json()) == (403, {"token": ""})


def test_a_password_is_never_given_back():
    answer = Client().post("/admin/password_change/", {"old_password": "ferry-lantern-42"}, headers=OURS)

    assert (answer.status_code, "ferry-lantern" in answer.text) == (401, False)
