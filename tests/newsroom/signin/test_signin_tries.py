"""How often a password may be tried at the desk, and that nobody's tries shut somebody else out."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from newsroom.models import Imprint, User
from newsroom.settings import PASSWORD_HASHERS
from newsroom.signin import hashing
from tests.driving.desk_signin import NO_MATCH, RIGHT, SIGN_IN, WRONG, said, try_in

pytestmark = pytest.mark.django_db
BUSY = ["Several people are signing in at this moment. Wait a few seconds, then press it again."]


@pytest.fixture(autouse=True)
def people():
    for name in ("maya", "petra"):
        User.objects.create_user(name, f"{name}@paper.example", RIGHT, is_staff=True)


def test_after_five_wrong_tries_that_address_waits_even_with_the_right_password(client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for name in ("maya", "MAYA", " maya ", "maya", "maya"):
            assert said(try_in(client, name, WRONG)) == [NO_MATCH]
        clock.shift(timedelta(minutes=5))

        assert said(try_in(client)) == ["Too many tries to sign in. Wait 10 minutes, then try again."]
        assert try_in(client, "petra").status_code == 302

        clock.shift(timedelta(minutes=10, seconds=1))
        client.logout()
        assert try_in(client).status_code == 302


@pytest.mark.parametrize(("tried", "other"), [("maya@paper.example", "maya"), ("maya", "maya@paper.example")])
def test_nobody_finds_out_by_trying_which_name_goes_with_an_e_mail(client, tried, other):
    for _ in range(5):
        try_in(client, tried, WRONG)

    told = [said(try_in(client, name, WRONG)) for name in (tried.upper(), other, "nobody")]

    assert told == [["Too many tries to sign in. Wait 15 minutes, then try again."], [NO_MATCH], [NO_MATCH]]


def test_wrong_tries_at_one_address_do_not_shut_out_the_owner_at_another(client):
    guesser, owner = Client(), client
    for _ in range(60):
        try_in(guesser, password=WRONG)

    assert try_in(owner, address="198.51.100.9").status_code == 302
    assert said(try_in(guesser)) == ["Too many tries to sign in. Wait 15 minutes, then try again."]


def guess_from_everywhere(times=50):
    for number in range(times):
        assert said(try_in(Client(), password=WRONG, address=f"203.0.113.{number}")) == [NO_MATCH]


def test_guesses_from_everywhere_do_not_shut_the_owner_out_at_a_strange_place(client):
    guess_from_everywhere()

    assert try_in(client, address="198.51.100.9").status_code == 302


def test_while_many_guess_at_an_account_each_strange_address_has_one_try_at_it(client):
    guess_from_everywhere()

    first, second = (said(try_in(client, password=WRONG, address="198.51.100.9")) for _ in range(2))

    assert (first, second) == ([NO_MATCH], ["Too many tries to sign in. Wait 15 minutes, then try again."])
    assert try_in(client, "petra", address="198.51.100.9").status_code == 302


def test_a_browser_that_has_signed_in_has_tries_of_its_own(client):
    home = "198.51.100.9"
    try_in(client, address=home)
    client.post("/admin/logout/")
    guess_from_everywhere()
    for _ in range(40):
        try_in(Client(), password=WRONG, address=home)
        try_in(Client(), "nobody", WRONG, address=home)

    answers = [said(try_in(client, password=WRONG, address=home)) for _ in range(9)]

    assert answers == [[NO_MATCH]] * 9
    assert try_in(client, address=home).status_code == 302


def test_a_known_browser_bears_ten_wrong_tries_and_is_known_for_its_own_accounts_only(client):
    try_in(client)
    client.post("/admin/logout/")
    tries = [said(try_in(client, password=WRONG)) for _ in range(11)]
    others = [said(try_in(client, "petra", WRONG)) for _ in range(6)]

    wait = ["Too many tries to sign in. Wait 15 minutes, then try again."]
    assert tries == [[NO_MATCH]] * 10 + [wait]
    assert others == [[NO_MATCH]] * 5 + [wait]


@pytest.mark.parametrize("spoil", [lambda value: value[:-1], lambda value: "", lambda value: "a:b:c"])
def test_a_made_up_cookie_makes_no_browser_known(client, spoil):
    try_in(client)
    cookie = client.cookies["desk_device"]
    stranger = Client()
    stranger.cookies["desk_device"] = spoil(cookie.value)

    tries = [said(try_in(stranger, password=WRONG)) for _ in range(6)]

    assert tries[4:] == [[NO_MATCH], ["Too many tries to sign in. Wait 15 minutes, then try again."]]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")


def test_a_try_that_is_refused_hashes_nothing_writes_nothing_and_asks_five_times(
    client, monkeypatch, django_assert_num_queries, settings
):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "newsroom_cache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }
    for _ in range(5):
        try_in(client, password=WRONG)
    monkeypatch.setattr("newsroom.signin.accounts.NameOrEmail.authenticate", None)
    Imprint.current()

    # Whose name it is, three limits, and the paper's name for the page.
    with django_assert_num_queries(5) as asked:
        answer = try_in(client)

    assert said(answer) == ["Too many tries to sign in. Wait 15 minutes, then try again."]
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}


def test_where_the_room_is_full_the_next_gets_a_sentence_and_no_try_is_counted(client):
    for _ in range(hashing.ROOM):
        hashing._room.acquire()
    refused = [said(try_in(client)) for _ in range(20)]
    for _ in range(hashing.ROOM):
        hashing._room.release()

    assert refused == [BUSY] * 20
    assert try_in(client).status_code == 302


def test_whoever_would_wait_too_long_gets_the_sentence_as_well(client, monkeypatch):
    monkeypatch.setattr(hashing, "PATIENCE", 0)
    with hashing.room():
        refused = [said(try_in(client)) for _ in range(20)]

    assert refused == [BUSY] * 20
    assert try_in(client).status_code == 302


def test_passwords_are_hashed_one_at_a_time(monkeypatch):
    at_once, most = [], []

    def slow(self, password, salt, iterations=None):
        at_once.append(1)
        for _ in range(200):
            most.append(len(at_once))
            threading.Event().wait(0.0001)
        at_once.pop()
        return "hashed"

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", slow)
    threads = [
        threading.Thread(target=import_string(PASSWORD_HASHERS[0])().encode, args=("word", "salt"))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert (max(most), len(most)) == (1, 600)


def test_hashes_made_before_still_fit():
    before = PBKDF2PasswordHasher().encode("ferry", "salt", 5)

    assert import_string(PASSWORD_HASHERS[0])().verify("ferry", before)


def test_whoever_sits_at_somebody_s_desk_cannot_try_passwords_without_end(client):
    try_in(client)
    form = {"new_password1": "slow-tide-77", "new_password2": "slow-tide-77"}

    def told(old):
        answer = client.post("/admin/password_change/", {**form, "old_password": old})
        return answer.context["form"].errors["old_password"] if answer.context else "changed"

    tries = [told(WRONG) for _ in range(5)]

    assert tries == [["Your old password was entered incorrectly. Please enter it again."]] * 5
    assert told(RIGHT) == ["Too many tries to sign in. Wait 15 minutes, then try again."]


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


def test_limits_stand_behind_a_proxy_that_names_the_visitor(client, settings):
    settings.BEHIND_PROXY = True
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
