"""The newsroom tries its own key."""

from __future__ import annotations

from io import StringIO

from django.core.management import CommandError, call_command

from membership.providers.stripe import selfcheck
from tests.driving.stripe_ways import stripe  # noqa: F401


def check(*options: str) -> tuple[str, str]:
    """What the command says, and how it ended."""
    out = StringIO()
    try:
        call_command("stripe_selfcheck", *options, stdout=out, no_color=True)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def steps(**options) -> list[selfcheck.Step]:
    return list(selfcheck.run(**{"read_only": False, **options}))


def failed(**options) -> list[str]:
    return [step.sentence for step in steps(**options) if not step.well]
