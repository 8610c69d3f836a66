"""Where what we write is kept: the folder, the database, the key."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from newsroom.env.values import BASE, is_folder, names, place, text

#: As short as a key may be.
SHORTEST = 32
#: What a newsroom writes into its folder; one of them is in each that was ever used.
OURS = {"secret_key", "newsroom.sqlite3", "media", "static", "run", "mail", "look", "demo-sign-ins.txt"}
_NOT_OURS = "cannot be written to by this user. Run as the user that it belongs to, or name another."


def read_folder(name: str, default: Path) -> Path:
    """A folder that is only read. By default it may be missing; one that is named has to be there."""
    said = text(name)
    path = place(name, said or str(default))
    if said and not is_folder(path):
        raise ImproperlyConfigured(f"{name}={path} is no folder. Make it, or leave {name} out.")
    return path


def folder(name: str, default: Path) -> Path:
    """A folder that we may write to; made if it is not there."""
    path = place(name, text(name, str(default)))
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}={path} cannot be made: {error.strerror}. Name a folder that we may write to."
        ) from error
    if os.geteuid() == 0 and (owner := _owner(path)) != "root":
        # What root writes here, a database's helper files too, the owner could not change.
        raise ImproperlyConfigured(f"{name}={path} belongs to {owner}. Run as that user: sudo -u {owner} …")
    if not (on_read_only_disk(path) or os.access(path, os.R_OK | os.W_OK | os.X_OK)):
        raise ImproperlyConfigured(f"{name}={path} {_NOT_OURS}")
    _refuse_what_is_others(name, path)
    return path


def _refuse_what_is_others(name: str, path: Path) -> None:
    """All that lies there is closed to others, backed up and moved as ours, so nothing else may lie there."""
    if BASE.is_relative_to(path):
        raise ImproperlyConfigured(f"{name}={path} holds the program itself. Name a folder of its own.")
    there = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
    # A single file may be our own output, or a database of another name.
    folders = {entry.name for entry in there if entry.is_dir()} - {"lost+found"}
    if folders and not OURS & {entry.name for entry in there}:
        raise ImproperlyConfigured(
            f"{name}={path} holds other things, such as {min(folders)}. Name an empty folder, or a new one."
        )


def on_read_only_disk(folder: Path) -> bool:
    """Whether this disk takes nothing from anybody, as after a fault of its own: it can still be read."""
    return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _owner(path: Path) -> str:
    try:
        return path.owner()
    except KeyError:
        return "root"  # A number without a name: a volume of a container, where root is at home.


#: FULL, not NORMAL: with NORMAL an answered save can be lost when the power goes.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-8000",
}
#: Seconds. How long a statement may take, newsroom/serving/timeouts.py says.
POSTGRESQL = {"connect_timeout": 3}


def database(name: str, default: str) -> dict[str, Any]:
    """A Django DATABASES entry from a URL: sqlite:////path or postgresql://user:password@host/name."""
    value = text(name, default)
    scheme = value.partition(":")[0]
    try:
        config: dict[str, Any] = environ.Env.db_url_config(value) if scheme in environ.Env.DB_SCHEMES else {}
    except (ImproperlyConfigured, ValueError):
        config = {}
    engine, database_name = config.get("ENGINE", ""), config.get("NAME", "")
    if not engine.endswith((".sqlite3", ".postgresql")) or _is_no_name(database_name):
        # The address may hold a password, so only its scheme is repeated.
        raise ImproperlyConfigured(
            f"{name} begins with “{scheme}:” and names no database we can use. "
            "Use sqlite:///path/to/file or postgresql://user:password@host/name."
        )
    if engine.endswith(".sqlite3"):
        config["NAME"] = str(_sqlite_file(name, BASE / database_name))
        config["OPTIONS"] = SQLITE
    else:
        config["OPTIONS"] = {**POSTGRESQL, **config.get("OPTIONS", {})}
    return {**config, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def _is_no_name(said: str) -> bool:
    # With an @ in it, a / or a # stood in the password, and what follows is part of that.
    return said in {"", ":memory:"} or "@" in said


def _sqlite_file(name: str, path: Path) -> Path:
    if not is_folder(path.parent):
        said = f"lies in {path.parent}, and there is no such folder. Make it, or correct the path: "
        raise ImproperlyConfigured(
            f"{name}: {path.name} {said}an absolute one has four slashes, sqlite:////…"
        )
    if is_folder(path):
        raise ImproperlyConfigured(f"{name}: {path} is a folder. Name a file in it.")
    # SQLite writes beside its file, too.
    there = os.access(path, os.F_OK)
    if on_read_only_disk(path.parent):
        return path
    if not os.access(path.parent, os.W_OK | os.X_OK) or (there and not os.access(path, os.W_OK)):
        raise ImproperlyConfigured(f"{name}: {path} {_NOT_OURS}")
    return path


def secret(name: str, keep_in: Path) -> str:
    """A key from the environment, or one made the first time and kept in a file only we can read."""
    value, said = text(name), name
    if not value:
        value, said = _kept(name, keep_in), f"{name} is kept in {keep_in}, and"
    if len(value) < SHORTEST:
        raise ImproperlyConfigured(f"{said} is too short. Use at least {SHORTEST} random characters.")
    return value


def secrets_of_before(name: str) -> list[str]:
    """Keys that were replaced, separated by commas: what they signed still holds."""
    keys = names(name)
    if any(len(key) < SHORTEST for key in keys):
        raise ImproperlyConfigured(
            f"{name} holds a key that is too short: keys have at least {SHORTEST} characters."
        )
    return keys


def _kept(name: str, keep_in: Path) -> str:
    try:
        if not keep_in.exists():
            _write_whole(keep_in, secrets.token_urlsafe(64))
        return keep_in.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"{name} is kept in {keep_in}, which cannot be read or written by this user: {error}."
        ) from error


def _write_whole(path: Path, words: str) -> None:
    """Whole or not at all, and the first of two who do it at once is right."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(words)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(beside)
    finally:
        beside.unlink(missing_ok=True)
