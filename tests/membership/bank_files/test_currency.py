"""The currency of an account: by any column of money, by a sign, or as a person says it once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from membership import bank_files
from membership.bank_files import Unreadable, read
from membership.models import ShownColumns
from membership.money import Money
from tests.builders.bank_files import desk, manager  # noqa: F401 (fixtures)
from tests.builders.gifts import text
from tests.driving.bank_desk import choose, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "told",
    [
        "Date;Paid out;Paid in (USD)\n2026-03-01;;1.00\n",
        "Date;Paid out (USD);Paid in\n2026-03-01;;1.00\n",
        "Date;Amount;Balance (USD)\n2026-03-01;1.00;9.00\n",
        "Date;Amount;Currency\n2026-03-01;1.00;US$\n",
        "Date;Currency;Amount\n2026-03-01;USD;1.00\n",
        "Date;Amount\n2026-03-01;USD 1.00\n",
        "Date;Amount\n2026-03-01;1.00USD\n",
    ],
)
def test_any_column_of_money_may_name_the_currency(told):
    assert read(told.encode(), "a.csv", currency="EUR").credits[0].money == Money(100, "USD")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Betrag (EUR)", "EUR"), ("Montant (€)", "EUR"), ("Betrag in Euro", "EUR"), ("Amount (kr)", "NOK"),
        ("Belopp i kr", "NOK"), ("Beløb (kr.)", "NOK"), ("Kwota (zł)", "PLN"), ("Částka v Kč", "CZK"),
        ("Betrag (Fr.)", "CHF"), ("Credit [DKK]", "DKK"),
    ],
)  # fmt: skip
def test_a_currency_behind_the_name_of_the_amounts_is_that_of_the_amounts(name, code):
    told = f"Date;Text;{name}\n2026-03-01;a;8,00\n".encode()

    assert bank_files.table_of(told, "a.csv").is_understood
    assert read(told, "a.csv", currency="NOK").credits[0].money == Money(800, code)


def test_the_balance_may_be_in_the_currency_of_the_account_and_the_entries_in_others():
    told = "Date;Amount;Currency;Balance (EUR)\n2026-03-01;1.00;USD;9.00\n"

    assert read(told.encode(), "a.csv", currency="EUR").credits[0].money == Money(100, "USD")


@pytest.mark.parametrize("expected", ["USD", "CAD"])
def test_a_sign_that_several_currencies_have_is_that_of_the_account(expected):
    for told in ("Date;Amount\n2026-03-01;$1.00\n", "Date;Amount;Currency\n2026-03-01;1.00;$\n"):
        with pytest.raises(Unreadable, match=r"a currency we do not know: “\$”"):
            read(told.encode(), "a.csv", currency="EUR")
        shape = replace(bank_files.table_of(told.encode(), "a.csv").proposed, currency=expected)
        found = read(told.encode(), "a.csv", currency="EUR", shape=shape)

        assert found.credits[0].money == Money(100, expected)


def test_the_currency_of_the_account_is_proposed_and_kept_with_its_columns(desk):
    data = "Date;Text;Amount\n2026-03-01;{};$12.50\n"
    page = choose(desk, data.format("Gift"))
    assert ("Which column is what?" in text(page), "Currency of the account" in text(page)) == (True, True)
    assert '<option value="USD" selected>' in page.content.decode()

    looked = send(desk, page, "look", ["date", "text", "amount"], currency="CAD")
    assert "CA$12.50" in text(looked)
    send(desk, looked, "use", ["date", "text", "amount"], currency="CAD")
    later = choose(desk, data.format("Another gift"), "april.csv")

    assert ("What will happen" in text(later), "CA$12.50" in text(later)) == (True, True)
    assert ShownColumns.objects.get().shape.currency == "CAD"
    again = send(desk, later, "columns", [])
    assert '<option value="CAD" selected>' in again.content.decode()


@pytest.mark.parametrize(
    ("head", "cells", "code"),
    [("Wieviel", "12.50 zł", "PLN"), ("Wieviel (CHF)", "12.50", "CHF"), ("Wieviel", "12.50", "EUR")],
)
def test_the_page_of_the_columns_shows_the_currency_that_a_file_names(desk, head, cells, code):
    page = choose(desk, f"Wann;Amount {head};Wovon\n2026-03-01;{cells};Rosa\n")
    page = send(desk, page, "look", ["date", "amount", "text"])

    assert page.status_code == 200
    page = choose(desk, f"Date;{head.replace('Wieviel', 'Amount')};Wovon\n2026-03-01;{cells};Rosa\n")

    assert f'<option value="{code}" selected>' in page.content.decode()
