"""Tidying up, once or every so many seconds."""

import time
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, close_old_connections, connections

from newsroom import alive
from newsroom.database_errors import one_line
from newsroom.jobs import tick
from newsroom.serving import priority
from newsroom.serving.parent import end_with_parent
from newsroom.serving.timeouts import bound_waiting


class Command(BaseCommand):
    help = "Tidy up what has expired and give lost tasks back to the queue."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="Do it again every so many seconds.")
        priority.add_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        priority.give_way(options["nice"])
        every = options["every"]
        if every is not None and every < 1:
            raise CommandError("--every: at least 1 second.")
        if every:
            end_with_parent()
            bound_waiting()
        while True:
            try:
                tick()
                alive.tell("tick")
            except Error as error:
                # Locked, away, disk full: the next round comes.
                if not every:
                    raise
                with suppress(OSError):  # a log on a full disk, too
                    self.stderr.write(f"The tick tries again in {every} s: {one_line(error)}")
                connections.close_all()
            if not every:
                return
            close_old_connections()
            time.sleep(every)
