"""Signing in by an e-mailed code: nobody learns who is a member, and a code is good for one person once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as outbox
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from membership import members
from membership.members import signing_in
from membership.models import Letter, MemberSession, SignInCode
from membership.tokens import codes
from tests.builders.gifts import text, value
from tests.builders.membership_members import code_in, giver, member_of, sign_in, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(signing_in, "REFUSAL_TAKES", 0.0)


def wrong(code: str) -> str:
    return ("0" if code[0] != "0" else "1") + code[1:]


def test_a_member_asks_for_a_code_types_it_in_and_sees_their_gifts(client):
    giver()

    asked = client.post("/membership/me/", {"email": "Hanne@Reader.example "})
    code = code_in(outbox.outbox[-1])
    signed_in = client.post(
        "/membership/me/code/", {"email": value(asked, "email"), "code": code.lower().replace("-", " ")}
    )
    page = client.get("/membership/me/")

    assert (asked.status_code, signed_in.status_code, signed_in["Location"]) == (200, 303, "/membership/me/")
    assert outbox.outbox[-1].to == ["hanne@reader.example"]
    assert "Thank you, Hanne Oduya" in text(page)
    assert "€8 a month" in text(page)


def test_the_answer_for_a_member_and_for_a_stranger_is_the_same_to_the_letter(client):
    giver()

    for_member = client.post("/membership/me/", {"email": "hanne@reader.example"})
    for_stranger = client.post("/membership/me/", {"email": "berta@reader.example"})

    def plain(page):
        return page.content.decode().replace("hanne@", "X@").replace("berta@", "X@")

    assert plain(for_member) == plain(for_stranger)
    assert (for_member.status_code, dict(for_member.headers)) == (200, dict(for_stranger.headers))
    assert Letter.objects.filter(kind="code").count() == 1


def test_a_question_for_a_member_costs_the_same_queries_as_one_for_a_stranger(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    giver()
    client.post("/membership/me/", {"email": "warm@reader.example"})

    shapes = []
    for email in ("hanne@reader.example", "berta@reader.example"):
        with CaptureQueriesContext(connection) as asked:
            client.post("/membership/me/", {"email": email})
        shapes.append([query["sql"].split(" WHERE ")[0].split(" VALUES ")[0] for query in asked])

    assert shapes[0] == shapes[1]
    assert any("django_tasks" in sql for sql in shapes[0])


def test_a_refused_code_takes_the_same_time_whether_there_was_one_or_not(monkeypatch):
    giver()
    members.ask_for_code("hanne@reader.example", "")
    monkeypatch.setattr(signing_in, "REFUSAL_TAKES", 0.25)
    slept = []
    monkeypatch.setattr(signing_in.time, "sleep", slept.append)

    found = [
        members.sign_in(email, "0000-0000", "") for email in ("hanne@reader.example", "berta@reader.example")
    ]

    assert found == [None, None]
    assert [0 < pause <= 0.25 for pause in slept] == [True, True]


def test_no_code_stands_in_the_database_or_in_the_queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    giver()
    signing_in.send_code.call(member_of(giver("berta@reader.example")).pk)
    row = SignInCode.objects.get()
    code = codes.derive(row.named)

    from django_tasks import default_task_backend

    kept = [str(value) for value in SignInCode.objects.values().get().values()]
    kept += [str(value) for letter in Letter.objects.values() for value in letter.values()]
    kept += [str((result.args, result.kwargs)) for result in default_task_backend.results]

    assert [word for word in kept if code in word or codes.grouped(code) in word] == []
    assert codes.fits(codes.grouped(code), row.hashed)


def test_a_code_is_made_of_our_key_so_a_copy_of_the_database_does_not_hold_it(settings):
    before = codes.derive("1:2:3")
    settings.SECRET_KEY = "another" * 10

    assert codes.derive("1:2:3") != before


def test_a_code_works_once():
    giver()
    members.ask_for_code("hanne@reader.example", "")
    code = code_in(outbox.outbox[-1])

    first, second = (members.sign_in("hanne@reader.example", code, "") for _ in range(2))

    assert (first is not None, second) == (True, None)


def test_a_code_holds_for_fifteen_minutes():
    giver()
    members.ask_for_code("hanne@reader.example", "")
    code = code_in(outbox.outbox[-1])
    row = SignInCode.objects.get()

    with time_machine.travel(row.expires_at + timedelta(seconds=1), tick=False):
        late = members.sign_in("hanne@reader.example", code, "")
    with time_machine.travel(row.expires_at - timedelta(seconds=1), tick=False):
        in_time = members.sign_in("hanne@reader.example", code, "")

    assert (late, in_time is not None) == (None, True)


def test_after_five_wrong_tries_the_right_code_is_refused_too():
    giver()
    members.ask_for_code("hanne@reader.example", "")
    code = code_in(outbox.outbox[-1])

    tries = [members.sign_in("hanne@reader.example", wrong(code), "") for _ in range(5)]

    assert tries == [None] * 5
    assert members.sign_in("hanne@reader.example", code, "") is None


def test_four_wrong_tries_leave_a_fifth():
    giver()
    members.ask_for_code("hanne@reader.example", "")
    code = code_in(outbox.outbox[-1])

    for _ in range(4):
        members.sign_in("hanne@reader.example", wrong(code), "")

    assert members.sign_in("hanne@reader.example", code, "") is not None


def test_a_code_opens_only_the_page_of_whom_it_was_mailed_to():
    giver()
    giver("berta@reader.example")
    members.ask_for_code("hanne@reader.example", "")

    assert members.sign_in("berta@reader.example", code_in(outbox.outbox[-1]), "") is None


def test_nobody_gets_more_than_three_codes_an_hour_and_is_not_told(client):
    giver()
    before = len(outbox.outbox)

    answers = {client.post("/membership/me/", {"email": "hanne@reader.example"}).content for _ in range(6)}

    assert len(answers) == 1
    assert len(outbox.outbox) - before == 3


def test_from_one_network_at_most_twenty_codes_an_hour_go_out_and_others_still_get_theirs():
    for number in range(25):
        giver(f"reader{number}@reader.example")
    before = len(outbox.outbox)

    for number in range(25):
        members.ask_for_code(f"reader{number}@reader.example", "192.0.2.7")
    from_there = len(outbox.outbox) - before
    members.ask_for_code("reader24@reader.example", "192.0.2.8")

    assert (from_there, len(outbox.outbox) - before) == (20, 21)


def test_the_cookie_is_for_these_pages_alone_and_out_of_reach_of_scripts(client, settings):
    settings.HTTPS = True
    giver()

    sign_in(client=client)
    cookie = client.cookies["member"]

    kept = {name: cookie[name] for name in ("path", "httponly", "samesite", "secure", "max-age", "domain")}
    assert kept == {
        "path": "/membership/me/",
        "httponly": True,
        "samesite": "Lax",
        "secure": True,
        "max-age": 43200,
        "domain": "",
    }
    assert list(client.cookies) == ["member"]
    assert cookie.value not in str(MemberSession.objects.values().get())


def test_a_session_ends_two_hours_after_its_last_page_and_twelve_after_its_first(client):
    giver()
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        sign_in(client=client)

    def seen(hours):
        with time_machine.travel(now + timedelta(hours=hours), tick=False):
            return "Thank you, Hanne" in text(client.get("/membership/me/"))

    awake = [seen(hours) for hours in (1.9, 3.8, 5.7, 7.6, 9.5, 11.4)]
    too_long = seen(12.1)

    assert (awake, too_long) == ([True] * 6, False)


def test_a_session_that_nobody_uses_ends_after_two_hours(client):
    giver()
    now = timezone.now()
    sign_in(client=client)

    with time_machine.travel(now + timedelta(hours=2, minutes=1), tick=False):
        page = client.get("/membership/me/")
        members.tidy()

    assert "Mail me a code" in text(page)
    assert MemberSession.objects.count() == 0


def test_signing_out_ends_the_session_for_whoever_has_copied_the_cookie(client):
    giver()
    sign_in(client=client)
    copy = Client()
    copy.cookies["member"] = client.cookies["member"].value

    client.post("/membership/me/out/", {"token": token_of(client)})

    assert "Mail me a code" in text(copy.get("/membership/me/"))
    assert client.cookies["member"].value == ""


@pytest.mark.parametrize("email", ["", "hanne", "a@b", "x" * 300 + "@reader.example"])
def test_what_is_no_address_is_refused_at_its_field_and_kept(client, email):
    page = client.post("/membership/me/", {"email": email})

    assert page.status_code == 422
    assert value(page, "email") == email
    assert "Enter your e-mail address, such as name@example.org." in text(page)


def test_another_site_can_neither_ask_for_codes_nor_sign_somebody_in(client):
    giver()
    before = len(outbox.outbox)

    asked = client.post(
        "/membership/me/", {"email": "hanne@reader.example"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    typed = client.post(
        "/membership/me/code/",
        {"email": "hanne@reader.example", "code": "7K4Q-9XB2"},
        headers={"Origin": "https://elsewhere.example"},
    )

    assert (asked.status_code, typed.status_code, len(outbox.outbox)) == (403, 403, before)
