"""The newsroom's command line: what is wrong with settings, database or disk is said in a sentence."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DataError, Error, IntegrityError, OperationalError, connection

from newsroom.database_errors import is_busy, is_damaged, is_full, is_read_only, is_unprepared, one_line

#: What a shell says of a program that Ctrl-C ended.
INTERRUPTED = 130


def run(words: Sequence[str]) -> None:
    """Run `manage.py WORDS`; `--traceback` shows where an error of database or disk comes from."""
    for stream in (sys.stdout, sys.stderr):
        # Also in a file: what is said there has to be seen while we run.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(line_buffering=True)
    try:
        _ = settings.DATA_DIR
        execute_from_command_line(list(words))
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except (Error, OSError) as error:
        said = "" if "--traceback" in words else _said(error)
        if not said:
            raise
        sys.exit(said)
    except KeyboardInterrupt:
        sys.stderr.write("\nBroken off.\n")
        sys.exit(INTERRUPTED)


def _said(error: Error | OSError) -> str:
    """What is wrong and what to do; empty for what may be a fault of the program: there a traceback helps."""
    why = one_line(error).rstrip(".")
    if is_full(error):
        return f"No room is left on the disk ({why}). Make room, then call it again."
    if is_read_only(error):
        return f"The disk cannot be written to ({why}). Look at it, then call it again."
    return _said_of_a_file(error) if isinstance(error, OSError) else _said_of_the_database(error, why)


def _said_of_a_file(error: OSError) -> str:
    if isinstance(error, BrokenPipeError):
        # Whoever read what we say has enough of it; Python would complain of it once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return "Nobody reads what is said here."
    if isinstance(error, PermissionError) and error.filename:
        return f"{error.filename}: {error.strerror}. Run the command as the user of the newsroom."
    return ""


def _said_of_the_database(error: Error, why: str) -> str:
    where = _where()
    if is_unprepared(error):
        return f"The database ({where}) is not that of this release: {why}. Call “manage.py prepare” first."
    if is_busy(error):
        return f"The database ({where}) is at work for others: {why}. Call it again."
    if is_damaged(error):
        return f"The database ({where}) is damaged: {why}. Restore a backup, or correct DATABASE_URL."
    if _was_not_reached(error):
        return f"The database does not answer ({where}): {why}. Is it running, and is DATABASE_URL right?"
    return ""


def _was_not_reached(error: Error) -> bool:
    """SQLite has no server that could go away: once its file is open, an error is another's fault."""
    if connection.connection is None:
        return not isinstance(error, DataError | IntegrityError)
    return isinstance(error, OperationalError) and connection.vendor != "sqlite"


def _where() -> str:
    """Where we looked for the database. Never its password."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"the file {at['NAME']}"
    return f"“{at['NAME']}” at {at['HOST'] or 'the local socket'}, port {at['PORT'] or 5432}"
