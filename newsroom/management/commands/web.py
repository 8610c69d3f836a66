"""The web server alone, as `serve` and deploy/ start it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from granian.http import HTTP1Settings

from newsroom.serving.listening import address_of, refuse_taken
from newsroom.serving.parent import end_with_parent
from newsroom.serving.server import be_the_only, refuse_without_static_files, serve

#: Threads of each worker. Most of them wait: for a body, for a turn to write, for the database.
THREADS = 24
#: Milliseconds in which a visitor must have sent the head of a request.
HEAD = 10_000


class Command(BaseCommand):
    help = "Run the web server alone, until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_without_static_files()
        be_the_only("web")
        refuse_taken(settings.HOST, settings.PORT, shared=True)
        end_with_parent()
        serve(
            "application",
            threads=THREADS,
            address=address_of(settings.HOST, settings.PORT),
            port=settings.PORT,
            http1_settings=HTTP1Settings(header_read_timeout=HEAD),
        )
