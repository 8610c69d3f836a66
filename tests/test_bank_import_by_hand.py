"""A transfer that staff marked received, and that the bank's statement brings too: it is asked about."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from membership import bankbooks, giving
from membership.models import BankCredit, Donation, Payment
from membership.money import Money
from tests.bank_files import csv, pledge
from tests.books import day
from tests.by_hand import by_hand
from tests.gifts import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return person("petra", "receive_donation", "close_books")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(day("2026-05-20"), tick=False):
        yield


@pytest.fixture
def gift():
    """Eight euros on the first of each month."""
    gift = pledge(interval="monthly")
    with by_hand():
        Donation.objects.filter(pk=gift.pk).update(promised_at=day("2026-03-01"))
    return Donation.objects.get(pk=gift.pk)


def outcome(gift, amount: str, on: str) -> tuple[str, str]:
    (line,) = bankbooks.preview(csv((gift.reference, amount, "H. Oduya", on)), "may.csv").lines
    return line.outcome, line.why


def mark(gift, manager, minor: int, on: date) -> None:
    giving.receive(gift, by=manager, amount=Money(minor, "EUR"), at=on)


@pytest.mark.parametrize(
    ("amount", "on"), [("8.00", "2026-05-04"), ("8.00", "2026-05-14"), ("9.00", "2026-05-19")]
)
def test_what_was_marked_by_hand_days_apart_or_for_the_same_instalment_is_asked_about(
    gift, manager, amount, on
):
    mark(gift, manager, 800, date(2026, 5, 5))

    found = outcome(gift, amount, on)

    assert found == ("paid", "€8.00 was marked received by hand on 5 May 2026. Is it the same transfer?")


def test_the_next_instalment_is_booked(gift, manager):
    mark(gift, manager, 800, date(2026, 4, 3))

    assert outcome(gift, "8.00", "2026-05-02") == ("books", "")


def test_two_transfers_of_the_statement_are_two_instalments(gift, manager):
    lines = [(gift.reference, "8.00", "H. Oduya", on) for on in ("2026-04-28", "2026-05-04")]

    report = bankbooks.take_in(csv(*lines), "may.csv", manager)

    assert len(report.booked) == 2


def test_a_person_may_book_it_all_the_same(gift, manager):
    mark(gift, manager, 800, date(2026, 5, 5))

    report = bankbooks.take_in(csv((gift.reference, "8.00", "H. Oduya", "2026-05-04")), "may.csv", manager)
    assert (report.booked, report.waiting) == ([], [BankCredit.objects.get()])
    bankbooks.book(BankCredit.objects.get(), gift, manager)

    assert [line.minor for line in Payment.objects.all()] == [800, 800]
