"""The database as one file of one moment, while others write, and back."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from newsroom.backups.refusal import BackupRefused

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
#: libpq's own names for what a DATABASE_URL says: in the environment, where no list of processes shows them.
_LIBPQ = {
    "NAME": "PGDATABASE",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "HOST": "PGHOST",
    "PORT": "PGPORT",
}
#: The same for its options.
_LIBPQ_OPTIONS = frozenset(
    "connect_timeout host passfile port service sslcert sslkey sslmode sslrootcert".split()  # noqa: SIM905
)


def sqlite_file() -> Path:
    return Path(connection.settings_dict["NAME"])


def dump(folder: Path) -> Path:
    """Write the database into the folder, as it is at this moment. No writer waits for it."""
    target = folder / NAMES[connection.vendor]
    beside = target.with_name(f"{target.name}.part")
    beside.unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        _copy_sqlite(sqlite_file(), beside)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={beside}")
    beside.chmod(0o600)
    beside.replace(target)
    return target


def load(folder: Path) -> None:
    """Make the database what the dump says; all of it or nothing."""
    source = folder / NAMES[connection.vendor]
    connection.close()
    if connection.vendor == "sqlite":
        file = sqlite_file()
        beside = file.with_name(f"{file.name}.part")
        for old in (beside, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            old.unlink(missing_ok=True)
        shutil.copyfile(source, beside)
        beside.chmod(0o600)
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(file)
    else:
        options = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
        _run("pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", str(source))


def problem(folder: Path) -> str:
    """What is wrong inside a dump, as a sentence; empty if it can be read."""
    for vendor, name in NAMES.items():
        file = folder / name
        if file.exists():
            return _sqlite_problem(file) if vendor == "sqlite" else _pgdump_problem(file)
    return "The database is missing."


def empty() -> bool:
    """Whether nothing is in the database that a restore could take away."""
    if connection.vendor == "sqlite" and not sqlite_file().exists():
        return True
    return not connection.introspection.table_names()


def applied() -> list[str]:
    """The migrations that the database has had, as `app.name`."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def known() -> set[str]:
    """The migrations that this version of the program has, or has replaced."""
    loader = MigrationLoader(None)
    assert loader.disk_migrations is not None
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*loader.disk_migrations, *replaced}}


def _copy_sqlite(source: Path, target: Path) -> None:
    try:
        with sqlite3.connect(source, timeout=60) as read, sqlite3.connect(target) as written:
            read.backup(written)
            # One file, without the journal beside it that the running database has.
            written.execute("PRAGMA journal_mode=DELETE")
        read.close()
        written.close()
    except sqlite3.Error as error:
        raise BackupRefused(f"The database could not be copied: {error}.") from error
    if wrong := _sqlite_problem(target):
        raise BackupRefused(wrong)


def _sqlite_problem(file: Path) -> str:
    try:
        opened = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
        try:
            [said] = opened.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            opened.close()
    except sqlite3.Error as error:
        said = str(error)
    return "" if said == "ok" else f"The database is damaged: {said}."


def _pgdump_problem(file: Path) -> str:
    try:
        _run("pg_restore", "--list", str(file))
    except BackupRefused as error:
        return str(error)
    return ""


def _run(program: str, *words: str) -> None:
    """One of PostgreSQL's own programs. Raises BackupRefused with what it said."""
    path = shutil.which(program)
    if path is None:
        raise BackupRefused(
            f"{program} is not installed. Install PostgreSQL's client, no older than the server "
            "(Debian: apt-get install postgresql-client)."
        )
    said = connection.settings_dict
    env = {**os.environ, **{theirs: str(said[ours]) for ours, theirs in _LIBPQ.items() if said.get(ours)}}
    for name, value in said.get("OPTIONS", {}).items():
        if name in _LIBPQ_OPTIONS:
            env[f"PG{name.upper()}"] = str(value)
    done = subprocess.run(  # noqa: S603
        [path, *words], env=env, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupRefused(f"{program}: {done.stderr.strip() or done.returncode}")
