"""What the self-check says of a wrong key and of a wrong way to Stripe: one sentence, never the key itself."""

from __future__ import annotations

import http.server
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from membership.providers.stripe import requests
from tests.driving.selfcheck import check, failed, steps
from tests.driving.stripe_ways import close_clients, stripe  # noqa: F401

pytestmark = pytest.mark.usefixtures("no_waiting")

ROOT = Path(__file__).resolve().parents[4]
BODY = "51QxYzAbCdEfGhIjKlMnOpQr"


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (f"pk_test_{BODY}9876", "a public key (pk_…) that ends in 9876"),
        (f"whsec_{BODY}9876", "the signing secret of a webhook (whsec_…) that ends in 9876"),
        (f'"sk_test_{BODY}9876"', "a test secret key with spaces or quotation marks that ends in 9876"),
        (f"sk_live_{BODY} 9876", "a live secret key with spaces or quotation marks that ends in 9876"),
        ("sk_test_…", "only the beginning of a key"),
        ("hunter2", "something that is no key of Stripe’s"),
    ],
)
@pytest.mark.parametrize("place", ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"])
def test_another_key_in_its_place_is_called_what_it_is(stripe, settings, key, kind, place):
    setattr(settings, place, [key] if place.endswith("WEBHOOK_SECRET") else key)

    said, ended = check()

    if place.endswith("WEBHOOK_SECRET") and key.startswith("whsec_"):
        assert "STRIPE_WEBHOOK_SECRET" not in said.split("✓")[0]
        return
    assert said.splitlines()[0] == f"✗ {place} holds {kind}."
    assert (BODY in said + ended, "hunter2" in said) == (False, False)


@pytest.mark.parametrize(
    ("env", "sentence"),
    [
        ({"STRIPE_SECRET_KEY": ""}, "✗ STRIPE_SECRET_KEY is missing."),
        ({"STRIPE_SECRET_KEY": f"pk_live_{BODY}"}, "✗ STRIPE_SECRET_KEY holds a public key (pk_…)"),
        ({"STRIPE_SECRET_KEY": f"whsec_{BODY}"}, "✗ STRIPE_SECRET_KEY holds the signing secret of a webhook"),
        (
            {"STRIPE_SECRET_KEY": f"sk_live_{BODY}", "STRIPE_API_BASE": "https://me:hush@proxy.example/v1"},
            "✗ STRIPE_API_BASE leads away from Stripe, to https://proxy.example/v1, and the key with it.",
        ),
        (
            {"STRIPE_SECRET_KEY": f"sk_live_{BODY}", "STRIPE_API_BASE": "api.stripe.com"},
            "✗ STRIPE_API_BASE leads away from Stripe, to api.stripe.com, and the key with it.",
        ),
    ],
)
def test_the_command_itself_ends_in_sentences_and_in_no_traceback(tmp_path, env, sentence):
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    told = {
        "DATA_DIR": str(tmp_path),
        "MEMBERSHIP_PROVIDER": "stripe",
        "DEMO": "0",
        "SITE_URL": "http://a.example",
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "stripe_selfcheck"],
        env={**kept, **told, "STRIPE_WEBHOOK_SECRET": f"whsec_{BODY}", **env},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.splitlines()[0].startswith(sentence)
    assert done.stderr == "CommandError: 1 of the steps went wrong; each says above what to do.\n"
    assert (BODY in done.stdout, "hush" in done.stdout) == (False, False)


@pytest.fixture
def away(stripe, settings, monkeypatch):
    """Asks another address, with half a second of patience."""

    def to(base: str) -> list[str]:
        settings.STRIPE_API_BASE, settings.DEMO = base, True
        return failed(read_only=True)

    monkeypatch.setattr(requests, "TIMEOUT", (0.5, 0.5))
    close_clients()
    return to


@pytest.fixture
def not_stripe():
    """A web server that knows nothing of Stripe."""
    with http.server.HTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Page(http.server.BaseHTTPRequestHandler):
    body = b"<h1>Hello"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *args):
        pass


def test_where_nobody_listens_it_is_said_once_with_the_address(away):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{taken.getsockname()[1]}"

        assert away(base) == [f"{base} cannot be reached from this machine."]


def test_a_name_that_cannot_be_looked_up_is_told_as_that(away, monkeypatch):
    def unknown(*_args, **_more):
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert away("https://stripe.invalid") == [
        "https://stripe.invalid cannot be found: this machine could not look the name up."
    ]


def test_a_certificate_that_is_not_trusted_is_told_as_that(away, standin):
    base = standin.url.replace("http:", "https:")

    assert away(base) == [f"{base} shows a certificate that this machine does not trust."]


def test_silence_is_told_as_that(away, standin):
    standin.fault("timeout", times=3, seconds=2)

    assert away(standin.url) == [f"{standin.url} does not answer in time."]


def test_who_answers_and_is_not_stripe_is_told_as_that(away, not_stripe):
    assert away(not_stripe) == [f"{not_stripe} answers, but not as it should (status 200)."]


@pytest.mark.parametrize("body", [b"{}", b"[]", b"null", b'"hello"', b'{"object": "account", "id": 7}'])
def test_who_answers_in_json_and_is_not_stripe_is_told_as_that(away, not_stripe, monkeypatch, body):
    monkeypatch.setattr(Page, "body", body)

    assert away(not_stripe) == [f"{not_stripe} answers, but not as Stripe does."]


def test_the_donors_sentence_is_never_what_staff_read(away, standin):
    standin.fault("status", status=503, times=3)

    assert away(standin.url) == [f"{standin.url} answers, but not as it should (status 503)."]
    standin.fault("status", status=503, times=3)
    assert "Nothing was charged" not in "".join(step.sentence + step.advice for step in steps())
