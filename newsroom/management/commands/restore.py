"""`manage.py restore BACKUP`: into an empty DATA_DIR and an empty database."""

from __future__ import annotations

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

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(unit="B", unit_scale=True, disable=None, leave=False) as bar:
            try:
                restored = backups.restore(
                    options["backup"].resolve(), told=lambda _step, size: bar.update(size)
                )
            except backups.BackupRefused as error:
                raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored as of {restored.about.made}: {len(restored.sums)} files. "
            "Check it with “manage.py verify”, then start the site."
        )
