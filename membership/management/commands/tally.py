"""`manage.py tally`: work the figures of the page “Gifts” out again from the books."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from membership import tallying


class Command(BaseCommand):
    help = "Work the figures of the page “Gifts” out again from the books, as after a change of TIME_ZONE."

    def handle(self, **_options: Any) -> None:
        rows = tallying.anew()
        self.stdout.write(f"{rows} sums were worked out.")
