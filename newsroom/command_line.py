"""The newsroom's command line: what is wrong with settings or database is said in a sentence."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, connection


def run(words: Sequence[str]) -> None:
    """Run `manage.py WORDS`; `--traceback` shows where an error of the database comes from."""
    for stream in (sys.stdout, sys.stderr):
        # Also in a file: what is said there has to be seen while we run.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(line_buffering=True)
    try:
        _ = settings.DATA_DIR
        execute_from_command_line(list(words))
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OperationalError as error:
        if "--traceback" in words:
            raise
        sys.exit(_said(error))


def _said(error: OperationalError) -> str:
    """What the database says, on one line, and where we looked for it. Never its password."""
    at = connection.settings_dict
    where = (
        f"the file {at['NAME']}"
        if connection.vendor == "sqlite"
        else f"“{at['NAME']}” at {at['HOST'] or 'the local socket'}, port {at['PORT'] or 5432}"
    )
    why = " ".join(str(error).split()) or type(error).__name__
    return f"The database does not answer ({where}): {why}. Is it running, and is DATABASE_URL right?"
