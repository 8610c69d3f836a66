"""`manage.py backup`: database and files of one moment, while the site goes on running."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from newsroom import backups, media


class Command(BaseCommand):
    help = "Back up database and files of one moment, checksummed. An interrupted backup is gone on with."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to",
            required=True,
            type=_folder,
            metavar="FOLDER",
            help="Where backups are put, a folder each.",
        )
        parser.add_argument(
            "--keep", type=int, metavar="N", help="Delete the oldest afterwards, until N are left."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = {"copied": 0, "unchanged": 0, "database": 0}
        with tqdm(unit="B", unit_scale=True, disable=None, leave=False) as bar:

            def told(step: str, size: int) -> None:
                count[step] += 1
                bar.set_description(step, refresh=False)
                bar.update(size)

            try:
                made = backups.make(options["to"].resolve(), keep=options["keep"], told=told)
            except backups.BackupRefused as error:
                raise CommandError(str(error)) from error
        self.stdout.write(
            f"{made.path}: the database and {count['copied'] + count['unchanged']} files, "
            f"{count['copied']} of them new."
        )
        if not media.are_on_disk():
            self.stdout.write("Pictures are in the bucket of MEDIA_STORAGE, not here: have that copied too.")


def _folder(said: str) -> Path:
    # Of a script whose variable is not set: the backup would stand among the program.
    if not said.strip():
        raise ArgumentTypeError("no folder is named.")
    return Path(said)
