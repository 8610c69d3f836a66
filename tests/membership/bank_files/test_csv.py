"""A table's columns, amounts and days are read exactly, or the sentence says which line to look at."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from membership.bank_files import Unreadable, read
from membership.bank_files.columns import plain_name
from membership.money import EXPONENTS, Money
from membership.tables import Shape


def amounts(*cells: str, currency: str = "EUR") -> list[int]:
    rows = "".join(f'2026-03-0{day}\t"{cell}"\n' for day, cell in enumerate(cells, start=1))
    found = read(f"Date\tAmount\n{rows}".encode(), "a.csv", currency=currency)
    money = [each.money.minor for each in (*found.credits, *found.left_out) if each.money]
    return sorted(money)


def days(*cells: str, currency: str = "EUR") -> list[date]:
    rows = "".join(f'"{cell}";1.00\n' for cell in cells)
    found = read(f"Date;Amount\n{rows}".encode(), "a.csv", currency=currency)
    return [each.booked_on for each in found.credits]


def refusal(text: str, *, currency: str = "EUR") -> str:
    with pytest.raises(Unreadable) as refused:
        read(text.encode(), "a.csv", currency=currency)
    return str(refused.value)


@pytest.mark.parametrize(
    ("cells", "minor"),
    [
        (["12.50"], [1250]),
        (["12,50"], [1250]),
        (["1.234,50", "7.000"], [123450, 700000]),
        (["1,234.50", "7,000"], [123450, 700000]),
        (["1'234.50"], [123450]),
        (["1 234,50"], [123450]),
        (["1,00,000.00"], [10000000]),
        (["1.234.567"], [123456700]),
        (["€ 12.50", "EUR 3.00", "4.00 EUR", "EUR-1.00"], [-100, 300, 400, 1250]),
        (["-12,50", "−3,00", "+4,00", "(5,00)", "6,00-", "7,00+"], [-1250, -600, -500, -300, 400, 700]),
        (["5.00DR", "6.00CR"], [-500, 600]),
        (["5.00 D", "6.00 C", "€7.00 Cr"], [-500, 600, 700]),
        (["5,00 Soll", "6,00 EUR Haben", "7,00 S", "1.008,00 h"], [-700, -500, 600, 100800]),
        (["0.500"], [50]),
        (["5", "20"], [500, 2000]),
        ([".50"], [50]),
    ],
)
def test_an_amount_is_read_as_the_bank_of_that_country_writes_it(cells: list[str], minor: list[int]):
    assert amounts(*cells) == minor


def test_a_group_is_plain_where_the_currency_has_no_decimals():
    assert amounts("1,000", currency="JPY") == [1000]
    assert amounts("1.000", currency="JPY") == [1000]


@pytest.mark.parametrize(
    ("cell", "currency", "sentence"),
    [
        ("1.234", "EUR", "“1.234” could be a thousand or a part. Export the amounts with decimals."),
        ("1.234", "BHD", "“1.234” could be a thousand or a part. Export the amounts with decimals."),
        ("much", "EUR", "“much” is no amount we can read exactly. Export the statement again from the bank."),
        (
            "1,23,45.00",
            "EUR",
            "“1,23,45.00” is no amount we can read exactly. Export the statement again from the bank.",
        ),
        ("1.005,5", "ZZZ", "The statement names a currency we do not know: “ZZZ”. Leave that account out."),
    ],
)
def test_an_amount_that_could_be_two_is_refused(cell: str, currency: str, sentence: str):
    assert (
        refusal(f'Date;Amount\n2026-03-01;"{cell}"\n', currency=currency)
        == f"Line 2 of this CSV file: {sentence}"
    )


def test_two_ways_of_writing_in_one_file_are_refused():
    assert "“12,50” is no amount" in refusal('Date;Amount\n2026-03-01;"12,50"\n2026-03-01;"12.50"\n')


@given(
    minor=st.integers(1, 10**12),
    currency=st.sampled_from(["EUR", "JPY", "BHD"]),
    style=st.sampled_from([",.", ".,", "'.", " ,"]),
)
def test_an_amount_with_its_groups_comes_back_exactly(minor: int, currency: str, style: str):
    group, point = style
    exponent = EXPONENTS[currency]
    units, part = divmod(minor, 10**exponent)
    written = f"{units:,}".replace(",", group) + (f"{point}{part:0{exponent}d}" if exponent else "")
    plain = f"9{point}{'1' * exponent}" if exponent else "9"

    found = read(
        f'Date;Amount\n2026-03-01;"{written}"\n2026-03-02;"1{group}234{group}567{plain[1:]}"\n'.encode(),
        "a.csv",
        currency=currency,
    )

    assert found.credits[0].money == Money(minor, currency)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2026-03-04"], [date(2026, 3, 4)]),
        (["2026/03/04"], [date(2026, 3, 4)]),
        (["20260304"], [date(2026, 3, 4)]),
        (["2026-03-04T10:11:12Z"], [date(2026, 3, 4)]),
        (["04.03.2026"], [date(2026, 3, 4)]),
        (["4.3.26"], [date(2026, 3, 4)]),
        (["04/03/2026 10:11", "13/03/2026"], [date(2026, 3, 4), date(2026, 3, 13)]),
        (["04-03-2026", "13-03-2026"], [date(2026, 3, 4), date(2026, 3, 13)]),
        (["03/04/2026", "03/13/2026"], [date(2026, 3, 4), date(2026, 3, 13)]),
        (
            ["4 Mar 2026", "4 März 2026", "4-mrt-26", "4 août 2026"],
            [date(2026, 3, 4)] * 3 + [date(2026, 8, 4)],
        ),
    ],
)
def test_a_day_is_read_as_the_whole_column_says(cells: list[str], expected: list[date]):
    assert days(*cells) == expected


@pytest.mark.parametrize("currency", ["USD", "EUR"])
def test_days_that_could_be_read_in_two_ways_are_refused(currency: str):
    sentence = refusal("Date;Amount\n03/04/2026;1.00\n", currency=currency)

    assert sentence == (
        "Line 2 of this CSV file: Days such as 03/04/2026 could be read in two ways. Say with the columns "
        "which comes first, or export a span of time with a day after the 12th."
    )
    assert days("03/14/2026", "03/04/2026", currency=currency) == [date(2026, 3, 14), date(2026, 3, 4)]


def test_an_overlapping_export_names_its_entries_alike_once_the_order_of_days_was_said():
    lines = "03/04/2026;1.00;a\n03/05/2026;1.000;b\n"
    shape = Shape(("date", "amount", "text"), days="mdy", point=".")

    said, told = (
        read(f"Date;Amount;Text\n{lines}{more}".encode(), "a.csv", currency="EUR", shape=shape).credits
        for more in ("", "03/14/2026;1,000.25;c\n")
    )

    assert [one.reference for one in said] == [one.reference for one in told[:2]]
    assert said[0].booked_on == date(2026, 3, 4)


@pytest.mark.parametrize("day", ["31.02.2026", "4 Foo 2026", "2026-13-01", "no 1"])
def test_a_day_that_the_calendar_does_not_have_is_listed_with_its_line(day: str):
    found = read(f"Date;Amount\n2026-03-01;1.00\n{day};1.00\n".encode(), "a.csv", currency="EUR")

    assert [one.money.minor for one in found.credits] == [100]
    assert [(one.reason, one.text, one.why) for one in found.left_out] == [
        (
            "unreadable",
            f"{day} 1.00",
            f"Line 3 of this CSV file: “{day}” is no day. Export the statement again from the bank.",
        )
    ]


def test_columns_that_are_not_known_are_named_with_the_one_that_is_missing():
    assert refusal("Hafenzeitung\nDatum;Wieviel;Saldo\n01.03.2026;5,00;9,00\n") == (
        "Columns were found: “Datum”, “Wieviel”, “Saldo”. Missing: amount. "
        "Name them in the first line and try again."
    )
    assert "Missing: date, amount." in refusal("a,b\n1,2\n")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "2026-03-01;1,00;;Bij;a;b",
            "it has more cells than the header; a text with the separator needs quotation marks",
        ),
        ("2026-03-01;1,00;;perhaps;a", "“perhaps” does not say whether money came or went."),
    ],
)
def test_a_line_that_contradicts_the_header_is_refused(line: str, sentence: str):
    text = f"Date;Amount;Currency;Af Bij;Text\n{line}\n"

    assert refusal(text).endswith(f" of this CSV file: {sentence}")


def test_a_credit_and_a_debit_at_once_are_refused():
    assert refusal("Date;Credit;Debit\n2026-03-01;1,00;2,00\n").endswith(
        "It has a credit and a debit at once."
    )


def test_a_quotation_mark_that_never_closes_is_refused_with_its_line():
    assert refusal('Date;Amount;Text\n2026-03-01;1.00;"gift\n2026-03-02;2.00;more\n') == (
        "Line 3 of this CSV file is damaged: a quotation mark stands where none may be."
    )


def test_the_direction_column_signs_the_amount_and_an_empty_one_does_not():
    text = "Date;Amount;D/C;Note\n2026-03-01;1.00;C;a\n2026-03-01;2.00;D;b\n2026-03-01;-3.00;;c\n2026-03-01;4.00\n"

    found = read(text.encode(), "a.csv", currency="EUR")

    assert [each.money.minor for each in found.credits] == [100, 400]
    assert [each.money for each in found.left_out] == [Money(-200, "EUR"), Money(-300, "EUR")]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Betrag (EUR)", "betrag"),
        ("Montant en EUR", "montant"),
        ("EUR", "eur"),
        ("Paid in", "paid in"),
        ("Af/Bij", "af bij"),
        ("  Débit ", "debit"),
        ("Währung", "wahrung"),
    ],
)
def test_the_name_of_a_column_is_compared_without_its_dress(cell: str, name: str):
    assert plain_name(cell) == name


def test_a_currency_that_is_none_is_refused_also_where_the_amount_is_a_debit():
    sentence = refusal("Date;Credit;Debit;Currency\n2026-03-01;;1,00;Thalers\n")

    assert sentence.endswith("a currency we do not know: “THALERS”. Leave that account out.")


@pytest.mark.parametrize(
    ("header", "cell", "expected", "currency"),
    [
        ("Credit (CHF)", "1.00", "EUR", "CHF"),
        ("Credit (£)", "1.00", "EUR", "GBP"),
        ("Credit", "1.00 PLN", "EUR", "PLN"),
        ("Credit", "£1.00", "EUR", "GBP"),
        ("amount_usd", "1.00", "EUR", "USD"),
        ("Amount (all)", "1.00", "EUR", "EUR"),
        ("Credit", "$1.00", "CAD", "CAD"),
        ("Credit", "kr. 1,00", "DKK", "DKK"),
        ("Credit", "Fr. 1.00", "EUR", "CHF"),
        ("Credit", "1,00 Euro", "USD", "EUR"),
        ("Credit", "R$ 1,00", "EUR", "BRL"),
    ],
)
def test_the_currency_is_what_the_cell_names_and_else_the_header(header, cell, expected, currency):
    found = read(f"Date;{header}\n2026-03-01;{cell}\n".encode(), "a.csv", currency=expected)

    assert found.credits[0].money == Money(100, currency)


@pytest.mark.parametrize(
    ("header", "cell"), [("Credit", "$1.00"), ("Credit ($)", "1.00"), ("Credit", "1.00 ABC")]
)
def test_a_currency_that_nobody_can_tell_books_nothing(header, cell):
    assert "a currency we do not know" in refusal(f"Date;{header}\n2026-03-01;{cell}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Date;Amount (EUR);Currency\n2026-03-01;92.00;USD\n",
        "Date;Credit (EUR);Text\n2026-03-01;1,00 zł;gift\n",
    ],
)
def test_a_line_that_names_another_currency_than_its_header_is_not_booked(text):
    assert " and the line " in refusal(text)


@pytest.mark.parametrize("other", ["Original Currency", "Fremdwährung"])
def test_the_currency_of_another_amount_is_not_that_of_the_entry(other):
    text = f"Date;Text;Amount;Original Amount;{other}\n2026-03-01;gift;92.00;100.00;USD\n"

    [credit] = read(text.encode(), "a.csv", currency="EUR").credits

    assert credit.money == Money(9200, "EUR")


def test_an_amount_without_a_day_is_listed_as_unreadable_and_a_note_is_none():
    text = "Date,Text,Amount\nToday,HL-7K4Q-VX,12.50\n2026-03-01,gift,1.00\n,see below,n/a\n"

    found = read(text.encode(), "a.csv", currency="EUR")

    assert [(one.reason, one.text) for one in found.left_out if one.reason == "unreadable"] == [
        ("unreadable", "Today HL-7K4Q-VX 12.50")
    ]
    assert (len(found.credits), len(found.left_out)) == (1, 2)


def test_a_cell_of_more_than_a_hundred_characters_is_no_amount():
    assert "is no amount" in refusal(f"Date;Amount;Text\n2026-03-01;1{' ' * 100}0.00;a\n")
