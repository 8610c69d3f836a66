"""Gift Aid: the declaration, and the schedule that goes to HMRC."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from membership.countries import gift_aid
from membership.countries.gift_aid import Claim
from membership.money import Money

TODAY = date(2026, 11, 21)
CLAIM = Claim("Prof", "Hanne", "Oduya", "12b", "LS1 4AP", date(2026, 3, 5), Money(2050, "GBP"))


@pytest.mark.parametrize(
    ("scope", "gifts"),
    [
        ("single", "this donation as"),
        ("future", "this donation and all donations I make in the future as"),
        (
            "past_and_future",
            "this donation, all donations I have made in the past four years and all I make in the future as",
        ),
    ],
)
def test_the_declaration_names_charity_gifts_and_tax(scope, gifts):
    assert gift_aid.declaration("Harbour Trust", scope).startswith(
        f"I want Harbour Trust to treat {gifts} Gift Aid donations. I am a UK taxpayer, and I understand that if I "
        "pay less Income Tax and/or Capital Gains Tax"
    )


def test_the_schedule_has_hmrcs_columns_and_form():
    sheet = gift_aid.as_csv(
        [
            replace(CLAIM, title="Professor", last="House-Martin", postcode="ls14ap"),
            replace(CLAIM, first="=cmd()", last="Ng", postcode="x"),
            Claim(
                "",
                "",
                "",
                "",
                "",
                date(2026, 3, 5),
                Money(10000, "GBP"),
                aggregated="Thursday club",
                sponsored=True,
            ),
        ]
    )

    assert sheet.splitlines() == [
        "Title,First name,Last name,House name or number,Postcode,Aggregated donations,Sponsored event,Donation date,Amount",
        "Prof,Hanne,House Martin,12b,LS1 4AP,,,05/03/26,20.50",
        "Prof,'=cmd(),Ng,12b,X,,,05/03/26,20.50",
        ",,,,,Thursday club,Yes,05/03/26,100.00",
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ls14ap", "LS1 4AP"),
        (" EC1A  1BB ", "EC1A 1BB"),
        ("x", "X"),
        ("LS1", None),
        ("20457", None),
        ("LS1 4CP", None),
    ],
)
def test_postcodes_are_tidied_or_refused(typed, read):
    assert gift_aid.postcode(typed) == read


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dr. Hanne M. Oduya", ("Dr", "Hanne M.", "Oduya")),
        ("Hanne Oduya", ("", "Hanne", "Oduya")),
        ("Oduya", ("", "", "Oduya")),
        ("", ("", "", "")),
    ],
)
def test_a_name_in_one_field_is_parted(name, parts):
    assert gift_aid.split_name(name) == parts


@pytest.mark.parametrize(
    ("street", "house"),
    [("12b Elm Row", "12b"), ("3-5 Quay", "3-5"), ("Rose Cottage, The Lane", "Rose Cottage"), ("7", "7")],
)
def test_the_house_is_its_number_or_its_name(street, house):
    assert gift_aid.house(street) == house


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first": ""}, "Enter the donor’s first and last name."),
        ({"house": ""}, "Enter the house name or number of the donor’s home."),
        (
            {"postcode": "LS"},
            "“LS” is no British postcode. Enter one such as LS1 4AP, or X for a home abroad.",
        ),
        ({"on": date(2026, 11, 22)}, "The gift lies in the future. Check its date."),
        (
            {"on": date(2022, 4, 5)},
            "The gift is more than four years old. Gift Aid can no longer be claimed on it.",
        ),
        ({"amount": Money(5, "EUR")}, "Enter the gift in pounds, at the rate of the day it was received."),
        ({"amount": Money(0, "GBP")}, "Nothing is left of this gift to claim on."),
        (
            {"aggregated": "Club", "amount": Money(100001, "GBP")},
            "A line of gifts added together may come to £1,000 at most. Make two lines of it.",
        ),
    ],
)
def test_what_hmrc_would_refuse_is_said(changed, sentence):
    assert gift_aid.problems(replace(CLAIM, **changed), today=TODAY) == [sentence]


@pytest.mark.parametrize(
    "changed", [{}, {"on": date(2022, 11, 21)}, {"aggregated": "Club", "amount": Money(100000, "GBP")}]
)
def test_a_line_in_order_has_no_problem(changed):
    assert gift_aid.problems(replace(CLAIM, **changed), today=TODAY) == []


def test_a_claim_lapses_four_years_after_the_end_of_the_tax_year():
    assert gift_aid.last_day_to_claim(date(2022, 4, 5)) == date(2026, 4, 5)
    assert gift_aid.last_day_to_claim(date(2022, 4, 6)) == date(2027, 4, 5)
