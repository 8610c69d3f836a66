"""`manage.py tally`: work the figures of the page “Gifts” out again from the books."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from membership.books.reports import tallying


class Command(BaseCommand):
    help = (
        "Work the figures of the page “Gifts” out again from the books, as after a change of TIME_ZONE. "
        "The site may run meanwhile."
    )

    def handle(self, **_options: Any) -> None:
        with tqdm(total=tallying.everybody(), unit="people", disable=None) as bar:
            sums = tallying.anew(bar.update)
        self.stdout.write(f"{sums} sums were worked out.")
