"""`manage.py verify`: the newsroom as it stands; `manage.py verify BACKUP`: a backup."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from newsroom import backups, verification


class Command(BaseCommand):
    help = "Verify the newsroom (chains, seals, files), or that a backup is whole."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "backup", nargs="?", type=Path, metavar="BACKUP", help="A backup; else the newsroom."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["backup"]:
            wrong = self._backup(options["backup"].resolve())
        else:
            wrong = sum(self._one(check.name, check.find()) for check in verification.checks)
        if wrong:
            raise CommandError(f"{wrong} things are not as they should be; see above.", returncode=1)
        self.stdout.write("All is as it should be.")

    def _one(self, name: str, found: Iterable[str | None]) -> int:
        right = wrong = 0
        for sentence in tqdm(found, desc=name, disable=None, leave=False):
            if sentence is None:
                right += 1
                continue
            wrong += 1
            self.stdout.write(f"  {sentence}")
        self.stdout.write(f"{name}: {right} right, {wrong} wrong")
        return wrong

    def _backup(self, path: Path) -> int:
        wrong = 0
        with tqdm(unit="B", unit_scale=True, disable=None, leave=False) as bar:
            try:
                for sentence in backups.check(path, told=lambda _step, size: bar.update(size)):
                    wrong += 1
                    self.stdout.write(sentence)
            except backups.BackupRefused as error:
                raise CommandError(str(error)) from error
        return wrong
