"""The desk's server alone, as `serve` and deploy/ start it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.serving import priority
from newsroom.serving.desk import LONGEST_PATH, socket_path
from newsroom.serving.one_start import run_folder
from newsroom.serving.parent import end_with_parent
from newsroom.serving.server import be_the_only, refuse_without_static_files, serve

#: Threads of each worker. More may be asked for at once (newsroom/wsgi.py); they wait for one of these.
THREADS = 16


class Command(BaseCommand):
    help = "Run the desk's server alone, until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        priority.add_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_without_static_files()
        path = socket_path(run_folder(settings.DATA_DIR))
        if path is None:
            raise CommandError(
                f"DATA_DIR={settings.DATA_DIR} is too long for a socket in it ({LONGEST_PATH} bytes). "
                "The web server computes the pages of the desk itself: leave the desk's server out."
            )
        be_the_only("desk")
        end_with_parent()
        priority.give_way(options["nice"])
        # What a killed one left behind would be in the way.
        path.unlink(missing_ok=True)
        serve("desk_application", threads=THREADS, uds=path, uds_permissions=0o600)
