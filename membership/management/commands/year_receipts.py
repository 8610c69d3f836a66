"""The year's receipts, or statements, for all donors at once."""

import sys
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count
from tqdm import tqdm

from membership.models import YearAnswer, YearRun
from membership.receipts import Refused, all_donors
from newsroom.models import User


class Command(BaseCommand):
    help = (
        "Write the receipts of a year for all donors, one after the other. Interrupted, it goes on where it "
        "was when it is run again; nobody gets two."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, help="A year that is over, such as 2026.")
        parser.add_argument("--by", metavar="USER", help="Who issues them: a name that signs in at the desk.")
        parser.add_argument("--currency", default="", help="Such as CHF. Without it the newsroom's own.")
        parser.add_argument("--mail", action="store_true", help="Mail each paper to its donor.")
        parser.add_argument(
            "--statements", action="store_true", help="Mail the list of the year's gifts; no receipts."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say who would get what.")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"] or "").first()
        if by is None:
            raise CommandError("Say who issues them: --by and a name that signs in at the desk.")
        what = YearRun.What.STATEMENTS if options["statements"] else YearRun.What.RECEIPTS
        try:
            run = all_donors.begin(
                options["year"],
                what,
                currency=options["currency"],
                rehearsal=options["dry_run"],
                mailed=options["mail"] or options["statements"],
                by=by,
                job=False,
            )
            self._go_on(run)
        except (Refused, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        self._tell(run)

    def _go_on(self, run: YearRun) -> None:
        if run.done:
            self.stdout.write(f"Going on behind {run.done} of {run.total} donors.")
        answers = all_donors.go_on(run)
        for _answer in tqdm(answers, total=run.total, initial=run.done, file=sys.stderr, unit="donor"):
            pass

    def _tell(self, run: YearRun) -> None:
        if run.rehearsal:
            self.stdout.write("Nothing was written. This is what would become of each donor:")
        for row in run.answers.values("result").annotate(number=Count("pk")).order_by("result"):
            self.stdout.write(f"{row['number']:>8}  {YearAnswer.Result(row['result']).label}")
        none = run.answers.filter(result__in=all_donors.NO_PAPER).order_by("member")
        for member, result, reason in none.values_list("member", "result", "reason").iterator():
            label = YearAnswer.Result(result).label
            self.stdout.write(f"member {member}: {label}. {reason}")
