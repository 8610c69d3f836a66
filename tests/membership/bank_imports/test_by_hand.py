"""A transfer that staff marked received, and that the bank's statement brings too: it is asked about."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from membership import bank_imports, giving
from membership.models import BankCredit, Donation, Payment
from membership.money import Money
from tests.builders.bank_files import csv, pledge
from tests.builders.books import day
from tests.builders.by_hand import by_hand
from tests.builders.gifts import person, text
from tests.measuring.plans import goes_by, plans

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


def outcomes(gift, *lines: tuple[str, str]) -> list[tuple[str, str]]:
    """(amount, day) for each credit: what becomes of it, and why."""
    told = [(gift.reference, amount, "H. Oduya", on) for amount, on in lines]
    return [(line.outcome, line.why) for line in bank_imports.preview(csv(*told), "may.csv").lines]


def outcome(gift, amount: str, on: str) -> tuple[str, str]:
    (found,) = outcomes(gift, (amount, on))
    return found


def mark(gift, manager, minor: int, on: date) -> None:
    giving.receive(gift, by=manager, amount=Money(minor, "EUR"), at=on)


def asks(amount: str, on: str) -> str:
    return f"{amount} was marked received by hand on {on}. Is it the same transfer?"


# --- a gift of every month
@pytest.mark.parametrize("on", ["2026-04-25", "2026-05-04", "2026-05-15"])
def test_what_was_marked_by_hand_is_paid_where_amount_and_day_fit(gift, manager, on):
    mark(gift, manager, 800, date(2026, 5, 5))

    assert outcome(gift, "8.00", on) == ("paid", asks("€8.00", "5 May 2026"))


@pytest.mark.parametrize(
    ("amount", "on"), [("8.00", "2026-05-16"), ("9.00", "2026-05-05"), ("80.00", "2026-05-19")]
)
def test_another_amount_or_another_day_of_one_instalment_is_asked_about(gift, manager, amount, on):
    mark(gift, manager, 800, date(2026, 5, 5))

    assert outcome(gift, amount, on) == ("unclear", asks("€8.00", "5 May 2026"))


def test_another_amount_for_the_next_instalment_is_booked(gift, manager):
    mark(gift, manager, 800, date(2026, 4, 23))

    assert outcome(gift, "9.00", "2026-05-02") == (
        "books",
        "€8.00 was promised. It is booked as it came.",
    )


def test_what_was_marked_stands_for_one_credit_of_it_and_the_other_is_booked(gift, manager):
    mark(gift, manager, 800, date(2026, 5, 5))

    found = outcomes(gift, ("8.00", "2026-05-04"), ("8.00", "2026-05-12"))

    assert [how for how, _why in found] == ["paid", "books"]


def test_what_was_marked_stands_for_one_credit_of_all_files(gift, manager):
    mark(gift, manager, 800, date(2026, 5, 5))
    bank_imports.take_in(csv((gift.reference, "8.00", "H. Oduya", "2026-05-04")), "may.csv", manager)

    later, copied = (
        bank_imports.preview(csv((gift.reference, "8.00", "H. Oduya", on), first=2), "later.csv").lines[0]
        for on in ("2026-05-12", "2026-05-04")
    )

    assert later.outcome == "books"
    assert (copied.outcome, copied.why) == (
        "unclear",
        "A credit of the same amount, of 4 May 2026, is booked for no gift. Is it the same transfer?",
    )


def test_credits_like_those_that_were_marked_are_found_by_index(gift, manager):
    mark(gift, manager, 800, date(2026, 5, 5))

    with plans('"booked_on" BETWEEN') as told:
        outcome(gift, "8.00", "2026-05-04")

    assert len(told) == 2
    assert goes_by(told[1:], "bankcredit_alike")


def test_of_several_that_were_marked_each_stands_for_its_own(gift, manager):
    for month in (3, 4):
        mark(gift, manager, 800, date(2026, month, 3))

    found = outcomes(gift, *(("8.00", f"2026-{month:02}-02") for month in (3, 4, 5)))

    assert [how for how, _why in found] == ["paid", "paid", "books"]


def test_the_rest_of_an_instalment_is_booked(gift, manager):
    mark(gift, manager, 300, date(2026, 5, 5))

    assert outcome(gift, "5.00", "2026-05-07")[0] == "books"


def test_what_was_marked_by_hand_and_taken_back_stands_in_nobodys_way(gift, manager):
    mark(gift, manager, 800, date(2026, 5, 5))
    before = outcome(gift, "8.00", "2026-05-07")[0]
    (payment,) = Payment.objects.all()
    giving.refund(
        payment, amount=Money(800, "EUR"), reason="Marked by mistake", by=person("rob", "refund_donation")
    )

    assert (before, outcome(gift, "8.00", "2026-05-07")[0]) == ("paid", "books")


def test_what_the_statement_booked_is_not_marked_by_hand_as_well(gift, manager):
    bank_imports.take_in(csv((gift.reference, "8.00", "H. Oduya", "2026-05-04")), "may.csv", manager)

    with pytest.raises(giving.Refused, match="for this gift on 4 May 2026"):
        mark(gift, manager, 800, date(2026, 5, 6))
    mark(gift, manager, 900, date(2026, 5, 6))  # another amount
    mark(gift, manager, 800, date(2026, 4, 20))  # another instalment

    assert sorted(line.minor for line in Payment.objects.all()) == [800, 800, 900]


def test_what_the_statement_booked_and_went_back_may_come_by_hand(gift, manager):
    bank_imports.take_in(csv((gift.reference, "8.00", "H. Oduya", "2026-05-04")), "may.csv", manager)
    giving.refund(
        Payment.objects.get(), amount=Money(800, "EUR"), reason="Twice", by=person("rob", "refund_donation")
    )

    mark(gift, manager, 800, date(2026, 5, 6))

    assert gift.received == Money(800, "EUR")


# --- a gift once
@pytest.fixture
def single():
    return pledge()


@pytest.mark.parametrize(
    ("amount", "on", "how"),
    [
        ("8.00", "2026-05-10", "unclear"),  # more than was promised, with the part that came
        ("3.00", "2026-05-10", "paid"),
        ("3.00", "2026-05-18", "unclear"),  # the same part again, or that one?
        ("4.00", "2026-05-10", "unclear"),
        ("5.00", "2026-05-10", "books"),  # to the penny what was missing
    ],
)
def test_a_part_that_was_marked_by_hand_hides_no_other_transfer(single, manager, amount, on, how):
    mark(single, manager, 300, date(2026, 5, 5))

    found, why = outcome(single, amount, on)

    assert found == how
    assert (asks("€3.00", "5 May 2026") == why) == (how != "books")


@pytest.mark.parametrize(
    ("amount", "on", "how"),
    [("8.00", "2026-05-05", "paid"), ("8.00", "2026-05-17", "unclear"), ("5.00", "2026-05-05", "unclear")],
)
def test_a_gift_marked_as_paid_in_full_is_paid_by_that_transfer_alone(single, manager, amount, on, how):
    mark(single, manager, 800, date(2026, 5, 5))

    assert outcome(single, amount, on) == (how, asks("€8.00", "5 May 2026"))


def test_half_of_a_gift_that_comes_a_second_time_much_later_is_asked_about(single, manager):
    mark(single, manager, 400, date(2026, 5, 1))

    assert outcome(single, "4.00", "2026-05-18") == ("unclear", asks("€4.00", "1 May 2026"))


@pytest.mark.parametrize(
    ("marked", "on", "named"),
    [(((700, 3), (700, 6)), 7, ("€7.00", 6)), (((800, 5), (700, 18)), 19, ("€8.00", 5))],
)
def test_it_is_asked_about_the_same_amount_first_then_about_the_nearest_day(gift, manager, marked, on, named):
    for minor, day_of_may in marked:
        mark(gift, manager, minor, date(2026, 5, day_of_may))

    assert outcome(gift, "8.00", f"2026-05-{on:02}") == ("unclear", asks(named[0], f"{named[1]} May 2026"))


def test_the_statements_page_says_why_a_credit_waits_and_offers_its_gift(gift, manager, client):
    mark(gift, manager, 800, date(2026, 5, 5))
    data = csv((gift.reference, "9.00", "H. Oduya", "2026-05-07"))
    row = bank_imports.take_in(data, "may.csv", manager).statement
    client.force_login(person("paula", "receive_donation", "view_bankstatement"))

    page = client.get(f"/admin/membership/bankstatement/{row.pk}/change/")

    assert asks("€8.00", "5 May 2026") in text(page)
    assert f'name="reference" value="{gift.reference}"' in page.content.decode()


# --- what else is booked
def test_the_next_instalment_is_booked(gift, manager):
    mark(gift, manager, 800, date(2026, 4, 3))

    assert outcome(gift, "8.00", "2026-05-02") == ("books", "")


def test_two_transfers_of_the_statement_are_two_instalments(gift, manager):
    lines = [(gift.reference, "8.00", "H. Oduya", on) for on in ("2026-04-28", "2026-05-04")]

    report = bank_imports.take_in(csv(*lines), "may.csv", manager)

    assert len(report.booked) == 2


def test_what_an_earlier_statement_brought_is_no_transfer_marked_by_hand(gift, manager):
    bank_imports.take_in(csv((gift.reference, "8.00", "H. Oduya", "2026-05-04")), "may.csv", manager)

    found = bank_imports.preview(csv((gift.reference, "9.00", "H. Oduya", "2026-05-07"), first=2), "late.csv")

    assert [line.outcome for line in found.lines] == ["books"]


def test_a_person_may_book_it_all_the_same(gift, manager):
    mark(gift, manager, 800, date(2026, 5, 5))

    report = bank_imports.take_in(csv((gift.reference, "8.00", "H. Oduya", "2026-05-04")), "may.csv", manager)
    assert (report.booked, report.waiting) == ([], [BankCredit.objects.get()])
    bank_imports.book(BankCredit.objects.get(), gift, manager)

    assert [line.minor for line in Payment.objects.all()] == [800, 800]
