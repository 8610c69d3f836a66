"""Every kind of bank statement is read to the same plain values, and nothing in it is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from membership import bank_files
from membership.bank_files import LeftOut, Statement, Unreadable, read
from membership.money import Money
from membership.transfers import references

FILES = Path(__file__).parent / "statements"
TRUE = "HL-7K4Q-VX"


def golden(name: str, *, currency: str = "EUR") -> Statement:
    return read((FILES / name).read_bytes(), name, currency=currency)


def credits_of(statement: Statement) -> list[tuple[int, str, int, str]]:
    return [
        (each.money.minor, each.money.currency, each.booked_on.day, each.payer) for each in statement.credits
    ]


def left_out_of(statement: Statement) -> dict[str, int]:
    """How many lines were left out, by the reason."""
    return dict(Counter(line.reason for line in statement.left_out))


def head(statement: Statement) -> tuple[str, str, date | None, date | None, dict[str, int]]:
    days = statement.first_day, statement.last_day
    return statement.format, statement.account, *days, left_out_of(statement)


def test_camt_053_in_version_8_with_a_batch_a_return_and_what_is_pending():
    found = golden("camt_v8.xml")

    assert head(found) == (
        "CAMT.053",
        "DE89370400440532013000",
        date(2026, 3, 1),
        date(2026, 3, 4),
        {"debit": 2, "pending": 1, "zero": 1},
    )
    assert credits_of(found) == [
        (2500, "EUR", 2, "Marit Sandøy"),
        (1000, "EUR", 2, "Ines Okoro"),
        (5550, "EUR", 2, "Tom Varga"),
    ]
    assert [each.payer_account for each in found.credits] == ["NO9386011117947", "", "4711-22"]
    assert [each.text for each in found.credits] == [
        "Gift HL-7K\n4Q-VX thank you\nSEPA credit",
        "RF18539007547034\nE2E-1\nInes Okoro",
        "E2E-2",
    ]
    assert found.credits[0].reference.startswith("20260302000017-")


def test_a_debit_is_left_out_without_its_text():
    debit = replace(golden("camt_v8.xml").left_out[1], entry=None)

    assert debit == LeftOut("debit", Money(-120000, "EUR"), date(2026, 3, 2), "")


def test_camt_053_in_version_2_keeps_an_entry_whole_whose_parts_have_no_amounts():
    found = golden("camt_v2.xml")

    assert head(found) == ("CAMT.053", "0099-1", date(2026, 3, 5), date(2026, 3, 5), {})
    assert credits_of(found) == [(3000, "JPY", 5, ""), (1234, "BHD", 5, "")]
    assert [each.text for each in found.credits] == ["HL 7K4Q VX\nsecond", ""]


def test_mt940_of_a_german_bank_with_its_subfields():
    found = golden("german.sta")

    assert head(found) == (
        "MT940",
        "37040044/0532013000",
        date(2026, 3, 2),
        date(2026, 3, 3),
        {"debit": 1, "zero": 1},
    )
    assert credits_of(found) == [(2500, "EUR", 2, "JONAS ADLER-LINDE"), (2500, "EUR", 2, "JONAS ADLER")]
    assert found.credits[0].payer_account == "DE02120300000000202051"
    assert found.credits[0].text == (
        f"EREF+NOTPROVIDED\nSVWZ+Spende fuer {TRUE} vielen Dank\nSEPA-GUTSCHRIFT"
    )
    assert len({each.reference for each in found.credits}) == 2


def test_mt940_of_a_dutch_bank_where_an_entry_without_details_is_not_overwritten():
    found = golden("dutch.sta")

    assert head(found) == ("MT940", "NL20INGB0001234567EUR", date(2025, 12, 31), date(2026, 3, 5), {})
    assert credits_of(found) == [
        (1250, "EUR", 5, ""),
        (700, "EUR", 5, "J DE VRIES"),
        (100, "EUR", 31, "A BAKKER"),
    ]
    assert [each.payer_account for each in found.credits] == ["", *["NL91ABNA0417164300"] * 2]


def test_ofx_1_whose_leaves_are_never_closed():
    found = golden("us.ofx", currency="USD")

    assert head(found) == ("OFX", "998877", date(2026, 3, 1), date(2026, 3, 9), {"debit": 1, "reversal": 1})
    assert credits_of(found) == [(5000, "USD", 4, "DANA & LEE FORD")]
    assert found.credits[0].text == f"DANA & LEE FORD\n{TRUE} for the paper"
    assert found.credits[0].reference.startswith("F-1001-")


def test_ofx_2_with_a_currency_of_its_own_in_an_entry():
    found = golden("swiss.ofx")

    assert head(found) == ("OFX", "CH9300762011623852957", date(2026, 3, 2), date(2026, 3, 3), {})
    assert credits_of(found) == [(4000, "EUR", 2, "Élodie Brun"), (550, "CHF", 3, "")]
    assert found.credits[0].payer_account == "CH5604835012345678009"
    assert len(found.credits[0].reference) == 32


@pytest.mark.parametrize(
    ("name", "taken", "left_out"),
    [
        (
            "german.csv",
            [(102500, "EUR", 2, "Jonas Adler")],
            {"debit": 1, "zero": 1, "unreadable": 1},
        ),
        (
            "english.csv",
            [(2000, "GBP", 1, "Ann Lowe"), (100050, "EUR", 14, "Ann Lowe")],
            {"debit": 1, "no entry": 1},
        ),
        ("dutch.csv", [(700, "EUR", 5, "J de Vries")], {"debit": 1}),
        ("french.csv", [(1500, "EUR", 12, "")], {"debit": 1}),
        ("spanish.csv", [(1200, "EUR", 2, "Lucía Paz")], {"no entry": 1}),
    ],
)
def test_the_csv_of_banks_in_five_languages(name: str, taken: list, left_out: dict):
    found = golden(name)

    assert (credits_of(found), left_out_of(found)) == (taken, left_out)


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir() if path.name != "spanish.csv"))
def test_the_reference_of_the_pledge_is_found_once_in_every_file(name: str):
    found = [references.references_in(each.text, ["HL"]) for each in golden(name).credits]

    assert [each for each in found if each] == [[TRUE]]


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_the_same_file_read_twice_gives_the_same_references_and_no_two_alike(name: str):
    first, second = golden(name), golden(name)

    assert first == second
    assert len({each.reference for each in first.credits}) == len(first.credits)
    assert all(len(each.reference) <= 48 for each in first.credits)


def test_two_equal_gifts_on_one_day_are_two_and_an_overlapping_export_names_them_alike():
    line = "2026-03-01;5.00;gift\n"
    first = read(f"Date;Amount;Text\n{line}{line}".encode(), "a.csv", currency="EUR")
    later = read(f"Date;Amount;Text\n2026-02-28;1.00;other\n{line * 3}".encode(), "b.csv", currency="EUR")

    assert len({each.reference for each in later.credits}) == 4
    assert [each.reference for each in first.credits] == [each.reference for each in later.credits[1:3]]


def test_a_bank_that_counts_from_one_in_every_statement_does_not_hide_a_gift():
    first = read(b"Date,Amount,Id\n2026-03-01,5.00,1\n", "a.csv", currency="EUR")
    second = read(b"Date,Amount,Id\n2026-03-02,5.00,1\n", "b.csv", currency="EUR")

    assert first.credits[0].reference != second.credits[0].reference


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_changes_nothing(encoding: str):
    text = "Datum;Betrag;Auftraggeber\n01.03.2026;5,00;Jürgen Groß\n"

    found = read(text.encode(encoding), "a.csv", currency="EUR")

    assert found == read(text.encode(), "b.csv", currency="EUR")
    assert found.credits[0].payer == "Jürgen Groß"


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"%PDF-1.7", "a.pdf", "A PDF cannot be read exactly."),
        (b"PK\x03\x04", "a.xlsx", "This is a spreadsheet."),
        (b"PK\x03\x04", "a.zip", "This archive is damaged."),
        (b"\xd0\xcf\x11\xe0", "a.xls", "This is a spreadsheet."),
        (b" \n", "a.csv", "This file is empty."),
        (b"", "a.csv", "This file is empty."),
        (b"a\0b", "a.csv", "This is no text file."),
        (b"\xff\xfea", "a.csv", "This is no text file."),
        (b"hello", "a.txt", "This is no statement that we can read."),
        (b"x" * (bank_files.MOST_BYTES + 1), "a.csv", "This file is larger than 5 MB."),
    ],
)
def test_a_file_that_is_no_statement_is_refused_with_a_way_out(data: bytes, name: str, sentence: str):
    with pytest.raises(Unreadable) as refused:
        read(data, name, currency="EUR")

    assert str(refused.value).startswith(sentence)
