"""Tables as banks of many countries write them, with what is booked in them and what is not."""

from __future__ import annotations

from collections import Counter

import pytest

from membership.bank_files import Statement, read, table_of
from tests.builders.bank_tables import BANKS


def found_in(bank: str) -> Statement:
    currency, text, _credits, _left_out = BANKS[bank]
    return read(text.encode(), f"{bank}.csv", currency=currency)


@pytest.mark.parametrize("bank", BANKS)
def test_what_is_booked_is_a_credit_and_nothing_else(bank: str):
    currency, _text, credits_told, left_out = BANKS[bank]
    found = found_in(bank)

    assert [(one.money.minor, one.booked_on.day, one.payer) for one in found.credits] == credits_told
    assert {one.money.currency for one in found.credits} == {currency}
    assert Counter(one.reason for one in found.left_out) == left_out


@pytest.mark.parametrize("bank", BANKS)
def test_every_column_of_these_banks_is_known(bank: str):
    table = table_of(BANKS[bank][1].encode(), "a.csv")

    assert [table.sheet.header[place] for place in table.unknown] == []
    assert table.is_understood


@pytest.mark.parametrize("bank", BANKS)
def test_the_entries_lead_from_balance_to_balance(bank: str):
    assert [told.off for told in found_in(bank).balances if told.off] == []


@pytest.mark.parametrize(
    ("bank", "opening", "closing"),
    [
        ("natwest", 100_00, 70_00),
        ("mbank", 1_100_00, 1_070_00),
        ("rabobank", 100_00, 70_00),
        ("paypal", 100_00, 100_00),
    ],
)
def test_a_column_of_balances_gives_the_first_and_the_last(bank: str, opening: int, closing: int):
    [told] = found_in(bank).balances

    assert (told.opening.money.minor, told.closing.money.minor) == (opening, closing)


def test_a_line_that_was_taken_out_of_a_table_with_balances_is_missed():
    text = BANKS["rabobank"][1]
    more = (
        text
        + '"NL20","EUR","R","0003","2026-11-29","2026-11-29","+5,00","+100,00","NL91","Jon","cb","Gift",""\n'
    )

    [told] = read(more.encode(), "a.csv", currency="EUR").balances

    assert (told.off.minor, told.booked.minor) == (2500, -2500)


def test_newest_first_and_a_mixed_order_within_a_day_are_no_gap():
    rows = ["3.11.2026;5,00;35,00", "2.11.2026;10,00;20,00", "2.11.2026;10,00;30,00", "1.11.2026;10,00;10,00"]

    [told] = read(("Datum;Betrag;Saldo\n" + "\n".join(rows)).encode(), "a.csv", currency="EUR").balances

    assert (told.opening.money.minor, told.closing.money.minor, told.off) == (0, 3500, None)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        *[
            (word, "pending")
            for word in (
                "Vorgemerkt", "Umsatz vorgemerkt", "PENDING", "en attente", "in attesa", "pendiente", "pendente",
                "avvisert", "reservert", "Väntar", "odottaa", "oczekująca", "nevyřízeno", "in behandeling", "Afventer",
            )
        ],
        *[(word, "failed") for word in ("REVERTED", "DECLINED", "FAILED", "Storniert", "odrzucona", "refusé")],
        *[(word, "status") for word in ("Perhaps", "Teilweise erstattet", "")],
    ],
)  # fmt: skip
def test_a_word_that_does_not_mean_booked_books_nothing(word: str, reason: str):
    text = f"Date;Amount;Text;Status\n2026-11-27;20.00;a;{word}\n2026-11-27;5.00;b;Booked\n"

    found = read(text.encode(), "a.csv", currency="EUR")

    assert [one.text for one in found.credits] == ["b"]
    assert [(one.reason, one.why, one.text, one.money.minor) for one in found.left_out] == [
        (reason, word, "a", 2000)
    ]


@pytest.mark.parametrize(
    "word",
    [
        "Gebucht",
        "COMPLETED",
        "Comptabilisé",
        "Contabilizzato",
        "Contabilizado",
        "Bokført",
        "Zaksięgowana",
        "Kirjattu",
    ],
)
def test_a_word_that_means_booked_books(word: str):
    found = read(f"Date;Amount;Status\n2026-11-27;20.00;{word}\n".encode(), "a.csv", currency="EUR")

    assert (len(found.credits), found.left_out) == (1, ())


