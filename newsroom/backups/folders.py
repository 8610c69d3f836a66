"""The folders that backups stand in, and what they say of themselves."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from newsroom.backups.database import NAMES
from newsroom.backups.refusal import BackupRefused

#: Raised when a backup of today could not be read by the program of yesterday.
FORMAT = 1
UNFINISHED = "unfinished"
_NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z")
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True)
class About:
    """`made` is the moment in ISO 8601, UTC; `migrations` are all that the database had, as `app.name`."""

    format: int
    made: str
    database: str
    migrations: list[str]


@dataclass(frozen=True)
class Backup:
    path: Path

    @property
    def about(self) -> About:
        try:
            about = _about(json.loads((self.path / "backup.json").read_text()))
        except (OSError, ValueError, TypeError, RecursionError) as error:
            raise BackupRefused(
                f"{self.path} is no whole backup. Name one such as 2026-11-28T020000Z, with a backup.json."
            ) from error
        if about.format > FORMAT:
            raise BackupRefused(f"{self.path} was made by a newer version of this program. Update it first.")
        return about

    @property
    def sums(self) -> dict[str, str]:
        """Path in the backup: SHA-256 in hexadecimal. Raises BackupRefused for what is no file of it."""
        found = read_sums(self.path / "SHA256SUMS")
        for name in found:
            self.file(name)
        return found

    def file(self, name: str) -> Path:
        """Where the file of this name is; for one that could be anywhere else, BackupRefused.

        A backup may come back from a place that others write to, and holds neither links nor devices.
        """
        parts = PurePosixPath(name).parts
        ours = name in NAMES.values() or (parts[:1] == ("files",) and len(parts) > 1 and ".." not in parts)
        path = self.path / name
        if not ours or path.resolve() != self.path.resolve() / name or (path.exists() and not path.is_file()):
            raise BackupRefused(f"{self.path} names {name!r}, which is no file of a backup. Do not trust it.")
        return path

    def unlisted(self, listed: Mapping[str, str]) -> list[str]:
        """Files that are there and stand in no line of the list: it was cut short."""
        there = [path for path in (self.path / "files").rglob("*") if path.is_file()]
        names = [str(path.relative_to(self.path)) for path in there if not is_left_out(path)]
        names += [name for name in NAMES.values() if (self.path / name).exists()]
        return sorted(name for name in names if name not in listed)


def is_left_out(path: Path) -> bool:
    """What is hidden, half written, or true of one running process only."""
    return path.name.startswith(".") or path.name.endswith((".part", ".lock"))


def name_of(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")


def in_folder(folder: Path) -> list[Backup]:
    """The finished backups of this folder, oldest first. What else lies there is not ours."""
    found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    return [Backup(path) for path in sorted(found) if (path / "backup.json").is_file()]


def _about(said: dict[str, Any]) -> About:
    """Raises TypeError for what no backup says."""
    about = About(**said)
    names = about.migrations
    if not isinstance(about.format, int) or not isinstance(names, list):
        raise TypeError(said)
    if not all(isinstance(word, str) for word in (about.made, about.database, *names)):
        raise TypeError(said)
    return about


def write_about(path: Path, about: About) -> None:
    (path / "backup.json").write_text(json.dumps(asdict(about), indent=2) + "\n")


def read_sums(file: Path) -> dict[str, str]:
    """What a list of sums says. A line that was cut off, by a lack of room or power, says nothing."""
    if not file.exists():
        return {}
    with file.open(encoding="utf-8", errors="surrogateescape") as lines:
        found = (_LINE.fullmatch(line[:-1]) for line in lines if line.endswith("\n"))
        return {line[2]: line[1] for line in found if line}


def write_sums(file: Path, sums: dict[str, str]) -> None:
    beside = file.with_name(f"{file.name}.part")
    with beside.open("w", encoding="utf-8", errors="surrogateescape") as lines:
        lines.writelines(f"{sums[path]}  {path}\n" for path in sorted(sums))
        lines.flush()
        os.fsync(lines.fileno())
    beside.replace(file)
