"""A column of a bank's table that holds only signs says whether money came or went; one of several accounts
makes it two files."""

from __future__ import annotations

import pytest

from membership.bank_files import Unreadable, read
from membership.models import ShownColumns
from tests.builders.bank_files import desk, manager, pledge  # noqa: F401 (fixtures)
from tests.builders.gifts import text
from tests.driving.bank_desk import choose, selected, send

pytestmark = pytest.mark.django_db
SIGNS = "Datum;Bedrag;{};Mededeling;Naam\n2026-11-28;60,00;{};{};Signe\n2026-11-28;5,00;{};Gift;Ana\n"


@pytest.mark.parametrize("name", ["Teken", "Signo", "Type"])
@pytest.mark.parametrize(
    ("went", "came"), [("-", "+"), ("−", "+"), ("D", "C"), ("Af", "Bij"), ("S", "H"), ("Sortie", "Entrée")]
)
def test_a_column_that_holds_signs_alone_says_in_or_out_whatever_it_is_called(desk, name, went, came):
    gift = pledge(minor=6000)

    page = choose(desk, SIGNS.format(name, went, gift.reference, came))

    assert selected(page) == ["date", "amount", "direction", "text", "payer"]
    done = send(desk, page, "use", selected(page))
    assert ("Will be booked" in text(done), "Taken back by the bank" in text(done)) == (False, True)


def test_a_file_of_one_line_with_a_minus_beside_its_sum_is_asked_about(desk):
    page = choose(desk, "Datum;Bedrag;Teken;Mededeling\n2026-11-28;60,00;-;x\n")

    assert selected(page) == ["date", "amount", "direction", "text"]


def test_a_column_of_signs_that_is_not_used_where_no_amount_has_one_is_refused(desk):
    page = choose(desk, SIGNS.format("Teken", "-", "x", "+"))

    refused = send(desk, page, "use", ["date", "amount", "", "text", "payer"])

    assert refused.status_code == 422
    assert "Column “Teken” says whether money came or went, and no amount does." in text(refused)
    assert not ShownColumns.objects.exists()


def test_a_sign_beside_a_column_called_money_in_counts_as_well(desk):
    page = choose(desk, "Fecha op.;Haber;Signo\n28/11/2026;25,00;+\n28/11/2026;9,90;-\n")

    assert selected(page) == ["date", "credit", "direction"]
    assert "1 credit, 1 left out." in text(send(desk, page, "look", selected(page)))


@pytest.mark.parametrize(
    "data",
    [
        "Date;Amount;Type;Text\n2026-03-01;8.00;Credit;a\n2026-03-01;-9.00;Debit;b\n",
        "Date;Paid in;Paid out;Type\n2026-03-01;8.00;;Deposit\n2026-03-01;;9.00;Withdrawal\n",
        "Date;Amount;Text\n2026-03-01;8.00;-\n",
    ],
)
def test_what_the_amounts_say_themselves_and_a_dash_for_no_text_are_not_asked_about(desk, data):
    page = text(choose(desk, data))

    assert ("What will happen" in page, "Which column is what?" in page) == (True, False)


@pytest.mark.parametrize("name", ["Account", "IBAN/BBAN", "Auftragskonto"])
def test_a_table_of_several_accounts_is_not_taken_for_one(name: str):
    text = f"{name};Date;Amount\nDE89370400440532013000;2026-03-01;8.00\nGB29NWBK60161331926819;2026-03-01;9.00\n"

    with pytest.raises(
        Unreadable, match="of several accounts: DE89370400440532013000, GB29NWBK60161331926819"
    ):
        read(text.encode(), "a.csv", currency="EUR")
    assert read(text.replace("GB29NWBK60161331926819", "").encode(), "a.csv", currency="EUR").credits


@pytest.mark.parametrize("name", ["Account", "Account name", "Konto", "Account number"])
@pytest.mark.parametrize("told", [("Main", "Reserve"), ("10-20 777", "10-20 888")])
def test_nor_is_one_that_calls_them_by_names_or_by_numbers_of_the_bank_s_own(desk, name, told):
    data = "{};Date;Amount;Text\n{};2026-03-01;8.00;a\n{};2026-03-01;9.00;b\n"

    page = text(choose(desk, data.format(name, *told)))

    assert f"This file is of several accounts: {', '.join(told)}." in page
    assert f"If “{name}” is about the payers, make it “Payer’s account”." in page
    assert "Which column is what?" in page
    assert "What will happen" in text(choose(desk, data.format(name, told[0], told[0])))


def test_accounts_beside_the_one_number_of_the_newsroom_s_own_are_the_payers():
    data = "Auftragskonto;Date;Amount;Kontonummer\n777 888;2026-03-01;8.00;1\n777 888;2026-03-01;9.00;2\n"

    assert len(read(data.encode(), "a.csv", currency="EUR").credits) == 2
