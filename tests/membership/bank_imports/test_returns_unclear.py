"""What a bank took back and is not plainly one payment's: it is asked about, with what is known of it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from membership import bank_imports, giving
from membership.models import BankReturn, BankStatement
from membership.money import Money
from tests.builders.bank_files import csv, pledge
from tests.builders.books import day
from tests.builders.returned import gift, judged, manager, paid, take, today  # noqa: F401 (fixtures)
from tests.measuring.plans import plans

pytestmark = pytest.mark.django_db


def test_the_same_return_from_another_export_is_asked_about_and_not_booked_on_another_month(manager):
    gift = pledge(minor=1250, interval="monthly")
    for on in ("0202", "0302"):
        paid(gift, manager, on=on)
    take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager)
    bank_imports.book_back(BankReturn.objects.get(), manager)
    take(("RC", "12,50", f"RUECK {gift.reference}", "Bank", "0306"), by=manager)
    take(("RC", "12,50", "RUECKUEBERWEISUNG", "Hanne Oduya", "0306"), by=manager)
    _first, *others = BankReturn.objects.order_by("pk")

    told = [(back.verdict, back.why) for back in bank_imports.judge_rows(others)]

    why = "€12.50 are booked back as returned on 5 Mar 2026 already. Is it the same return?"
    assert told == [("unclear", why), ("unclear", why)]
    with pytest.raises(giving.Refused, match="Is it the same return"):
        bank_imports.book_back(others[0], manager)
    assert gift.received == Money(1250, "EUR")
    bank_imports.book_back(others[0], manager, gift)  # somebody says that it is not
    assert gift.received == Money(0, "EUR")


def test_a_payment_of_long_before_is_asked_about(gift, manager, today):
    paid(gift, manager)
    today.move_to(day("2026-06-20"))
    take(("RC", "12,50", gift.reference, "Bank", "0615"), by=manager)

    assert judged() == [("unclear", "The payment of 2 Mar 2026 came long before it. Is it that one?")]


def test_what_names_two_gifts_is_left_to_a_person(gift, manager):
    other = pledge(minor=1250)
    for each in (gift, other):
        paid(each, manager)
    take(("RC", "12,50", f"{gift.reference} {other.reference}", "Bank", "0305"), by=manager)

    why = f"It names several gifts: {gift.reference}, {other.reference}."
    assert judged() == [("several", why)]


@pytest.mark.parametrize(("names_it", "payer"), [(True, "Bank"), (False, "Hanne Oduya")])
def test_a_credit_that_waits_and_went_back_is_told_of(manager, names_it, payer):
    gift = pledge(minor=1250, currency="CHF")
    take(("C", "12,50", gift.reference), by=manager)  # in another currency: it waits
    take(("RC", "12,50", gift.reference if names_it else "RUECK", payer, "0305"), by=manager)

    ((verdict, why),) = judged()

    assert verdict == "unmatched"
    assert why.startswith("The credit of 2 Mar 2026 came before it, and is booked for no gift.")


def test_many_returns_without_a_reference_ask_no_more_than_one(manager, django_assert_num_queries):
    for number in range(4):
        paid(pledge(minor=1250 + number), manager, f"12,5{number}")
        take(("RC", f"12,5{number}", "RUECK", "Hanne Oduya", "0305"), by=manager)
    rows = list(BankReturn.objects.all())
    with CaptureQueriesContext(connection) as one:
        bank_imports.judge_rows(rows[:1])

    with django_assert_num_queries(len(one)):
        assert [back.verdict for back in bank_imports.judge_rows(rows)] == ["fits"] * 4
    with plans('FROM "membership_bankcredit"') as told:
        bank_imports.judge_rows(rows)
    assert ["bankcredit_alike" in plan for plan in told] == [True]


def test_money_that_went_out_with_the_reference_of_a_gift_is_asked_about(gift, manager):
    paid(gift, manager)
    data = csv(
        (f"Rückgabe {gift.reference} AC04", "-12.50", "Bank", "2026-03-05"),
        ("Rent", "-12.50", "Landlord", "2026-03-05"),
    )

    seen = bank_imports.preview(data, "march.csv")
    bank_imports.take_in(data, "march.csv", manager)

    assert [(back.told.money.minor, back.verdict) for back in seen.backs] == [(-1250, "unclear")]
    assert [one.reason for one in seen.left_out] == ["debit"]
    ((verdict, why),) = judged()
    assert (verdict, why.startswith("The bank calls it money that went out.")) == ("unclear", True)
    assert bank_imports.preview(data, "march.csv").backs == ()
    row = BankReturn.objects.get()
    with pytest.raises(giving.Refused, match="money that went out"):
        bank_imports.book_back(row, manager)
    bank_imports.book_back(row, manager, gift)
    assert gift.received == Money(0, "EUR")


def test_two_entries_alike_of_which_the_bank_calls_one_a_return_are_two(gift, manager):
    data = (
        "Date;Type;Payer;Description;Amount\n"
        f"2026-03-15;Returned payment;Bank;{gift.reference};-12.50\n"
        f"2026-03-15;Transfer;Bank;{gift.reference};-12.50\n"
    ).encode()

    bank_imports.take_in(data, "march.csv", manager)

    assert len(set(BankReturn.objects.values_list("reference", flat=True))) == 2


def test_a_statement_stands_with_what_it_takes_back_or_not_at_all(gift, manager, monkeypatch):
    def breaks(*args, **told):
        raise IntegrityError("of our own making")

    monkeypatch.setattr(BankReturn.objects, "create", breaks)

    # Nobody else was there: it is not told as if.
    with pytest.raises(IntegrityError):
        take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager)
    assert not BankStatement.objects.exists()


def test_a_return_in_another_currency_than_the_gift_says_so(manager):
    gift = pledge(minor=1250, currency="CHF")
    take(("RC", "12,50", gift.reference, "Bank", "0305"), by=manager)

    assert judged() == [("unmatched", "The gift was promised in CHF.")]
