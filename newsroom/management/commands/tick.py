"""Tidying up, once or every so many seconds."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections

from newsroom.jobs import tick


class Command(BaseCommand):
    help = "Tidy up what has expired and give lost tasks back to the queue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="Do it again every so many seconds.")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            try:
                tick()
            except OperationalError as error:
                # The database may be away for a moment; the next round comes.
                if not options["every"]:
                    raise
                self.stderr.write(f"tick: {error}")
            if not options["every"]:
                return
            close_old_connections()
            time.sleep(options["every"])
