"""What the tests of returned transfers share: April 2026, a gift of €12.50, and statements that bring and return."""

from __future__ import annotations

import pytest
import time_machine

from membership import bank_imports
from membership.books import discrepancies
from membership.models import BankReturn, Payment
from tests.builders.bank_files import pledge
from tests.builders.books import day
from tests.builders.gifts import person
from tests.builders.mt940 import mt940


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(day("2026-03-01"), tick=False) as clock:
        clock.move_to(day("2026-04-10"))
        yield clock


@pytest.fixture
def manager():
    return person("petra", "receive_donation", "close_books", "refund_donation")


@pytest.fixture
def gift():
    return pledge(minor=1250)


def take(*entries: tuple, by, **told):
    return bank_imports.take_in(mt940(*entries, **told), "march.sta", by)


def paid(gift, by, amount: str = "12,50", on: str = "0302") -> Payment:
    (payment,) = take(("C", amount, gift.reference, "Hanne Oduya", on), by=by).booked
    return payment


def judged() -> list[tuple[str, str]]:
    return [(back.verdict, back.why) for back in bank_imports.judge_rows(BankReturn.objects.order_by("pk"))]


def open_ones(user) -> list[discrepancies.Discrepancy]:
    return [one for one in discrepancies.listed(user) if one.kind == "returned"]
