"""Hold our books against the provider's: what never came is fetched, what differs is listed."""

from argparse import ArgumentTypeError
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from membership.books import reconciling
from membership.models import Comparison
from membership.money import Money
from membership.periods import midnight
from membership.providers.base import Provider, ProviderError

#: Gifts of which nothing was heard that are asked after at once.
AT_ONCE = 100


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no day. Write it as 2026-10-31.") from error


class Command(BaseCommand):
    help = "Fetch what the provider has told nobody, compare its account with our ledger, list what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--since", type=day, metavar="DAY", help="From this day on; else from the first of last month."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Apply nothing and write no comparison down."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        asked = reconciling.in_use()
        if not asked:
            self.stdout.write("No provider is set up that keeps an account of ours.")
            return
        first = options["since"] or (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
        since = midnight(first)
        made: list[Comparison] = []
        for through in asked:
            try:
                made += self._one(through, since, dry=options["dry_run"])
            except ProviderError as error:
                raise CommandError(f"{through.slug}: {error}", returncode=2) from error
        if not all(comparison.agrees for comparison in made):
            raise CommandError("Our books and the provider's differ; see above.", returncode=1)

    def _one(self, through: Provider, since: datetime, *, dry: bool) -> list[Comparison]:
        until = timezone.now()
        if not dry:
            found = reconciling.listen(through, since=since)
            worked = reconciling.work_due()
            asked = reconciling.settle_stuck(most=AT_ONCE)
            self.stdout.write(
                f"{through.slug}: {found} events found, {worked} worked, {asked} gifts asked after."
            )
        if not through.caps().account:
            return []
        with tqdm(desc=f"{through.slug}: lines of the account", disable=None) as bar:
            made = reconciling.compare(through, since, until, keep=not dry, told=bar.update)
        for comparison in made:
            self._tell(comparison)
        return made

    def _tell(self, comparison: Comparison) -> None:
        def money(minor: int) -> str:
            return Money(minor, comparison.currency).printed

        self.stdout.write(
            f"{comparison.provider}, {comparison.currency}: {comparison.lines} lines; ours "
            f"{money(comparison.ours_minor)}, theirs {money(comparison.theirs_minor)}, difference "
            f"{comparison.difference.printed}; charges {money(comparison.fees_minor)}, paid out "
            f"{money(comparison.paid_out_minor)}."
        )
        for one in comparison.differences:
            ours, theirs = (
                "unknown" if one[side] is None else money(one[side]) for side in ("ours", "theirs")
            )
            self.stdout.write(f"  {one['kind']} {one['reference']}: ours {ours}, theirs {theirs}")
