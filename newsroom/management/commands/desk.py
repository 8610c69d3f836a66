"""The desk's server alone, as `serve` and deploy/ start it."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from newsroom.management.commands.web import WORKERS, load, refuse_without_static_files
from newsroom.serving.desk import LONGEST_PATH, give_way, socket_path
from newsroom.serving.one_start import run_folder
from newsroom.serving.parent import end_with_parent

#: Threads of each worker. More may be asked for at once (newsroom/wsgi.py); they wait for one of these.
THREADS = 16


class Command(BaseCommand):
    help = "Run the desk's server alone, until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--nice", type=int, default=0, help="Give way to other processes by so much (0 to 19)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_without_static_files()
        path = socket_path(run_folder(settings.DATA_DIR))
        if path is None:
            raise CommandError(
                f"DATA_DIR={settings.DATA_DIR} is too long for a socket in it ({LONGEST_PATH} bytes). "
                "The web server computes the pages of the desk itself: leave the desk's server out."
            )
        end_with_parent()
        give_way(options["nice"])
        # What a killed one left behind would be in the way.
        path.unlink(missing_ok=True)
        server = Granian(
            "newsroom.wsgi:desk_application",
            uds=path,
            uds_permissions=0o600,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            workers=WORKERS,
            blocking_threads=THREADS,
            respawn_failed_workers=True,
            workers_kill_timeout=8,
            log_level=LogLevels.error,
        )
        server.serve(target_loader=partial(load, os.getpid(), "desk_application"), wrap_loader=False)
