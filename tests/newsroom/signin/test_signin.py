"""Signing in to the desk: what is said, what is limited, where it leads."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from newsroom.models import User
from newsroom.signin.accounts import named
from tests.driving.desk_signin import NO_MATCH, RIGHT, SIGN_IN, WRONG, said, try_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people():
    for name in ("maya", "petra"):
        User.objects.create_user(name, f"{name}@paper.example", RIGHT, is_staff=True)


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


def test_whoever_is_named_exactly_goes_before_one_in_capitals_and_before_an_e_mail(client):
    User.objects.create_user("MAYA", "other@paper.example", "second-lantern-1", is_staff=True)
    User.objects.create_user("both-1", "both@paper.example", RIGHT, is_staff=True)
    User.objects.create_user("both-2", "both@paper.example", RIGHT, is_staff=True)

    assert [
        named(name) and named(name).username for name in ("maya", "MAYA", "Maya", "both@paper.example")
    ] == [
        "maya",
        "MAYA",
        None,
        None,
    ]


@pytest.mark.parametrize("name", ["maya@paper.example", "both"])
def test_a_name_that_is_an_e_mail_too_is_hashed_once(client, name, monkeypatch):
    User.objects.create_user("both", "both", RIGHT, is_staff=True)
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args)
    )

    try_in(client, name, WRONG)

    assert len(hashed) == 1


@pytest.mark.parametrize("field", ["name", "password"])
def test_a_name_or_password_of_a_book_s_length_is_not_looked_at(client, field, monkeypatch):
    monkeypatch.setattr("newsroom.signin.accounts.NameOrEmail.authenticate", None)

    assert said(try_in(client, **{field: "x" * 60_000})) == [NO_MATCH]


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
