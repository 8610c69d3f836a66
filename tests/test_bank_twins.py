"""One transfer that the bank tells in two formats, or under two names of an account, is never booked twice."""

from __future__ import annotations

from datetime import date

import pytest

from membership import bankbooks, columns, statements
from membership.models import BankReturn, Payment
from membership.money import Money
from tests.bank_files import manager, pledge  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
IBAN = "DE89370400440532013000"


def table(text: str, *, payer: str = "Hanne Oduya", amount: str = "8.00", day: int = 2) -> bytes:
    return f"Date;Amount;Payer;Text\n2026-03-{day:02d};{amount};{payer};{text}\n".encode()


def swift(text: str, *, account: str = IBAN, day: int = 4, mark: str = "C") -> bytes:
    told = f":61:2603{day:02d}{mark}8,00NTRFNONREF//R{day}\n:86:166?20{text}?32ODUYA HANNE\n"
    return f":20:X\n:25:{account}\n:60F:{'C'}260301EUR0,00\n{told}".encode()


@pytest.mark.parametrize("interval", ["monthly", "once"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_transfer_that_comes_in_two_formats_on_two_days_is_asked_about(manager, interval, turned):
    gift = pledge(interval=interval)
    files = [(table(gift.reference), "march.csv"), (swift(gift.reference), "march.sta")]
    first, second = reversed(files) if turned else files
    bankbooks.take_in(*first, manager)

    report = bankbooks.take_in(*second, manager)

    assert (report.booked, gift.received) == ([], Money(800, "EUR"))
    [line] = bankbooks.again(report.waiting)
    day = "4 Mar 2026" if turned else "2 Mar 2026"
    why = f"A credit of the same amount, of {day}, was taken in with {first[1]}. Is it the same transfer?"
    assert (line.outcome, line.donation, line.why) == ("unclear", gift, why)
    bankbooks.book(report.waiting[0], gift, manager)
    assert Payment.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (table("For the paper"), swift("FUER DIE ZEITUNG")),
        (table("Oduya, Hanne: for the paper", payer=""), swift("FUER DIE ZEITUNG")),
    ],
)
def test_without_a_reference_the_payer_tells(manager, first, second):
    gift = pledge(interval="monthly")
    [by_hand] = bankbooks.take_in(first, "march.csv", manager).waiting
    bankbooks.book(by_hand, gift, manager)

    [line] = bankbooks.preview(second, "march.sta").lines

    assert (line.outcome, "Is it the same transfer?" in line.why) == ("unclear", True)


def test_what_is_another_transfer_is_booked(manager):
    gift, other = pledge(interval="monthly"), pledge(interval="monthly")
    bankbooks.take_in(table(gift.reference), "march.csv", manager)
    bankbooks.take_in(swift(other.reference, account="NL91ABNA0417164300"), "nl.sta", manager)

    for data in (
        swift(gift.reference, day=8),
        swift(pledge(interval="monthly").reference),
        table(gift.reference, day=4),
        swift(other.reference, day=5),
    ):
        [line] = bankbooks.preview(data, "a").lines
        assert (line.outcome, line.why) == ("books", "")


def test_how_many_files_and_lines_there_are_costs_no_query(manager, django_assert_num_queries):
    gift = pledge(interval="monthly")
    bankbooks.take_in(table(gift.reference), "march.csv", manager)
    told = statements.read(swift(gift.reference), "a", currency="EUR").credits
    many = statements.read(
        b"-\n".join(swift(gift.reference, day=day) for day in range(3, 30)), "a", currency="EUR"
    ).credits

    for credits_told in (told, many):
        with django_assert_num_queries(2):
            bankbooks.twins.twins([(one, "MT940") for one in credits_told], ["HL"])


def test_a_return_of_an_account_with_a_new_name_is_the_one_that_was_handled(manager):
    gift = pledge(interval="monthly")
    data = (
        "Date;Amount;Payer;Text;Reference\n"
        f"2026-03-02;8.00;Hanne Oduya;{gift.reference};a\n"
        f"2026-03-05;-8.00;Hanne Oduya;{gift.reference};Rücklastschrift\n"
    ).encode()
    sheet = statements.table_of(data, "x.csv").sheet
    shape = statements.guessed(sheet)
    first, second = (
        columns.show(statements.LAYOUT, sheet, shape, manager, account=account)
        for account in ("Giro", "Girokonto")
    )
    bankbooks.take_in(data, "a.csv", manager, first)
    bankbooks.book_back(BankReturn.objects.get(), manager, gift)

    longer = data + b"2026-03-09;1.00;Jon;new;b\n"
    seen = bankbooks.preview(longer, "b.csv", second)
    bankbooks.take_in(longer, "b.csv", manager, second)

    assert (seen.backs, BankReturn.objects.count()) == ((), 1)
    assert gift.received == Money(0, "EUR")
    assert {row.booked_on for row in BankReturn.objects.all()} == {date(2026, 3, 5)}
