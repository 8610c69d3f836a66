"""The web server alone, as `serve` and deploy/ start it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management.base import BaseCommand, CommandError
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from newsroom.serving.looking import keep_looking
from newsroom.serving.parent import end_with_parent
from newsroom.serving.timeouts import bound_waiting

WORKERS = 2
#: Threads of each worker. Most of them wait: for a body, for a turn to write, for the database.
THREADS = 24
#: Milliseconds in which a visitor must have sent the head of a request.
HEAD = 10_000


class Command(BaseCommand):
    help = "Run the web server alone, until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_without_static_files()
        end_with_parent()
        server = Granian(
            "newsroom.wsgi:application",
            address=settings.HOST,
            port=settings.PORT,
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=HEAD),
            workers=WORKERS,
            blocking_threads=THREADS,
            respawn_failed_workers=True,
            workers_kill_timeout=8,
            log_level=LogLevels.error,
        )
        server.serve(target_loader=partial(load, os.getpid(), "application"), wrap_loader=False)


def refuse_without_static_files() -> None:
    """A backup does not hold them, and without them every page would be an error."""
    storage = staticfiles_storage
    if isinstance(storage, ManifestFilesMixin) and storage.read_manifest() is None:
        raise CommandError(
            f"The static files of this release are not in {storage.location}. Call “manage.py prepare” first."
        )


def load(parent: int, name: str) -> Callable[..., Any]:
    """What each worker of the server calls first; when the server is gone, the worker goes too."""
    end_with_parent(parent)
    bound_waiting()
    from newsroom import wsgi

    application: Callable[..., Any] = getattr(wsgi, name)
    keep_looking()
    return application
