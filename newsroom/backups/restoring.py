"""A backup becomes the newsroom again, in an empty DATA_DIR and an empty database."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from newsroom.backups import contents, database
from newsroom.backups.copying import copy, same, sum_of
from newsroom.backups.folders import Backup
from newsroom.backups.making import Told, untold
from newsroom.backups.refusal import BackupRefused

#: Files that any command makes when it starts in an empty folder.
MADE_AT_START = {Path("secret_key")}


#: Told the name of a file that is missing or damaged, and left out.
LeaveOut = Callable[[str], object]


def restore(path: Path, *, told: Told = untold, leave_out: LeaveOut | None = None) -> Backup:
    """Put back files, then the database; each file's sum is compared on the way.

    What is interrupted can be called again: the database comes last, and until it is there nothing counts as
    restored. Raises BackupRefused, before anything is written where something would be overwritten; and at a
    file that is damaged, unless `leave_out` is there to be told of it. The database is never left out.
    """
    backup = Backup(path)
    _refuse(backup)
    try:
        _put_back(backup, told, leave_out)
    except OSError as error:
        why = f"{error.strerror or error}{f' ({error.filename})' if error.filename else ''}"
        raise BackupRefused(f"The restore was not finished: {why}. Mend that, and call it again.") from error
    return backup


def _refuse(backup: Backup) -> None:
    about, sums = backup.about, backup.sums
    if not sums:
        raise BackupRefused(f"{backup.path} has no list of its files (SHA256SUMS) and cannot be trusted.")
    if about.database != connection.vendor:
        raise BackupRefused(
            f"The backup is of {about.database}, and DATABASE_URL names {connection.vendor}. "
            f"Set DATABASE_URL to an empty database of {about.database}."
        )
    if newer := sorted(set(about.migrations) - database.known()):
        raise BackupRefused(
            f"The backup was made by a newer version of this program ({newer[-1]}). Install that one first."
        )
    if left := backup.unlisted(sums):
        raise BackupRefused(
            f"The list of files in {backup.path} (SHA256SUMS) was cut short: it does not name {left[0]}. "
            "Restore another backup; or, if there is none, add what sha256sum says of that file."
        )
    if database.NAMES[about.database] not in sums:
        raise BackupRefused(f"There is no database in {backup.path}. Restore another backup.")
    if not database.empty():
        raise BackupRefused(
            "The database is not empty, and a restore overwrites nothing. Set DATA_DIR to an empty folder"
            + (" and DATABASE_URL to an empty database." if connection.vendor == "postgresql" else ".")
        )
    for relative in contents.files(settings.DATA_DIR / "backups"):
        kept = f"files/{relative}"
        if relative in MADE_AT_START or (
            kept in sums and same(settings.DATA_DIR / relative, backup.path / kept)
        ):
            continue
        raise BackupRefused(
            f"{settings.DATA_DIR / relative} is in the way, and a restore overwrites nothing. "
            "Set DATA_DIR to an empty folder."
        )


def _put_back(backup: Backup, told: Told, leave_out: LeaveOut | None) -> None:
    for path, right in backup.sums.items():
        source = backup.file(path)
        is_database = path in database.NAMES.values()
        target = None if is_database else settings.DATA_DIR / path.removeprefix("files/")
        if source.exists() and _sum_when_put(source, target) == right:
            told("restored", source.stat().st_size)
            continue
        if is_database or leave_out is None:
            raise BackupRefused(_damage(source, is_database=is_database))
        if target:
            target.unlink(missing_ok=True)
        leave_out(path)
    database.load(backup.path)


def _sum_when_put(source: Path, target: Path | None) -> str:
    if target is None:
        return sum_of(source)
    return sum_of(target) if same(source, target) else copy(source, target)


def _damage(source: Path, *, is_database: bool) -> str:
    what = "is damaged: its sum is not the one that was written down" if source.exists() else "is missing"
    said = f"{source} {what}. Restore another backup."
    more = " Or call it again with --without-damaged: such files are left out then, and told."
    return said if is_database else said + more
