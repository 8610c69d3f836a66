"""A bank's CSV with the lines that a test needs, pledges to be named in them, and who takes them in."""

from __future__ import annotations

import pytest

from membership import bank_imports
from membership.models import Donation
from membership.transfers import references
from tests.builders.gifts import make_donation, person

HEAD = '"Date";"Payer";"Description";"Amount";"Currency";"Transaction ID"'


@pytest.fixture
def manager():
    return person("petra", "receive_donation", "view_bankstatement", "view_donation")


@pytest.fixture
def desk(client, manager):
    client.force_login(manager)
    return client


def pledge(**told) -> Donation:
    return make_donation(**{"reference": references.make("HL"), "name": "Hanne Oduya", **told})


def csv(*lines: tuple, first: int = 1) -> bytes:
    """(text, amount[, payer[, day[, currency]]]) for each line; each has a number of its own."""
    rows = [HEAD]
    for number, line in enumerate(lines, start=first):
        text, amount, payer, day, currency = (*line, *("Jonas Adler", "2026-03-02", "EUR")[len(line) - 2 :])
        rows.append(f'"{day}";"{payer}";"{text}";"{amount}";"{currency}";"B{number}"')
    return "\n".join(rows).encode()


def seen(*lines: tuple, **told) -> list[tuple[str, str]]:
    """What would become of each line: outcome, and why."""
    return [(line.outcome, line.why) for line in bank_imports.preview(csv(*lines, **told), "march.csv").lines]
