"""A list of donors as CSV, to the terminal or into a file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from membership.members import lists
from newsroom.models import User


class Command(BaseCommand):
    help = (
        "Write a list of donors as CSV: members, gifts, consents (who may be written to, by what right) or "
        "withdrawn (who took that back). Who took it stands in the audit trail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("list", choices=lists.LISTS)
        parser.add_argument(
            "--by", metavar="USER", required=True, help="Who takes it: a name that signs in at the desk."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"]).first()
        if by is None:
            raise CommandError("Nobody signs in at the desk by that name.")
        try:
            rows = lists.export(options["list"], by)
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        for line in lists.as_csv(rows):
            self.stdout.write(line.decode() if isinstance(line, bytes) else line, ending="")
