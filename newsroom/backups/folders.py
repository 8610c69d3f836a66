"""The folders that backups stand in, and what they say of themselves."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

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
            said = json.loads((self.path / "backup.json").read_text())
            about = About(**said)
        except (OSError, ValueError, TypeError) as error:
            raise BackupRefused(
                f"{self.path} is no whole backup. Name one such as 2026-11-28T020000Z, with a backup.json."
            ) from error
        if about.format > FORMAT:
            raise BackupRefused(f"{self.path} was made by a newer version of this program. Update it first.")
        return about

    @property
    def sums(self) -> dict[str, str]:
        """Path in the backup: SHA-256 in hexadecimal."""
        return read_sums(self.path / "SHA256SUMS")


def name_of(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")


def in_folder(folder: Path) -> list[Backup]:
    """The finished backups of this folder, oldest first. What else lies there is not ours."""
    found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    return [Backup(path) for path in sorted(found) if (path / "backup.json").is_file()]


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
