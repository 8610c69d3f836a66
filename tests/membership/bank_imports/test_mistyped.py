"""References that are one letter off: shown with the gift that is probably meant, and never booked by."""

from __future__ import annotations

import pytest

from membership import bank_imports, giving
from membership.models import BankCredit, Payment
from tests.builders.bank_files import csv, desk, manager, pledge, seen
from tests.builders.gifts import fact, person, text
from tests.driving.bank_desk import choose, confirm

__all__ = ["desk", "manager"]
pytestmark = pytest.mark.django_db
ONE_OFF = "Its reference is one letter off from this one. It is booked once somebody says so."


def meant(typed: str) -> list[tuple[str, str]]:
    """Of the only line of a statement: what becomes of it, and the reference of the gift it may be for."""
    lines = bank_imports.preview(csv((typed, "8.00")), "march.csv").lines
    return [(line.outcome, line.donation.reference if line.donation else "") for line in lines]


@pytest.mark.parametrize(
    "typed",
    [
        "HL-7K4R-VX",  # a letter of its body
        "HL-7K4Q-VZ",  # a check character
        "HK-7K4Q-VX",  # the prefix, which nothing checks
        "HL-K74Q-VX",  # two swapped
        "HL-7K4-VX",  # one left out
        "HL-7KK4Q-VX",  # one too many
        "gift hl 7k4r vx thank you",
        "SVWZ+HL-7K4R-VX+",
    ],
)
def test_one_letter_off_is_shown_with_the_gift_that_is_probably_meant(typed):
    pledge(reference="HL-7K4Q-VX")

    assert meant(typed) == [("mistyped", "HL-7K4Q-VX")]
    assert seen((typed, "8.00")) == [("mistyped", ONE_OFF)]


@pytest.mark.parametrize("typed", ["HL-7K5R-VX", "HL-4K7Q-VX", "For the choir", "HL"])
def test_two_letters_off_is_no_slip(typed):
    pledge(reference="HL-7K4Q-VX")

    assert meant(typed) == [("unmatched", "")]


def test_a_line_of_single_letters_is_looked_through_to_some_point_and_no_further():
    pledge(reference="HL-7K4Q-VX")

    assert meant("HL-7K4R-VX " + "A 7 C 3 " * 30) == [("mistyped", "HL-7K4Q-VX")]
    assert meant("A 7 C 3 " * 30 + "HL-7K4R-VX") == [("unmatched", "")]


def test_a_true_reference_is_never_taken_for_a_slip():
    both = [pledge(reference=reference).reference for reference in ("HL-7K4Q-VX", "HK-7K4Q-VX")]

    assert [meant(reference) for reference in both] == [[("books", reference)] for reference in both]


def test_only_gifts_that_money_is_still_to_come_for_are_meant():
    paid = pledge(reference="HL-7K4Q-VX")
    giving.apply(fact(paid))
    pledge(reference="HL-8M2D-0E", provider="stripe")
    running = pledge(reference="HL-3N5T-2C", interval="monthly")
    giving.apply(fact(running, reference="pay-2"))

    found = [meant(typed) for typed in ("HL-7K4R-VX", "HL-8M3D-0E", "HL-3N6T-2C")]

    assert found == [[("unmatched", "")], [("unmatched", "")], [("mistyped", "HL-3N5T-2C")]]


def test_what_is_one_letter_off_from_several_names_them_and_no_gift():
    pledge(reference="HL-7K4Q-VX")
    pledge(reference="HL-7K4S-VX")

    (line,) = bank_imports.preview(csv(("HL-7K4R-VX", "8.00")), "march.csv").lines

    assert (line.outcome, line.donation) == ("mistyped", None)
    assert "several: HL-7K4Q-VX, HL-7K4S-VX. Ask the donor." in line.why


def test_it_is_taken_in_unbooked_and_a_person_books_it(desk):
    gift = pledge(reference="HL-7K4Q-VX")

    preview = choose(desk, csv(("HL-7K4R-VX", "8.00", "Rosa Tammel")))
    page = desk.get(confirm(desk, preview).url)
    waiting = Payment.objects.count()
    bank_imports.book(BankCredit.objects.get(), gift, person("paul", "receive_donation"))

    shown = text(preview)
    assert "Mistyped? HL-7K4Q-VX Hanne Oduya" in shown
    assert ONE_OFF in shown
    assert (waiting, gift.payments.count()) == (0, 1)
    assert ONE_OFF in text(page)


def test_a_slip_in_another_currency_is_suggested_to_nobody(desk):
    pledge(reference="HL-7K4Q-VX", currency="USD")

    page = desk.get(confirm(desk, choose(desk, csv(("HL-7K4R-VX", "8.00")))).url)

    assert "one letter off" not in text(page)


def test_a_statement_of_many_slips_asks_as_often_as_one_with_one(django_assert_max_num_queries):
    for number in range(20):
        pledge(reference=f"HL-7K{number:02}-VX")
    lines = [(f"HL-7K{number:02}-V0", "8.00") for number in range(20)]

    with django_assert_max_num_queries(9):
        found = bank_imports.preview(csv(*lines), "march.csv").lines

    assert {line.outcome for line in found} == {"mistyped"}