def test_a_bank_without_such_a_column_writes_it_in_the_place_of_the_day_or_into_a_cell_of_its_own():
    text = "Date;Type;Amount\nPending;gift;20.00\n2026-11-27;Umsatz vorgemerkt;30.00\n2026-11-27;gift;5.00\n"

    found = read(text.encode(), "a.csv", currency="EUR")

    assert [one.money.minor for one in found.credits] == [500]
    assert [(one.reason, one.why) for one in found.left_out] == [
        ("pending", "Pending"),
        ("pending", "Umsatz vorgemerkt"),
    ]


@pytest.mark.parametrize(
    "word",
    ["Rücklastschrift", "Return", "Rejet de prélèvement", "Storno", "Devolución", "Terugboeking", "Zwrot"],
)
def test_a_cell_that_says_no_more_than_return_is_one(word: str):
    text = f"Date;Amount;Text;Type;Payer;Id\n2026-11-27;-20.00;HL-7K4Q-VX;{word};Rosa Tammel;7\n2026-11-27;5.00;b;Gift;;\n"

    found = read(text.encode(), "a.csv", currency="EUR")

    [back] = found.returned
    assert (back.money.minor, back.payer, back.text, back.why, back.own) == (
        -2000,
        "Rosa Tammel",
        "HL-7K4Q-VX",
        word,
        "7",
    )
    assert (len(found.credits), found.left_out) == (1, ())


def test_what_the_newsroom_writes_to_whom_it_pays_back_is_no_return():
    text = "Date;Amount;Text;Type\n2026-11-27;-20.00;Refund;\n2026-11-27;-5.00;HL-7K4Q-VX;Refund\n"

    found = read(text.encode(), "a.csv", currency="EUR")

    assert [(one.money.minor, one.why) for one in found.returned] == [(-500, "Refund")]


@pytest.mark.parametrize("kind", ["Gutschrift (vorgemerkt)", "Umsatz vorgemerkt und nicht gebucht"])
@pytest.mark.parametrize("column", ["Umsatzart", "Wie es steht", "Status"])
def test_a_word_that_says_pending_counts_among_others_of_the_bank(kind: str, column: str):
    text = f"Buchungstag;Verwendungszweck;Betrag;{column}\n27.11.2026;HL-7K4Q-VX;50,00;{kind}\n"

    found = read(text.encode(), "a.csv", currency="EUR")

    assert (found.credits, [(one.reason, one.why) for one in found.left_out]) == ((), [("pending", kind)])


@pytest.mark.parametrize("column", ["Buchungstext", "Vorgang"])
@pytest.mark.parametrize("kind", ["Vorgemerkt", "Umsatz vorgemerkt"])
def test_a_kind_of_entry_beside_the_text_says_that_it_is_pending(column: str, kind: str):
    text = (
        f"Buchungstag;{column};Verwendungszweck;Betrag\n"
        f"27.11.2026;{kind};HL-7K4Q-VX;50,00\n27.11.2026;GUTSCHRIFT;HL-9M2R-3T;20,00\n"
    )

    found = read(text.encode(), "a.csv", currency="EUR")

    assert [one.money.minor for one in found.credits] == [2000]
    assert [(one.money.minor, one.reason) for one in found.left_out] == [(5000, "pending")]


@pytest.mark.parametrize(
    "words", ["In return for the great reporting", "Return", "geplant", "offen", "Pending", "Storno"]
)
def test_what_a_donor_writes_says_nothing_of_how_the_entry_stands(words: str):
    text = f"Date;Amount;Text\n2026-11-27;20.00;{words}\n"

    assert [one.text for one in read(text.encode(), "a.csv", currency="EUR").credits] == [words]


@pytest.mark.parametrize("amounts_told", ["Amount GBP;Amount", "Betrag (EUR);Betrag (USD)"])
def test_of_two_columns_of_amounts_a_person_says_which(amounts_told):
    table = table_of(f"Date;Text;{amounts_told}\n2026-03-01;gift;1.00;1.20\n".encode(), "a.csv")

    assert (table.unknown, table.is_understood) == ([3], False)


def test_a_column_that_is_filled_late_is_asked_about():
    lines = "2026-03-01;1.00;\n" * 300 + "2026-03-02;1.00;Teilweise\n"
    table = table_of(f"Date;Amount;Wie\n{lines}".encode(), "a.csv")

    assert table.unknown == [2]


def test_a_table_without_a_column_for_texts_keeps_what_its_other_columns_say():
    found = read(b"Date;Amount;Zweck 1;Zweck 2\n2026-03-01;1.00;HL 7K4Q;VX\n", "a.csv", currency="EUR")

    assert found.credits[0].text == "HL 7K4Q\nVX"
