"""The job worker alone, as `serve` and deploy/ start it. No error of the database ends it."""

import time
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from newsroom import alive
from newsroom.database_errors import one_line
from newsroom.serving import priority
from newsroom.serving.parent import end_with_parent
from newsroom.serving.timeouts import bound_waiting

#: Seconds between two looks into an empty queue, and after an error at most.
INTERVAL, LONGEST_PAUSE = 2, 60


class TellingWorker(Worker):
    """Who has a long queue to work off is not silent meanwhile."""

    def run_task(self, db_task_result: DBTaskResult) -> None:
        super().run_task(db_task_result)
        alive.tell("job worker")


class Command(BaseCommand):
    help = "Work off what waits in the queue, until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        priority.add_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        end_with_parent()
        priority.give_way(options["nice"])
        bound_waiting()
        worker = TellingWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        worker.configure_signals()
        self.work(worker)

    def work(self, worker: Worker) -> None:
        errors = 0
        while worker.running:
            pause = min(INTERVAL * 2**errors, LONGEST_PAUSE)
            try:
                worker.run()
                alive.tell("job worker")
                pause, errors = INTERVAL, 0
            except Error as error:
                # Locked, away, disk full. A job that was at hand is given back to the queue by the tick.
                with suppress(OSError):  # a log on a full disk, too
                    self.stderr.write(f"The job worker tries again in {pause} s: {one_line(error)}")
                connections.close_all()
                errors += 1
            if worker.running:
                time.sleep(pause)
