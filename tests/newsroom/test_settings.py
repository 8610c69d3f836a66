"""A wrong value stops the start with a sentence that names it."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest
from django.core import signing
from django.core.exceptions import ImproperlyConfigured

from newsroom.env import values

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_at_all_is_needed(start):
    told = start()

    assert (told.SITE_URL, told.DEMO, told.PORT) == ("http://127.0.0.1:8000", True, 8000)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOST", "127.0.0.1:8000"),
        ("HOST", "http://127.0.0.1"),
        ("HOST", "fe80::1%eth0"),
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("DEMO", "perhaps"),
        ("DEBUG", "2"),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "rubbish"),
        ("LOOK_DIR", "/nowhere/look"),
        ("DATABASE_URL", "postgres://"),
        ("DATABASE_URL", "postgresql://host"),
        ("DATABASE_URL", "postgresql://host:port/name"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite://:memory:"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3"),
        ("DATABASE_URL", "sqlite:////tmp"),
        ("SITE_URL", "paper.example"),
        ("SITE_URL", "https://paper.example/path"),
        ("SITE_URL", "https://paper.example?edition=1"),
        ("SITE_URL", "https://paper.example:99999"),
        ("SITE_URL", "https://maya:hush@paper.example"),
        ("SITE_URL", "https://paper_one.example"),
        ("SITE_URL", "https://größe.example"),
        ("SITE_URL", "http://[::1"),
        ("ALLOWED_HOSTS", "paper.example,https://www.paper.example"),
        ("ALLOWED_HOSTS", "paper.example:443"),
        ("ALLOWED_HOSTS", "paper.example www.paper.example"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "Europe"),
        ("TIME_ZONE", "../etc"),
        ("LANGUAGE_CODE", "xx"),
        ("LANGUAGE_CODE", "english"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY_FALLBACKS", "short"),
        ("EMAIL_URL", "pigeon://loft"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp+tls://user:hush@host:port"),
        ("EMAIL_URL", "filemail://"),
        ("EMAIL_URL", "filemail://var/mail"),
        ("DEFAULT_FROM_EMAIL", "nonsense"),
        ("DEFAULT_FROM_EMAIL", "The Paper <nonsense>"),
        ("DEFAULT_FROM_EMAIL", "desk@paper.example\nBcc: all@paper.example"),
        ("MEMBERSHIP_PROVIDER", "barter"),
        ("MEMBERSHIP_HOURLY_LIMIT", "501"),
        ("DATA_DIR", "/proc/nowhere"),
        ("DATA_DIR", "/etc/passwd"),
        ("LOG_LEVEL", "LOUD"),
        ("HSTS_SECONDS", "forever"),
        ("HSTS_PRELOAD", "1"),
        ("SECURITY_CONTACT", "the editor"),
        ("PAGE_STORE_MB", "-1"),
        ("PHOTO_MAX_MB", "1e3"),
        ("NEWSROOM_ENV", "/nowhere/newsroom.env"),
        ("NEWSROOM_ENV", "/tmp"),
    ],
)
def test_a_wrong_value_stops_the_start_and_names_itself(start, name, value):
    with pytest.raises(ImproperlyConfigured) as refused:
        start(**{name: value})

    assert str(refused.value).startswith(name)
    assert "hush" not in str(refused.value) or name == "SITE_URL"


@pytest.mark.parametrize(
    ("name", "value", "setting", "holds"),
    [
        ("HOST", "::1", "SITE_URL", "http://[::1]:8000"),
        ("HOST", "[::1]", "HOST", "::1"),
        ("HOST", "::", "SITE_URL", "http://[::1]:8000"),
        ("HOST", "0.0.0.0", "SITE_URL", "http://127.0.0.1:8000"),
        ("SITE_URL", "https://paper.example/", "SITE_URL", "https://paper.example"),
        ("SITE_URL", "http://[2001:db8::1]:81", "SITE_URL", "http://[2001:db8::1]:81"),
        ("LANGUAGE_CODE", "de_AT", "LANGUAGE_CODE", "de-at"),
        ("LANGUAGE_CODE", "pt-BR", "LANGUAGE_CODE", "pt-br"),
        ("EMAIL_URL", "smtp+tls://user:word@mail.example", "EMAIL_PORT", 587),
        ("EMAIL_URL", "smtp+ssl://user:word@mail.example", "EMAIL_PORT", 465),
        ("EMAIL_URL", "smtp://mail.example:2525", "EMAIL_PORT", 2525),
        ("EMAIL_URL", "filemail:///srv/mail", "EMAIL_FILE_PATH", "/srv/mail"),
        (
            "DEFAULT_FROM_EMAIL",
            "The Paper <desk@paper.example>",
            "SERVER_EMAIL",
            "The Paper <desk@paper.example>",
        ),
    ],
)
def test_a_value_means_what_its_writer_meant(start, name, value, setting, holds):
    assert getattr(start(**{name: value}), setting) == holds


def test_addresses_of_ipv6_are_among_the_hosts_that_we_answer_to(start):
    told = start(SITE_URL="http://[2001:db8::1]:81", ALLOWED_HOSTS="[2001:db8::2], .paper.example")

    assert {"[2001:db8::1]", "[2001:db8::2]", ".paper.example", "[::1]"} <= set(told.ALLOWED_HOSTS)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_both_names_of_postgresql_lead_to_it(start, scheme):
    told = start(DATABASE_URL=f"{scheme}://desk:p%40ss@db.example:5433/paper").DATABASES["default"]

    assert (told["ENGINE"], told["HOST"], told["PORT"], told["NAME"], told["PASSWORD"]) == (
        "django.db.backends.postgresql",
        "db.example",
        5433,
        "paper",
        "p@ss",
    )


def test_relative_paths_lie_beside_manage_py_wherever_a_command_is_started(start, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    told = start(DATABASE_URL="sqlite:///newsroom.sqlite3")

    assert told.DATABASES["default"]["NAME"] == str(ROOT / "newsroom.sqlite3")


def test_a_password_in_a_wrong_database_address_is_not_repeated(start):
    with pytest.raises(ImproperlyConfigured) as refused:
        start(DATABASE_URL="mysql://desk:hush-hush@host/db")

    assert "hush-hush" not in str(refused.value)


def test_the_secret_key_is_made_once_and_only_we_can_read_it(start, tmp_path):
    first, again = start().SECRET_KEY, start().SECRET_KEY

    assert first == again == (tmp_path / "secret_key").read_text()
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert len(first) >= 64
    assert {path.name for path in tmp_path.iterdir()} == {"secret_key", "static"}


@pytest.mark.parametrize("kept", ["", "short", "\xff"])
def test_a_kept_key_that_is_none_is_not_signed_with(start, tmp_path, kept):
    (tmp_path / "secret_key").write_text(kept, encoding="latin-1")

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is kept in"):
        start()


def test_what_we_write_is_for_nobody_else(start, tmp_path):
    before = os.umask(0o022)
    try:
        start(DATA_DIR=str(tmp_path / "new"))
        (tmp_path / "new" / "file").touch()
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "file").stat().st_mode) == 0o600


def test_a_site_with_a_name_of_its_own_is_no_demo_unless_it_says_so(start):
    assert start(SITE_URL="https://paper.example").DEMO is False
    assert start(SITE_URL="https://paper.example", DEMO="1").DEMO is True


def test_https_is_held_on_to_for_a_day_and_for_this_name_alone_unless_said_otherwise(start):
    def told(**env):
        found = start(**env)
        return (
            found.SECURE_HSTS_SECONDS,
            found.SECURE_HSTS_INCLUDE_SUBDOMAINS,
            found.SECURE_HSTS_PRELOAD,
        )

    assert told() == (0, False, False)
    assert told(SITE_URL="https://paper.example") == (86_400, False, False)
    assert told(HSTS_SECONDS="31536000", HSTS_SUBDOMAINS="1", HSTS_PRELOAD="1") == (31_536_000, True, True)


def test_what_an_old_key_signed_still_holds(start, settings):
    old = start(SECRET_KEY="o" * 40)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = old.SECRET_KEY, []
    signed = signing.dumps("maya")
    new = start(SECRET_KEY="n" * 40, SECRET_KEY_FALLBACKS=f"{'o' * 40}, {'x' * 40}")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = new.SECRET_KEY, new.SECRET_KEY_FALLBACKS
    assert signing.loads(signed) == "maya"

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(signing.BadSignature):
        signing.loads(signed)


class TestAFileOfSettings:
    @pytest.fixture
    def file(self, monkeypatch, tmp_path, start):
        path = tmp_path / "service.env"
        monkeypatch.setenv("NEWSROOM_ENV", str(path))
        # What the file puts into the environment goes with the test.
        monkeypatch.setattr(os, "environ", dict(os.environ))
        monkeypatch.setattr(values.os, "environ", os.environ)
        return path

    def test_it_is_read_and_the_environment_goes_first(self, start, file, monkeypatch):
        file.write_text(
            "# the service\nSITE_URL=https://paper.example\nexport PORT = 8100\n\n"
            "DEFAULT_FROM_EMAIL=\"The Paper <desk@paper.example>\"\nTIME_ZONE='Europe/Paris'\n"
        )
        os.environ["PORT"] = "8200"

        told = start()

        assert (told.SITE_URL, told.PORT, told.TIME_ZONE) == ("https://paper.example", 8200, "Europe/Paris")
        assert told.DEFAULT_FROM_EMAIL == "The Paper <desk@paper.example>"

    def test_a_line_that_says_nothing_is_named(self, start, file):
        file.write_text("PORT=8100\nSITE_URL https://paper.example\n")

        with pytest.raises(
            ImproperlyConfigured, match=r"service\.env, line 2, is not of the form NAME=value"
        ):
            start()

    @pytest.mark.parametrize(
        ("name", "meant"), [("SITEURL", "SITE_URL"), ("MEMBERSHIP_CURENCY", "MEMBERSHIP_CURRENCY")]
    )
    def test_a_misspelt_name_is_told_from_one_that_is_another_program_s(self, start, file, name, meant):
        file.write_text(f"HTTP_PROXY=x\nPYTHONUNBUFFERED=1\n{name}=x\n")

        with pytest.raises(ImproperlyConfigured, match=f"^{name}, in the file of settings, .* {meant} meant"):
            start()

    def test_a_wrong_value_in_it_names_itself(self, start, file):
        file.write_text("PORT=eighty\n")

        with pytest.raises(ImproperlyConfigured, match=r"^PORT=eighty"):
            start()


def test_the_book_of_settings_names_all_of_them_and_no_other(start):
    start()
    book = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

    named = {
        name
        for row in re.findall(r"^\| (`[^|]+)", book, re.MULTILINE)
        for name in re.findall(r"`([A-Z_]+)`", row)
    }

    assert named == values.asked | {"NEWSROOM_ENV"}
