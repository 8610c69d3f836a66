"""A server that is started with a wrong key: the newspaper runs, gifts go another way, and the desk is told."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.driving.server import ROOT, free_port, get, serve, wait_until_ready

BODY = "51QxYzAbCdEfGhIjKlMnOpQr"
STRIPE = {"MEMBERSHIP_PROVIDER": "stripe", "STRIPE_WEBHOOK_SECRET": f"whsec_{BODY}"}


@contextmanager
def running(folder: Path, **env: str):
    port = free_port()
    process = serve(folder, port, **env)
    try:
        wait_until_ready(process, port)
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


@pytest.fixture
def folder(tmp_path, prepared_folder) -> Path:
    return shutil.copytree(prepared_folder, tmp_path, dirs_exist_ok=True)


def name_an_account(folder: Path) -> None:
    written = "from membership.models import Issuer; Issuer.objects.create(name='Ledger', iban='DE89370400440532013000')"
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", written],
        env={**kept, "DATA_DIR": str(folder), "DEMO": "0"},
        cwd=ROOT,
        check=True,
    )


def post(port: int, path: str, **told: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    head = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    connection.request("POST", path, urlencode(told), head)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer.status, said


def test_without_an_account_the_form_says_that_no_gift_can_be_taken(folder):
    wrong = {**STRIPE, "STRIPE_SECRET_KEY": f"sk_live_{BODY}", "STRIPE_API_BASE": "http://127.0.0.1:9"}
    with running(folder, **wrong) as port:
        front, form = get(port, "/"), get(port, "/membership/")
        told = json.loads(get(port, "/readyz")[1])["problems"]
        event = post(port, "/membership/webhooks/stripe/", id="evt_1")

    assert front[0] == 200
    assert (b"Gifts cannot be taken just now" in form[1], b'id="gift"' in form[1]) == (True, False)
    (said,) = [one for one in told if "switched off" in one]
    assert "STRIPE_API_BASE leads away from Stripe, to http://127.0.0.1:9" in said
    assert BODY not in "".join(told)
    assert event == (503, "not set up")


def test_with_an_account_the_form_offers_the_transfer(folder):
    name_an_account(folder)
    with running(folder, **STRIPE, STRIPE_SECRET_KEY=f"whsec_{BODY}") as port:
        form = get(port, "/membership/")[1].decode()
        token = re.search(r'name="token" value="([^"]*)"', form)[1]
        told = {
            "token": token,
            "interval": "once",
            "own_once": "25",
            "email": "h@reader.example",
            "name": "H",
        }
        early, _said = post(port, "/membership/", **told)

    assert "Next: our bank details and a reference." in re.sub(r"\s+", " ", form)
    assert early == 422  # sent within a second: no person is as fast
