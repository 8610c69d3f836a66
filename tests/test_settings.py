"""A wrong value stops the start with a sentence that names it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def start(
    tmp_path: Path, told: str = "s.SITE_URL, s.DEMO, s.PORT", **env: str
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, "-c", f"import newsroom.settings as s; print({told})"],
        env={**kept, "DATA_DIR": str(tmp_path), **env},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_at_all_is_needed(tmp_path):
    result = start(tmp_path)

    assert result.stdout == "http://127.0.0.1:8000 True 8000\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("DEMO", "perhaps"),
        ("DEBUG", "2"),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "rubbish"),
        ("SITE_URL", "paper.example"),
        ("SITE_URL", "https://paper.example/path"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("SECRET_KEY", "short"),
        ("EMAIL_URL", "pigeon://loft"),
        ("MEMBERSHIP_PROVIDER", "barter"),
        ("MEMBERSHIP_HOURLY_LIMIT", "501"),
        ("DATA_DIR", "/proc/nowhere"),
        ("LOG_LEVEL", "LOUD"),
        ("SECRET_KEY_FALLBACKS", "short"),
        ("HSTS_SECONDS", "forever"),
        ("HSTS_PRELOAD", "1"),
        ("SECURITY_CONTACT", "the editor"),
    ],
)
def test_a_wrong_value_stops_the_start_and_names_itself(tmp_path, name, value):
    result = start(tmp_path, **{name: value})

    assert result.returncode != 0
    assert result.stdout == ""
    last = result.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured: " in last
    assert name in last


def test_a_password_in_a_wrong_database_address_is_not_repeated(tmp_path):
    result = start(tmp_path, DATABASE_URL="mysql://desk:hush-hush@host/db")

    assert "hush-hush" not in result.stderr.splitlines()[-1]


def test_the_secret_key_is_made_once_and_only_we_can_read_it(tmp_path):
    start(tmp_path)
    first = (tmp_path / "secret_key").read_text()
    start(tmp_path)

    assert (tmp_path / "secret_key").read_text() == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert len(first) >= 64


def test_a_site_with_a_name_of_its_own_is_no_demo_unless_it_says_so(tmp_path):
    assert start(tmp_path, SITE_URL="https://paper.example").stdout == "https://paper.example False 8000\n"
    assert (
        start(tmp_path, SITE_URL="https://paper.example", DEMO="1").stdout
        == "https://paper.example True 8000\n"
    )


def test_https_is_held_on_to_for_a_day_and_for_this_name_alone_unless_said_otherwise(tmp_path):
    def told(**env):
        ask = "s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD"
        return start(tmp_path, ask, SITE_URL="https://paper.example", **env).stdout.strip()

    assert told() == "86400 False False"
    assert told(HSTS_SECONDS="31536000", HSTS_SUBDOMAINS="1", HSTS_PRELOAD="1") == "31536000 True True"
    assert start(tmp_path, "s.SECURE_HSTS_SECONDS").stdout == "0\n"


def test_what_an_old_key_signed_still_holds(tmp_path):
    old, new = "o" * 40, "n" * 40
    sign = "__import__('django.core.signing').core.signing"
    env = {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "SITE_URL": "https://paper.example"}
    signed = start(tmp_path, f"{sign}.dumps('maya')", SECRET_KEY=old, **env).stdout.strip()

    read = start(
        tmp_path,
        f"{sign}.loads('{signed}')",
        SECRET_KEY=new,
        SECRET_KEY_FALLBACKS=f"{old}, {'x' * 40}",
        **env,
    )
    forgotten = start(tmp_path, f"{sign}.loads('{signed}')", SECRET_KEY=new, **env)

    assert read.stdout == "maya\n"
    assert "BadSignature" in forgotten.stderr
