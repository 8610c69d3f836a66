"""Would gifts by card arrive? Tried with the newsroom's own test key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from membership.providers.stripe import selfcheck


class Command(BaseCommand):
    help = "Try with your own Stripe test key whether gifts would arrive, and say what to do if not."
    # What is wrong with the settings is said here, in its place.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--read-only",
            action="store_true",
            help="Only look; nothing is made. The one way with a live key.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for step in selfcheck.run(read_only=options["read_only"]):
            failed += not step.well
            style = self.style.SUCCESS if step.well else self.style.ERROR
            self.stdout.write(style(f"{'✓' if step.well else '✗'} {step.sentence}"))
            if step.advice:
                self.stdout.write("  " + step.advice.replace("\n", "\n  "))
        if failed:
            raise CommandError(f"{failed} of the steps went wrong; each says above what to do.")
        self.stdout.write(
            "All is well. What remains is one gift in a browser, with card 4242 4242 4242 4242."
        )
