"""`manage.py verify`: the newsroom as it stands; `manage.py verify BACKUP`: a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from newsroom import backups, verification
from newsroom.verification import Check, Mendable, NotMended


class Command(BaseCommand):
    help = (
        "Verify the newsroom (chains, seals, files), or that a backup is whole. Files that pages show of a "
        "picture are made anew from its original if they are missing or damaged; nothing else is written. "
        "Exit code 1 if something is wrong that cannot be made anew."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "backup", nargs="?", type=Path, metavar="BACKUP", help="A backup; else the newsroom."
        )
        parser.add_argument("--dry-run", action="store_true", help="Write nothing: only say what is wrong.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["backup"]:
            wrong = self._backup(options["backup"].resolve())
        else:
            wrong = sum(self._one(check, mend=not options["dry_run"]) for check in verification.checks)
        if wrong:
            raise CommandError(f"Not as it should be: {wrong}; see above.", returncode=1)
        self.stdout.write("All is as it should be.")

    def _one(self, check: Check, *, mend: bool) -> int:
        """How many things are wrong and stay so."""
        right = mended = wrong = 0
        total = check.count() if check.count else None
        for found in tqdm(check.find(), desc=check.name, total=total, disable=None, leave=False):
            if found is None:
                right += 1
                continue
            sentence, is_mended = _mended(found, mend=mend)
            mended += is_mended
            wrong += not is_mended
            self._say(f"  {sentence}")
        made = f", {mended} made anew" if mended else ""
        counted = f"{right} right, {wrong} wrong{made}" if right + mended + wrong else check.nothing
        self._say(f"{check.name}: {counted}")
        return wrong

    def _say(self, line: str) -> None:
        with tqdm.external_write_mode():
            self.stdout.write(line)

    def _backup(self, path: Path) -> int:
        wrong = 0
        with tqdm(unit="B", unit_scale=True, disable=None, leave=False) as bar:
            try:
                for sentence in backups.check(path, told=lambda _step, size: bar.update(size)):
                    wrong += 1
                    self._say(sentence)
            except backups.BackupRefused as error:
                raise CommandError(str(error)) from error
        return wrong


def _mended(found: str | Mendable, *, mend: bool) -> tuple[str, bool]:
    """What to say of it, and whether it is right now."""
    if isinstance(found, str):
        return found, False
    if not mend:
        return f"{found.sentence} Without --dry-run it is made anew.", False
    try:
        found.mend()
    except NotMended as why:
        return f"{found.sentence} {why}", False
    return f"{found.sentence} Made anew.", True
