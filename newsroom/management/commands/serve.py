"""`make run`: prepare the database and files, then run web server, job worker and tick until Ctrl-C."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, OutputWrapper

#: Seconds that a process gets to finish what it is at before it is ended.
GRACE = 10
#: Seconds within which the web server has to answer.
START = 60


class Command(BaseCommand):
    help = "Prepare everything and run the site in its production set-up."
    requires_system_checks = "__all__"

    def handle(self, *args: Any, **options: Any) -> None:
        _refuse_taken_port()
        self._prepare()
        # Said for both: a shell that starts us in the background has Ctrl-C ignored.
        signal.signal(signal.SIGINT, _stop)
        signal.signal(signal.SIGTERM, _stop)
        children: dict[str, subprocess.Popen[bytes]] = {}
        try:
            children["web server"] = _start(
                "granian",
                "--interface", "wsgi",
                "--host", settings.HOST,
                "--port", str(settings.PORT),
                "--workers", "2",
                "--blocking-threads", "4",
                "--respawn-failed-workers",
                "--no-access-log",
                "--log-level", "warning",
                "newsroom.wsgi:application",
            )  # fmt: skip
            children["job worker"] = _start(
                *_manage("db_worker", "-v", "0", "--no-startup-delay", "--interval", "2")
            )
            children["tick"] = _start(*_manage("tick", "--every", "60"))
            _wait_for_answer(children["web server"])
            self._tell()
            _watch(children)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        finally:
            _end(children)

    def _prepare(self) -> None:
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        done = settings.DATA_DIR / "demo-filled"
        if settings.DEMO and not done.exists():
            call_command("demo")
            done.touch()
        _collect_static(self.stdout)

    def _tell(self) -> None:
        say = self.stdout.write
        say("")
        say(f"The site:     {settings.SITE_URL}/")
        say(f"The desk:     {settings.SITE_URL}/admin/")
        sign_ins = settings.DATA_DIR / "demo-sign-ins.txt"
        if sign_ins.exists():
            say(f"Sign-ins:     kept in {sign_ins}")
            for line in sign_ins.read_text().splitlines():
                say(f"              {line}")
        elif not get_user_model().objects.exists():
            say("No one can sign in yet: run “.venv/bin/python manage.py createsuperuser”.")
        say("\nCtrl-C stops everything.")


def _collect_static(out: OutputWrapper) -> None:
    """Collect and compress static files, unless the same ones were collected last time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    mark = Path(settings.STATIC_ROOT) / "collected"
    if mark.exists() and mark.read_text() == digest.hexdigest():
        return
    out.write("Collecting static files …")
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(digest.hexdigest())


def _manage(*words: str) -> tuple[str, ...]:
    return (sys.executable, str(settings.BASE_DIR / "manage.py"), *words)


def _start(program: str, *words: str) -> subprocess.Popen[bytes]:
    if program == "granian":
        program = str(Path(sys.executable).parent / program)
    # A session of its own: Ctrl-C reaches us alone, and we end the children in order.
    return subprocess.Popen([program, *words], cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _refuse_taken_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.HOST, settings.PORT))
        except OSError as error:
            raise CommandError(
                f"HOST={settings.HOST} PORT={settings.PORT} cannot be used: {error.strerror}. "
                "Choose another, such as PORT=8001."
            ) from error


def _wait_for_answer(server: subprocess.Popen[bytes]) -> None:
    host = "127.0.0.1" if settings.HOST == "0.0.0.0" else settings.HOST  # noqa: S104
    until = time.monotonic() + START
    while time.monotonic() < until:
        if server.poll() is not None:
            raise CommandError("The web server stopped before it answered. What it said stands above.")
        try:
            socket.create_connection((host, settings.PORT), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CommandError(f"The web server did not answer within {START} seconds.")


def _watch(children: dict[str, subprocess.Popen[bytes]]) -> None:
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise CommandError(f"The {name} stopped with code {child.returncode}; stopping the rest.")
        time.sleep(0.5)


def _end(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for child in children.values():
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    until = time.monotonic() + GRACE
    for child in children.values():
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
