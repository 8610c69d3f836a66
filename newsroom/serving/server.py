"""What the web server and the desk's have in common: how each is started, and what its workers do first."""

import os
import signal
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management.base import CommandError
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from newsroom.serving.one_start import AlreadyRuns, hold
from newsroom.serving.parent import end_with_parent
from newsroom.serving.stamp_watch import keep_watching
from newsroom.serving.timeouts import bound_waiting

WORKERS = 2


def refuse_without_static_files() -> None:
    """A backup does not hold them, and without them every page would be an error."""
    storage = staticfiles_storage
    if isinstance(storage, ManifestFilesMixin) and storage.read_manifest() is None:
        raise CommandError(
            f"The static files of this release are not in {storage.location}. Call “manage.py prepare” first."
        )


def be_the_only(name: str) -> None:
    """A second server on the same data would share the port of the first one, or take its socket away."""
    try:
        hold(settings.DATA_DIR, name, settings.SITE_URL)
    except AlreadyRuns as error:
        raise CommandError(str(error)) from error


def serve(application: str, *, threads: int, **where: Any) -> None:
    """Run this application of newsroom/wsgi.py until it is stopped. `where`: as Granian names the place."""
    server = Granian(
        f"newsroom.wsgi:{application}",
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=WORKERS,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=8,
        log_level=LogLevels.error,
        **where,
    )
    server.serve(target_loader=partial(_load, os.getpid(), application), wrap_loader=False)


def _load(parent: int, name: str) -> Callable[..., Any]:
    """What each worker calls first; when the server is gone, the worker goes too."""
    # Granian listens to these once the application is there. Told to end before, it would wait to be killed.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    end_with_parent(parent)
    bound_waiting()
    application: Callable[..., Any] = import_string(f"newsroom.wsgi.{name}")
    keep_watching()
    return application
