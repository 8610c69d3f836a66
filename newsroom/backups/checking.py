"""Whether a backup is whole: every file there, every byte as it was."""

from collections.abc import Iterator
from pathlib import Path

from newsroom.backups import database
from newsroom.backups.copying import sum_of
from newsroom.backups.folders import Backup
from newsroom.backups.making import Told, untold


def check(path: Path, *, told: Told = untold) -> Iterator[str]:
    """What is wrong with this backup, as sentences. Raises BackupRefused if it is none."""
    backup = Backup(path)
    about, sums = backup.about, backup.sums
    for name, right in sums.items():
        try:
            found = sum_of(backup.file(name))
            told("checked", backup.file(name).stat().st_size)
        except OSError as error:
            yield f"{name} cannot be read: {error.strerror}."
        else:
            if found != right:
                yield f"{name} is damaged: its sum is not the one that was written down."
    for name in backup.unlisted(sums):
        yield f"{name} is not in the list of files (SHA256SUMS): the list was cut short."
    if database.NAMES.get(about.database) not in sums:
        yield "The list of files (SHA256SUMS) does not name the database."
    elif wrong := database.problem(path):
        yield wrong
