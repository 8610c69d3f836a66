"""Signing in to the desk: what is said, what is limited, where it leads."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from newsroom.models import User

pytestmark = pytest.mark.django_db

SIGN_IN = "/admin/login/"
RIGHT, WRONG = "ferry-lantern-42", "ferry-lantern-43"
NO_MATCH = (
    "That name and password do not belong together, or this sign-in is not for the desk. "
    "Check both: capital letters count in the password."
)


@pytest.fixture(autouse=True)
def people():
    for name in ("maya", "petra"):
        User.objects.create_user(name, f"{name}@paper.example", RIGHT, is_staff=True)


def try_in(client, name="maya", password=RIGHT, path=SIGN_IN, address="203.0.113.7", **more):
    return client.post(path, {"username": name, "password": password, **more}, REMOTE_ADDR=address)


def said(answer) -> list[str]:
    return [str(error) for error in answer.context["form"].non_field_errors()]


@pytest.mark.parametrize("name", ["maya", "MAYA", "maya@paper.example", "Maya@Paper.example"])
def test_the_right_password_leads_to_the_desk(client, name):
    answer = try_in(client, name)

    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_a_wrong_password_gets_a_sentence_and_the_name_stays(client):
    answer = try_in(client, password=WRONG)

    assert said(answer) == [NO_MATCH]
    assert answer.context["form"]["username"].value() == "maya"
    assert WRONG not in answer.content.decode()


def test_nobody_learns_which_names_exist(client):
    User.objects.create_user("reader", password=RIGHT)
    User.objects.create_user("gone", password=RIGHT, is_staff=True, is_active=False)

    answers = {name: said(try_in(client, name, WRONG)) for name in ("maya", "reader", "gone", "nobody")}
    with_right = {name: said(try_in(client, name, RIGHT)) for name in ("reader", "gone", "nobody")}

    assert answers == {name: [NO_MATCH] for name in ("maya", "reader", "gone", "nobody")}
    assert with_right == {name: [NO_MATCH] for name in ("reader", "gone", "nobody")}


@pytest.mark.parametrize("name", ["maya", "nobody"])
def test_the_same_number_of_passwords_is_hashed_for_every_name(client, name, monkeypatch):
    hashed = []
    from django.contrib.auth import hashers

    class Counting(hashers.MD5PasswordHasher):
        def encode(self, password, salt):
            hashed.append(1)
            return super().encode(password, salt)

    monkeypatch.setattr(hashers, "get_hasher", lambda algorithm="default": Counting())
    monkeypatch.setattr(hashers, "identify_hasher", lambda encoded: Counting())

    try_in(client, name, WRONG)

    assert len(hashed) == 1


def test_after_five_wrong_tries_that_address_waits_even_with_the_right_password(client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for name in ("maya", "MAYA", "maya@paper.example", "maya", "maya"):
            assert said(try_in(client, name, WRONG)) == [NO_MATCH]
        clock.shift(timedelta(minutes=5))

        assert said(try_in(client)) == ["Too many tries to sign in. Wait 10 minutes, then try again."]
        assert try_in(client, "petra").status_code == 302

        clock.shift(timedelta(minutes=10, seconds=1))
        client.logout()
        assert try_in(client).status_code == 302


def test_wrong_tries_at_one_address_do_not_shut_out_the_owner_at_another(client):
    guesser, owner = Client(), client
    for _ in range(60):
        try_in(guesser, password=WRONG)

    assert try_in(owner, address="198.51.100.9").status_code == 302
    assert said(try_in(guesser)) == ["Too many tries to sign in. Wait 15 minutes, then try again."]


def test_an_account_that_is_guessed_at_from_everywhere_waits_everywhere(client):
    for number in range(50):
        assert said(try_in(client, password=WRONG, address=f"203.0.113.{number}")) == [NO_MATCH]

    assert said(try_in(client, address="198.51.100.9")) == [
        "Too many tries to sign in. Wait 15 minutes, then try again."
    ]
    assert try_in(client, "petra", address="198.51.100.9").status_code == 302


def test_tries_that_are_refused_do_not_use_up_the_address(client):
    for _ in range(60):
        try_in(client, password=WRONG)

    assert try_in(client, "petra").status_code == 302


def test_a_name_that_nobody_has_is_limited_like_any_other(client):
    for _ in range(5):
        try_in(client, "nobody", WRONG)

    assert said(try_in(client, "Nobody ", WRONG)) == [
        "Too many tries to sign in. Wait 15 minutes, then try again."
    ]


def test_one_address_cannot_try_many_names(client):
    for number in range(30):
        try_in(client, f"name{number}", WRONG)

    assert said(try_in(client)) == ["Too many tries to sign in. Wait 15 minutes, then try again."]
    assert try_in(client, address="198.51.100.9").status_code == 302


def test_signing_in_forgets_the_tries_at_that_account_from_there(client):
    for _round in range(3):
        for _ in range(4):
            try_in(client, password=WRONG)
        assert try_in(client).status_code == 302
        client.logout()


def test_an_empty_form_says_what_to_write_and_counts_no_try(client):
    for _ in range(40):
        answer = try_in(client, "", "")

    assert answer.context["form"].errors == {
        "username": ["Write your name or e-mail."],
        "password": ["Write your password."],
    }
    assert try_in(client).status_code == 302


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/admin/articles/article/", "/admin/articles/article/"),
        ("https://elsewhere.example/", "/admin/"),
        ("//elsewhere.example/", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
    ],
)
def test_signing_in_leads_nowhere_but_to_this_site(client, asked, goes):
    assert try_in(client, path=f"{SIGN_IN}?next={asked}", next=asked)["Location"] == goes


def test_signing_out_needs_a_press_and_closes_the_desk(client):
    try_in(client)

    assert client.get("/admin/logout/").status_code == 405
    assert client.post("/admin/logout/").status_code in {200, 302}
    assert client.get("/admin/").status_code == 302


def test_a_password_can_be_changed_and_a_bad_one_is_refused_with_reasons(client):
    try_in(client)
    form = {"old_password": RIGHT, "new_password1": "maya", "new_password2": "maya"}

    refused = client.post("/admin/password_change/", form)
    done = client.post(
        "/admin/password_change/", {**form, "new_password1": "slow-tide-77", "new_password2": "slow-tide-77"}
    )

    assert refused.status_code == 200
    assert refused.context["form"].errors["new_password2"] == [
        "The password is too similar to the username.",
        "This password is too short. It must contain at least 8 characters.",
        "This password is too common.",
    ]
    assert done["Location"] == "/admin/password_change/done/"
    client.logout()
    assert try_in(client, password="slow-tide-77").status_code == 302


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"]
)
def test_no_other_door_is_open(client, path):
    assert client.get(path).status_code == 404


def test_limits_stand_behind_a_proxy_that_names_the_visitor(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(30):
        client.post(
            SIGN_IN,
            {"username": f"name{number}", "password": WRONG},
            REMOTE_ADDR="10.0.0.1",
            HTTP_X_FORWARDED_FOR="203.0.113.7",
        )

    def coming_from(address):
        return client.post(
            SIGN_IN,
            {"username": "maya", "password": RIGHT},
            REMOTE_ADDR="10.0.0.1",
            HTTP_X_FORWARDED_FOR=address,
        )

    assert coming_from("203.0.113.7").status_code == 200
    assert coming_from("198.51.100.9").status_code == 302
