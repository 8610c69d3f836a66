"""A letter tells of a changed password at the desk, whoever changed it and where."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.management import call_command

from newsroom.models import User

pytestmark = pytest.mark.django_db

OLD, NEW = "ferry-lantern-42", "slow-tide-77"


@pytest.fixture(autouse=True)
def maya() -> User:
    return User.objects.create_user("maya", "maya@paper.example", OLD, is_staff=True)


def letters() -> list[tuple[str, list[str]]]:
    return [(letter.subject, letter.to) for letter in mail.outbox]


THE_LETTER = [("Your password for the desk was changed", ["maya@paper.example"])]


def by_herself(client, maya):
    client.force_login(maya)
    client.post("/admin/password_change/", {"old_password": OLD, "new_password1": NEW, "new_password2": NEW})


def by_an_administrator(client, maya):
    client.force_login(User.objects.create_superuser("boss"))
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    client.post(f"/admin/newsroom/user/{maya.pk}/password/", form)


def by_a_command(client, maya, monkeypatch):
    monkeypatch.setattr(
        "django.contrib.auth.management.commands.changepassword.getpass.getpass", lambda **_: NEW
    )
    call_command("changepassword", "maya")


@pytest.mark.parametrize("change", [by_herself, by_an_administrator, by_a_command])
def test_whoever_changed_it_a_letter_tells_of_it(change, client, maya, monkeypatch):
    change(client, maya, *([monkeypatch] if change is by_a_command else []))

    assert User.objects.get(pk=maya.pk).check_password(NEW)
    assert letters() == THE_LETTER
    body = mail.outbox[0].body
    assert "The password of maya for the desk of" in body
    assert "http://127.0.0.1:8000/admin/forgotten/" in body
    assert NEW not in body


def test_nothing_is_told_of_a_first_password_a_sign_in_or_another_change(client, maya, settings):
    # Signing in hashes the password anew, by the way that is preferred now.
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    before = maya.password
    client.post("/admin/login/", {"username": "maya", "password": OLD})
    maya.refresh_from_db()
    maya.job_title = "Reporter"
    maya.save()

    assert maya.password != before
    assert letters() == []


def test_readers_and_people_without_an_address_are_sent_none(maya):
    for name, fields in {"reader": {"email": "r@reader.example"}, "machine": {"is_staff": True}}.items():
        person = User.objects.create_user(name, password=OLD, **fields)
        person.set_password(NEW)
        person.save()

    assert letters() == []
