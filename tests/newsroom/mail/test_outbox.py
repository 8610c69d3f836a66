"""Sending: once, under one name, never in clear where TLS is demanded, and never forgotten."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as outbox
from django.utils import timezone
from django_tasks import default_task_backend

from membership.models import Letter
from newsroom import env
from newsroom import mail as sending
from tests.builders.gifts import make_donation
from tests.builders.letters import carry

pytestmark = pytest.mark.django_db


class Server:
    """A mail server of a few lines. `offers`: what it says it can; `starttls`: how it answers that."""

    def __init__(self, offers: str = "", *, starttls: str = "") -> None:
        self.offers, self.starttls = offers, starttls
        self.heard: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        connection, _address = self.listening.accept()
        connection.settimeout(1)
        connection.sendall(b"220 mail.example\r\n")
        reading = connection.makefile("rb")
        try:
            while line := reading.readline():
                self.heard.append(line.decode("latin-1").strip())
                if not self._answer(connection, self.heard[-1].upper()):
                    break
        except OSError:
            pass
        finally:
            connection.close()

    def _answer(self, connection: socket.socket, said: str) -> bool:
        if said.startswith("EHLO"):
            connection.sendall(f"250-mail.example\r\n{self.offers}250 HELP\r\n".encode())
        elif said.startswith("STARTTLS"):
            connection.sendall(self.starttls.encode())
        elif said.startswith("DATA"):
            connection.sendall(b"354 go on\r\n")
        elif said.startswith("QUIT"):
            connection.sendall(b"221 bye\r\n")
            return False
        elif said == "." or said.startswith(("MAIL", "RCPT")):
            connection.sendall(b"250 ok\r\n")
        return True

    def close(self) -> None:
        self.listening.close()


@pytest.fixture
def server(settings, monkeypatch):
    """Sends through a server, as EMAIL_URL says."""
    made = []

    def start(url: str, **told) -> Server:
        running = Server(**told)
        made.append(running)
        monkeypatch.setenv("EMAIL_URL", url.format(port=running.port))
        told = env.mail("EMAIL_URL", "")
        settings.EMAIL_BACKEND = told["EMAIL_BACKEND"]
        settings.EMAIL_HOST, settings.EMAIL_PORT = told["EMAIL_HOST"], told["EMAIL_PORT"]
        settings.EMAIL_USE_TLS = bool(told.get("EMAIL_USE_TLS"))
        settings.EMAIL_HOST_USER = told.get("EMAIL_HOST_USER") or ""
        settings.EMAIL_HOST_PASSWORD = told.get("EMAIL_HOST_PASSWORD") or ""
        return running

    yield start
    for running in made:
        running.close()


@pytest.fixture
def waiting(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return Letter.objects.create(donation=make_donation(message="Secret"), kind="instructions")


def told_in_clear(server: Server) -> list[str]:
    return [
        line for line in server.heard if not line.upper().startswith(("EHLO", "STARTTLS", "QUIT", "RSET"))
    ]


@pytest.mark.parametrize(
    ("offers", "starttls"),
    [
        ("", ""),  # TLS is not offered, or somebody on the way has taken the offer out
        ("250-STARTTLS\r\n", "454 not now\r\n"),
        ("250-STARTTLS\r\n", "220 go ahead\r\n250 in clear\r\n"),  # agreed to, and then not done
    ],
)
def test_where_tls_is_demanded_and_not_given_nothing_is_sent_and_the_letter_waits(
    server, waiting, offers, starttls
):
    running = server("smtp+tls://desk:password@127.0.0.1:{port}", offers=offers, starttls=starttls)

    carry(waiting)

    waiting.refresh_from_db()
    assert [line for line in told_in_clear(running) if line.isascii() and line.isprintable() and line] == []
    assert not any("password" in line or "hanne" in line for line in running.heard)
    assert (waiting.sent_at, waiting.taken_at, waiting.tries) == (None, None, 1)
    assert waiting.problem != ""
    assert [result.args for result in default_task_backend.results] == [["membership.letter", waiting.pk]]


def test_the_same_server_takes_the_letter_where_tls_is_not_demanded(server, waiting):
    running = server("smtp://127.0.0.1:{port}")

    carry(waiting)

    waiting.refresh_from_db()
    assert waiting.sent_at is not None
    assert f"Message-ID: {sending.message_id(waiting)}" in running.heard
    assert "rcpt TO:<hanne@reader.example>" in running.heard


def test_a_worker_that_was_killed_before_its_mark_sends_again_under_the_same_name(waiting, monkeypatch):
    class Killed(BaseException):
        pass

    with monkeypatch.context() as patched:
        from django.core.mail.backends.locmem import EmailBackend

        send = EmailBackend.send_messages

        def send_and_die(self, messages):
            send(self, messages)
            raise Killed

        patched.setattr(EmailBackend, "send_messages", send_and_die)
        with pytest.raises(Killed):
            carry(waiting)
    carry(waiting)
    meanwhile = len(outbox.outbox)
    with time_machine.travel(timezone.now() + sending.TAKEN_FOR + timedelta(seconds=1), tick=False):
        carry(waiting)

    assert (meanwhile, len(outbox.outbox)) == (1, 2)
    names = {message.extra_headers["Message-ID"] for message in outbox.outbox}
    assert names == {sending.message_id(waiting)}


def test_no_two_letters_have_the_same_name_and_none_tells_of_its_donor():
    letters = [Letter.objects.create(donation=make_donation(), kind="instructions") for _ in range(5)]

    names = [sending.message_id(letter) for letter in letters]

    assert len(set(names)) == 5
    assert [name for name in names if "hanne" in name or not name.startswith("<letter-")] == []


def test_a_letter_whose_job_was_lost_is_found_and_sent(settings):
    lost = Letter.objects.create(donation=make_donation(), kind="instructions")
    fresh = Letter.objects.create(donation=make_donation(), kind="instructions")
    given_up = Letter.objects.create(
        donation=make_donation(), kind="instructions", tries=len(sending.PAUSES) + 1
    )
    long_ago = timezone.now() - timedelta(hours=2)
    Letter.objects.filter(pk__in=[lost.pk, given_up.pk]).update(written_at=long_ago)

    sending.post_forgotten()
    sending.post_forgotten()

    sent = set(Letter.objects.filter(sent_at__isnull=False).values_list("pk", flat=True))
    assert sent == {lost.pk}
    assert fresh.sent_at is None
    assert len(outbox.outbox) == 1
