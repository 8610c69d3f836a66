"""Sessions at rest: what stands in the table opens nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from newsroom.models import User
from newsroom.sessions import SessionStore, row_key
from tests.driving.async_code import waited_for

pytestmark = pytest.mark.django_db

PASSWORD = "ferry-lantern-42"


@pytest.fixture
def signed_in(client):
    User.objects.create_user("maya", password=PASSWORD, is_staff=True)
    client.post("/admin/login/", {"username": "maya", "password": PASSWORD})
    return client


def with_cookie(key: str) -> int:
    client = Client()
    client.cookies["sessionid"] = key
    return client.get("/admin/").status_code


def keys() -> list[str]:
    return list(Session.objects.values_list("session_key", flat=True))


def test_the_key_in_the_cookie_signs_in_and_is_not_in_the_table(signed_in):
    cookie = signed_in.cookies["sessionid"].value

    assert keys() == [row_key(cookie)]
    assert not any(cookie in str(value) for row in Session.objects.values_list() for value in row)
    assert with_cookie(cookie) == 200


def test_what_stands_in_the_table_signs_nobody_in_as_a_cookie(signed_in):
    (stored,) = keys()

    assert with_cookie(stored) == 302
    assert with_cookie(signed_in.cookies["sessionid"].value) == 200


def test_signing_out_removes_the_session_and_the_old_cookie_opens_nothing(signed_in):
    cookie = signed_in.cookies["sessionid"].value

    signed_in.post("/admin/logout/")

    assert row_key(cookie) not in keys()
    assert with_cookie(cookie) == 302


def test_a_session_that_gets_a_new_key_keeps_its_data_and_leaves_the_old_key():
    session = SessionStore()
    session["place"] = "quay"
    session.save()
    before = session.session_key

    session.cycle_key()
    session.save()

    assert session.session_key != before
    assert keys() == [row_key(session.session_key)]
    assert SessionStore(session.session_key)["place"] == "quay"
    assert (session.exists(session.session_key), session.exists(before)) == (True, False)


def test_a_key_chosen_by_a_visitor_is_not_taken_up():
    session = SessionStore("chosen-by-a-visitor")
    session["place"] = "quay"

    session.save()

    assert session.session_key != "chosen-by-a-visitor"
    assert keys() == [row_key(session.session_key)]


@pytest.mark.django_db(transaction=True)
def test_the_asynchronous_ways_keep_the_same_promise():
    async def live() -> tuple[str | None, str, bool]:
        session = SessionStore()
        await session.aset("place", "quay")
        await session.asave()
        place = await SessionStore(session.session_key).aget("place")
        return session.session_key, place, await session.aexists(session.session_key)

    async def end(key: str) -> None:
        await SessionStore(key).adelete()

    key, place, there = waited_for(live)
    kept = keys()
    waited_for(end, key)

    assert (place, there, kept, keys()) == ("quay", True, [row_key(key)], [])


def test_expired_sessions_open_nothing_and_are_cleared_away(signed_in):
    cookie = signed_in.cookies["sessionid"].value
    other = SessionStore()
    other.save()
    Session.objects.filter(session_key=row_key(cookie)).update(
        expire_date=timezone.now() - timedelta(hours=1)
    )

    assert with_cookie(cookie) == 302
    call_command("clearsessions")

    assert keys() == [row_key(other.session_key)]
