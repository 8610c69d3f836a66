"""`manage.py restore BACKUP`: into an empty DATA_DIR and an empty database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from newsroom import backups


class Command(BaseCommand):
    help = "Restore a backup into an empty DATA_DIR (and an empty database). It overwrites nothing."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, metavar="BACKUP", help="Such as …/2026-11-28T020000Z.")
        parser.add_argument(
            "--without-damaged",
            action="store_true",
            help="Where no better backup is left: leave out what is damaged or missing, and say which.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        damaged: list[str] = []
        with tqdm(unit="B", unit_scale=True, disable=None, leave=False) as bar:
            try:
                restored = backups.restore(
                    options["backup"].resolve(),
                    told=lambda _step, size: bar.update(size),
                    leave_out=damaged.append if options["without_damaged"] else None,
                )
            except backups.BackupRefused as error:
                raise CommandError(str(error)) from error
        for name in damaged:
            self.stdout.write(f"Left out, as it is damaged or missing: {name}")
        self.stdout.write(
            f"Restored as of {restored.about.made}: {len(restored.sums) - len(damaged)} files. "
            "Check it with “manage.py verify”, then start the site."
        )
