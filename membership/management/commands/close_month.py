"""Close a month of the books."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from membership.books import closing
from membership.models import MonthClose
from membership.money import Money
from membership.tables import csv_cells
from newsroom.models import User


class Command(BaseCommand):
    help = "Close a month of the books: its lines are summed up, sealed, and belong to it for good."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("month", help="Such as 2026-10.")
        parser.add_argument("--by", metavar="USER", help="Who closes it: a name that signs in at the desk.")
        parser.add_argument("--dry-run", action="store_true", help="Show the totals and what is in the way.")
        parser.add_argument(
            "--csv",
            metavar="FILE",
            help="Close nothing: write the month’s lines as they stand now to this file (-: to the screen).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = re.fullmatch(r"([12][0-9]{3})-(0[1-9]|1[0-2])", options["month"])
        if found is None:
            raise CommandError(f"{options['month']} is no month. Write it as 2026-10.")
        month = date(int(found[1]), int(found[2]), 1)
        if options["csv"]:
            self._write(month, options["csv"])
            return
        if options["dry_run"]:
            self._rehearse(month, options["month"])
            return
        by = User.objects.filter(username=options["by"] or "").first()
        if by is None:
            raise CommandError("Say who closes it: --by and a name that signs in at the desk.")
        try:
            made = closing.close(month, by)
        except (closing.Refused, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        self._tell(made.totals)
        self.stdout.write(f"{options['month']} is closed, sealed {made.seal}.")

    def _write(self, month: date, to: str) -> None:
        if to == "-":
            self.stdout.writelines(csv_cells.written(closing.export(month)))
            return
        try:
            with Path(to).open("w", encoding="utf-8", newline="") as file:
                lines = tqdm(closing.export(month), desc=f"{month:%Y-%m}: lines", disable=None, leave=False)
                file.writelines(csv_cells.written(lines))
        except OSError as error:
            raise CommandError(f"{to} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Nothing was closed. The lines of {month:%Y-%m} are in {to}.")

    def _rehearse(self, month: date, name: str) -> None:
        if MonthClose.objects.filter(month=month).exists():
            self.stdout.write(f"Nothing was closed; {name} is closed already.")
            return
        self.stdout.write(f"Nothing was closed; this is what would be in {name}:")
        totals = closing.totals_of(month)
        self._tell(totals)
        if not totals:
            self.stdout.write("No line of the ledger.")
        if in_the_way := closing.problems(month):
            raise CommandError(f"Nothing was closed, and could not be yet. {' '.join(in_the_way)}")
        self.stdout.write("Nothing is in the way. Leave --dry-run out to close it.")

    def _tell(self, totals: closing.Totals) -> None:
        for currency, side in totals.items():
            said = ", ".join(
                f"{name} {Money(side[name], currency).printed}"
                for name in ("payments", "refunds", "disputes", "reinstated", "fees", "net")
            )
            self.stdout.write(f"{currency}: {said}; {side['lines']} lines, {side['late']} of them late.")
