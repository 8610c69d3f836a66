"""A forgotten password at the desk: a link by mail, and nothing that tells who works here."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsroom.models import User

pytestmark = pytest.mark.django_db

ASK = "/admin/forgotten/"
OLD, NEW = "ferry-lantern-42", "slow-tide-77"


@pytest.fixture(autouse=True)
def people():
    User.objects.create_user("maya", "maya@paper.example", OLD, is_staff=True)
    User.objects.create_user("gone", "gone@paper.example", OLD, is_staff=True, is_active=False)
    User.objects.create_user("reader", "reader@paper.example", OLD)
    User.objects.create_user("machine", "machine@paper.example", is_staff=True)


def ask(client, email="maya@paper.example", address="203.0.113.7", **more):
    return client.post(ASK, {"email": email}, REMOTE_ADDR=address, **more)


def link() -> str:
    (found,) = re.findall(r"^http\S+$", mail.outbox[-1].body, re.MULTILINE)
    return found


def opened(client, address):
    """The page that the link leads to, after it has put its token out of sight."""
    return client.get(address.removeprefix("http://127.0.0.1:8000"), follow=True)


def choose(client, password=NEW):
    page = opened(client, link())
    place = page.redirect_chain[-1][0]
    return client.post(
        place, {"new_password1": password, "new_password2": password}, follow=True, REMOTE_ADDR="203.0.113.7"
    )


def sign_in(client, password):
    form = {"username": "maya", "password": password}
    return client.post("/admin/login/", form, REMOTE_ADDR="203.0.113.7").status_code == 302


def test_the_link_leads_to_a_new_password_and_signs_out_everywhere(client):
    elsewhere = Client()
    sign_in(elsewhere, OLD)

    asked = ask(client, "Maya@Paper.example")
    chosen = choose(client)

    assert asked["Location"] == "/admin/forgotten/asked/"
    assert mail.outbox[0].to == ["maya@paper.example"]
    assert "maya" in mail.outbox[0].body
    assert "within 60 minutes" in mail.outbox[0].body
    assert chosen.redirect_chain[-1][0] == "/admin/forgotten/chosen/"
    assert client.get("/admin/").status_code == 302
    assert elsewhere.get("/admin/").status_code == 302
    assert (sign_in(Client(), OLD), sign_in(client, NEW)) == (False, True)


@pytest.mark.parametrize("email", ["nobody@paper.example", "gone@paper.example", "reader@paper.example"])
def test_nobody_learns_who_works_here(client, email, settings, django_assert_num_queries):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    ask(client)
    with django_assert_num_queries(2):
        known = ask(client, follow=False)
    with django_assert_num_queries(2):
        unknown = ask(client, email)

    pages = [client.get(answer["Location"]).content for answer in (known, unknown)]

    assert known.status_code == unknown.status_code == 302
    assert pages[0] == pages[1]
    assert DBTaskResult.objects.count() == 3


@pytest.mark.parametrize(
    "email", ["nobody@paper.example", "gone@paper.example", "reader@paper.example", "machine@paper.example"]
)
def test_only_who_may_sign_in_with_a_password_gets_a_letter(client, email):
    ask(client, email)
    assert mail.outbox == []

    ask(client)
    assert len(mail.outbox) == 1


def test_the_link_is_made_of_our_own_address(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.SITE_URL = "https://paper.example"

    ask(client, HTTP_HOST="evil.example", HTTP_X_FORWARDED_HOST="evil.example")

    assert link().startswith("https://paper.example/admin/forgotten/")
    assert "evil" not in mail.outbox[0].body


def test_a_mailbox_is_not_flooded_and_the_answer_stays_the_same(client):
    answers = {
        (answer.status_code, answer["Location"])
        for answer in (ask(client, address=f"203.0.113.{number}") for number in range(9))
    }

    assert answers == {(302, "/admin/forgotten/asked/")}
    assert len(mail.outbox) == 3


def test_one_address_cannot_ask_for_everybody(client):
    for number in range(20):
        ask(client, f"someone{number}@paper.example")

    ask(client)
    assert mail.outbox == []

    ask(client, address="198.51.100.9")
    assert len(mail.outbox) == 1


def test_a_link_holds_once_and_for_an_hour(client):
    ask(client)
    used = link()
    choose(client)
    again = opened(Client(), used)
    with time_machine.travel(timezone.now()) as clock:
        ask(client)
        clock.shift(timedelta(minutes=61))
        late = opened(Client(), link())

    # Between the two links, a letter tells of the change.
    assert ["within 60 minutes" in letter.body for letter in mail.outbox] == [True, False, True]
    for page in (again, late):
        assert "This link has been used already, or is older than an hour." in page.content.decode()
        assert "new_password1" not in page.content.decode()


@pytest.mark.parametrize("place", ["MQ/made-up", "AAAA/set-password", "x/y", "MQ/set-password"])
def test_a_made_up_link_changes_nothing(client, place):
    answer = client.post(f"{ASK}{place}/", {"new_password1": NEW, "new_password2": NEW}, follow=True)

    assert "This link has been used already" in answer.content.decode()
    assert sign_in(client, OLD)


def test_a_weak_password_is_refused_with_reasons(client):
    ask(client)

    page = choose(client, "maya")

    assert "This password is too short." in page.content.decode()
    assert sign_in(Client(), OLD)


def test_whoever_had_tried_too_often_may_sign_in_at_once(client):
    for _ in range(6):
        sign_in(client, "wrong")
    assert not sign_in(client, OLD)

    ask(client)
    choose(client)

    assert sign_in(client, NEW)


def test_the_sign_in_page_leads_here(client):
    assert f'href="{ASK}"' in client.get("/admin/login/").content.decode()
    assert client.get(ASK).status_code == 200


@pytest.mark.parametrize("email", ["", "no mail"])
def test_what_is_no_e_mail_gets_a_sentence(client, email):
    answer = ask(client, email)

    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
