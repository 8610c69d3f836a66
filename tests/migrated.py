"""A database with all tables, made once in a run of the tests: each worker has a copy of it. On SQLite it is kept
beside the environment for as long as no migration changes."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.postgres import url_of

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory) -> Path:
    """The SQLite file of a newsroom that was never used."""
    folder = _of_all_workers(tmp_path_factory)
    file = folder / "newsroom.sqlite3"

    def make() -> None:
        kept = Path(sys.prefix) / f"migrated-{_of_all_migrations()}.sqlite3"
        if kept.exists():
            shutil.copy(kept, file)
        # Also then: groups and triggers are made after every run of it.
        _migrate(f"sqlite:///{file}", folder)
        if not kept.exists():
            for older in kept.parent.glob("migrated-*.sqlite3"):
                older.unlink(missing_ok=True)
            # In one step: another run may be copying it.
            shutil.copy(file, partial := kept.with_suffix(f".{os.getpid()}"))
            partial.replace(kept)

    _once(folder / "sqlite", make)
    return file


@pytest.fixture(scope="session")
def prepared_folder(tmp_path_factory, migrated_file) -> Path:
    """The data of a newsroom that was made ready to be served and never was: to be copied. Packing what its pages look
    like takes as long as twenty tests."""
    folder = _of_all_workers(tmp_path_factory) / "prepared"

    def make() -> None:
        folder.mkdir()
        shutil.copy(migrated_file, folder / "newsroom.sqlite3")
        _manage("collectstatic", "--noinput", DATA_DIR=str(folder))

    _once(folder.with_name("ready"), make)
    return folder


@pytest.fixture(scope="session")
def migrated_template(tmp_path_factory) -> str:
    """The name of a PostgreSQL database to copy."""
    folder, beside = _of_all_workers(tmp_path_factory), os.environ["DATABASE_URL"]
    name = "_".join(filter(None, ("migrated_newsroom", os.environ.get("PYTEST_DB"))))

    def make() -> None:
        with psycopg.connect(beside, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        _migrate(url_of(beside, name), folder)

    _once(folder / "postgresql", make)
    return name


def _of_all_migrations() -> str:
    """What says whether any of them changed, those of libraries too."""
    files = sorted([*ROOT.glob("*/migrations/*.py"), ROOT / "requirements.txt"])
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _of_all_workers(tmp_path_factory) -> Path:
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _once(mark: Path, make: Callable[[], None]) -> None:
    """The first worker makes it, the others wait."""
    with _held(mark.with_suffix(".lock")):
        if not mark.exists():
            make()
            mark.touch()


@contextmanager
def _held(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _migrate(url: str, folder: Path) -> None:
    _manage("migrate", DATABASE_URL=url, DATA_DIR=str(folder / "data"))


def _manage(command: str, *options: str, **environment: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", command, *options, "--verbosity=0"],
        cwd=ROOT,
        env={**os.environ, "DEMO": "0", **environment},
        check=True,
    )
