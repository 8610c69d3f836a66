"""What has to be done once before this release runs: database, static files, a demo. It needs no network."""

import contextlib
import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import connection

from newsroom import demo_record, media, own_look
from newsroom.database_errors import one_line
from newsroom.serving.one_start import run_folder


class Command(BaseCommand):
    help = "Bring the database and the static files up to this release. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        # Before anything is changed: what runs goes on as it is.
        if wrong := list(own_look.faults(settings.LOOK_DIR)):
            raise CommandError(f"{' '.join(wrong)} Mend that, or take it out of LOOK_DIR, and call it again.")
        keep_to_ourselves(Path(settings.DATA_DIR))
        with _one_at_a_time(self.stdout):
            self._prepare()

    def _prepare(self) -> None:
        _collect_static(self.stdout)
        _refuse_few_letters()
        refuse_closed_bucket()
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        # One that was interrupted is completed; one that was removed stays away.
        if settings.DEMO and not (settings.DATA_DIR / demo_record.FILE).exists():
            call_command("demo")


def _refuse_few_letters() -> None:
    """A database that does not know all letters cannot keep every name, nor fold and count what it keeps."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        [encoding] = cursor.fetchone()
    if encoding != "UTF8":
        raise CommandError(
            f"The database of DATABASE_URL is kept in {encoding}, and names need UTF8. "
            "Make it anew: createdb --encoding=UTF8 --template=template0 NAME."
        )


def refuse_closed_bucket() -> None:
    """Before the first picture comes: what a wrong key, name or region makes of it, in the bucket's words."""
    if not media.are_on_disk():
        try:
            media.try_out()
        except OSError as error:
            raise CommandError(str(error)) from error


@contextlib.contextmanager
def _one_at_a_time(out: OutputWrapper) -> Iterator[None]:
    """Two that make the same tables would fail each other. The lock ends with the process."""
    with (run_folder(settings.DATA_DIR) / "prepare.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            out.write("Another “prepare” is under way here. Waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def keep_to_ourselves(folder: Path) -> None:
    """Folders 700 and files 600, also what was written before that was so. Of others' files, nothing."""
    if stat.S_IMODE(folder.stat().st_mode) == 0o700:
        return
    # From the leaves up: a folder that is 700 has nothing left in it to be done.
    for path, _folders, files in os.walk(folder, topdown=False):
        for name, mode in (*((name, 0o600) for name in files), ("", 0o700)):
            with contextlib.suppress(OSError):
                Path(path, name).chmod(mode)


def _collect_static(out: OutputWrapper) -> None:
    """Collect and compress static files, unless the same ones were collected last time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            info = Path(storage.path(path)).stat()
            digest.update(f"{path} {info.st_size} {info.st_mtime_ns}\n".encode())
    mark = Path(settings.STATIC_ROOT) / "collected"
    if mark.exists() and mark.read_text() == digest.hexdigest():
        return
    out.write("Collecting static files …")
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
    except ValueError as error:
        # A style sheet that names a file which is not there: of LOOK_DIR, as ours have all of theirs.
        raise CommandError(
            f"Static files: {one_line(error)} Mend that in LOOK_DIR, then call it again."
        ) from error
    mark.write_text(digest.hexdigest())
