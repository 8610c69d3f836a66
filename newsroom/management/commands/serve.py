"""`make run`: prepare the database and files, then run all servers, job worker and tick until Ctrl-C."""

import signal
import socket
import sys
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from newsroom import env
from newsroom.serving.desk import socket_path
from newsroom.serving.keeping import Keeper, Part
from newsroom.serving.listening import refuse_taken
from newsroom.serving.one_start import AlreadyRuns, OneStart, refuse_beside, run_folder

#: How far the others give way to the web server: each to a third of its share where both want the processor.
GIVES_WAY = ("--nice", "5")
#: Seconds within which the web server has to answer, and between two looks at what runs.
START, LOOK = 60, 0.25


class Command(BaseCommand):
    help = "Prepare everything and run the site in its production set-up."
    requires_system_checks = "__all__"

    def handle(self, *args: Any, **options: Any) -> None:
        if env.on_read_only_disk(settings.DATA_DIR):
            self._serve_readers()
            return
        try:
            with OneStart(settings.DATA_DIR, settings.SITE_URL):
                self._serve()
        except AlreadyRuns as error:
            raise CommandError(str(error)) from error

    def _serve(self) -> None:
        # Units of systemd, say: they hold the port, and another port would not be what is wanted.
        refuse_beside(settings.DATA_DIR, "web")
        refuse_taken(settings.HOST, settings.PORT)
        call_command("prepare")
        parts = {
            "web server": _manage("web"),
            "job worker": _manage("worker", *GIVES_WAY),
            "tick": _manage("tick", "--every", "60", *GIVES_WAY),
        }
        if socket_path(run_folder(settings.DATA_DIR)):
            parts["desk server"] = _manage("desk", *GIVES_WAY)
        self._run(parts)

    def _serve_readers(self) -> None:
        """From a disk that a fault has made read-only: what readers have can be read, and that is all."""
        refuse_taken(settings.HOST, settings.PORT)
        connection.ensure_connection()
        self.stderr.write(
            f"DATA_DIR={settings.DATA_DIR} is on a disk that cannot be written to: readers are served, and "
            "nothing can be saved. Look at the disk, make it writable, then start again."
        )
        self._run({"web server": _manage("web")})

    def _run(self, parts: dict[str, tuple[str, ...]]) -> None:
        _stop_on_signals()
        keeper = Keeper(parts, run_folder(settings.DATA_DIR) / "serve.json", self.stderr.write)
        try:
            keeper.start(settings.BASE_DIR)
            _wait_for_answer(keeper.parts[0])
            self._tell()
            while True:
                keeper.look()
                time.sleep(LOOK)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        finally:
            keeper.end()

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


def _manage(*words: str) -> tuple[str, ...]:
    return (sys.executable, str(settings.BASE_DIR / "manage.py"), *words)


def _stop_on_signals() -> None:
    # Ctrl-C is named too: a shell that starts us in the background has it ignored.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _stop)
    # Ignored by nohup, and then meant to be.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _stop)


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _wait_for_answer(server: Part) -> None:
    host = env.reached_at(settings.HOST)
    until = time.monotonic() + START
    while time.monotonic() < until:
        if server.has_ended():
            raise CommandError("The web server stopped before it answered. What it said stands above.")
        try:
            socket.create_connection((host, settings.PORT), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CommandError(f"The web server did not answer within {START} seconds.")
