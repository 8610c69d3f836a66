"""The page “Months” holds the ledger against the bank's statements, with what the bank took back."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from membership import bank_imports, giving
from membership.books import closing, discrepancies
from membership.models import BankReturn, MonthClose, Payment, Resolution
from membership.money import Money
from tests.builders.bank_files import pledge
from tests.builders.books import day
from tests.builders.gifts import person, text
from tests.builders.returned import gift, manager, paid, take, today  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


def sums() -> tuple[int, int]:
    """What the ledger has of the bank's statements, and what is on them, as the page says."""
    (proof,) = closing.last_proof()
    return proof.banked.minor, proof.bank.minor


@pytest.fixture
def returned(gift, manager) -> BankReturn:
    """€12.50 and €20 came; €12.50 went back."""
    paid(gift, manager)
    paid(pledge(minor=2000), manager, "20,00")
    take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager)
    return BankReturn.objects.get()


def test_what_the_bank_took_back_differs_until_it_is_booked_back(returned, manager, client):
    client.force_login(person("paula", "view_monthclose"))
    before, shown = sums(), text(client.get("/admin/membership/months/"))

    bank_imports.book_back(returned, manager)

    assert (before, sums()) == ((3250, 2000), (2000, 2000))
    assert "They differ" in shown
    assert "To the penny" in text(client.get("/admin/membership/months/"))


@pytest.mark.parametrize("how", ["recorded", "not-ours"])
def test_what_was_settled_without_a_line_is_on_neither_side(returned, manager, how):
    discrepancies.resolve("returned", str(returned.pk), how, by=manager, note="It is the one of March")
    before = sums()

    bank_imports.book_back(returned, manager)

    assert (before, sums()) == ((3250, 3250), (2000, 2000))


def test_a_credit_that_was_settled_and_is_booked_all_the_same_is_on_both_sides(gift, manager):
    (credit,) = take(("C", "9,00", "For the paper", "Hanne Oduya", "0302"), by=manager).waiting
    Resolution.objects.create(kind="credit", about=str(credit.pk), how="not-ours", by=manager)

    bank_imports.book(credit, gift, manager)

    assert sums() == (900, 900)


def test_money_of_ours_that_came_back_differs_until_somebody_has_said_what_it_is(gift, manager):
    paid(gift, manager)
    take(("RD", "3,00", "RUECK", "Bank", "0305"), by=manager)
    before = sums()

    discrepancies.resolve("returned", str(BankReturn.objects.get().pk), "not-ours", by=manager, note="Rent")

    assert (before, sums()) == ((1250, 1550), (1250, 1250))


# --- marked received by hand
def marked(on: str, by, minor: int = 1250) -> None:
    with time_machine.travel(day("2026-02-20"), tick=False):
        promised = pledge(minor=minor)
    giving.receive(promised, by=by, amount=Money(minor, "EUR"), at=date.fromisoformat(on))


def unbrought() -> tuple[int, int]:
    (proof,) = closing.last_proof()
    return proof.unbrought, proof.unbrought_sum.minor


@pytest.mark.parametrize("on", ["2026-03-05", "2026-03-31"])
def test_a_mark_that_no_statement_has_brought_is_named_beside_the_verdict(gift, manager, client, on):
    paid(gift, manager)
    marked(on, manager, 900)
    marked("2026-04-01", manager, 700)
    client.force_login(person("paula", "view_monthclose"))

    (proof,) = closing.last_proof()
    shown = text(client.get("/admin/membership/months/"))

    assert (proof.unbrought, proof.unbrought_sum) == (1, Money(900, "EUR"))
    assert (proof.by_hand, proof.by_hand_sum) == (1, Money(700, "EUR"))
    assert "1 transfer marked received is on no statement" in shown
    assert "Marked received, on no statement 1 line €9.00" in shown
    assert "To the penny" not in shown
    assert "They differ" not in shown
    # Nobody takes cards here.
    assert ("provider’s account" in shown, "Lines in payouts" in shown) == (False, False)


def test_a_mark_stands_for_one_credit_of_its_amount_about_its_day(gift, manager):
    for on in ("2026-03-05", "2026-03-08", "2026-03-25"):
        marked(on, manager)
    took = take(("C", "12,50", "For the paper", "Hanne Oduya", "0312"), by=manager)
    (credit,) = took.waiting
    waiting = unbrought()

    discrepancies.resolve("credit", str(credit.pk), "recorded", by=manager, note="Marked on the 5th")

    assert waiting == unbrought() == (2, 2500)
    assert sums() == (0, 0)


def test_a_mark_that_was_taken_back_is_not_named(gift, manager):
    paid(gift, manager)
    marked("2026-03-05", manager)
    payment = Payment.objects.get(at__date="2026-03-05")
    giving.refund(payment, amount=payment.amount, reason="It never came", by=manager)

    assert unbrought() == (0, 0)


@pytest.mark.parametrize(("how", "named"), [("transfer", 1), ("cash", 0), ("cheque", 0)])
def test_cash_and_cheques_are_on_no_statement_as_such(gift, manager, how, named):
    paid(gift, manager)
    found = giving.ArrivedMoney(name="Jo Lind", amount=Money(500, "EUR"), on=date(2026, 3, 9), how=how)

    giving.take(found, by=manager, token=how)

    assert unbrought() == (named, 500 * named)


# --- closed months
def test_the_list_of_closed_months_names_the_month_and_begins_its_seal(manager, client):
    made = MonthClose.objects.create(
        month=date(2025, 12, 1), totals={}, seal="0123456789ab" + "c" * 52, closed_by=manager
    )
    client.force_login(person("paula", "view_monthclose"))

    shown = text(client.get("/admin/membership/monthclose/"))
    own = text(client.get(f"/admin/membership/monthclose/{made.pk}/change/"))

    assert ("December 2025" in shown, "0123456789ab" in shown, made.seal in shown) == (True, True, False)
    assert ("December 2025" in own, made.seal in own) == (True, True)
