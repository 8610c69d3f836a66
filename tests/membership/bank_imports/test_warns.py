"""The preview of a bank's file says plainly what is odd about it, and what will be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from membership import bank_files, bank_imports, giving
from membership.bank_imports import shown_columns
from membership.models import BankCredit, Issuer, Payment
from tests.builders.bank_files import csv, pledge
from tests.builders.gifts import person, text

pytestmark = pytest.mark.django_db
OWN, OTHER = "NL91ABNA0417164300", "DE89370400440532013000"


@pytest.fixture
def manager():
    return person("petra", "receive_donation")


@pytest.fixture
def look(client, monkeypatch):
    """The preview of a file with one gift and one debit, of this account."""
    client.force_login(person("petra", "receive_donation", "view_bankstatement"))
    Issuer.objects.create(name="Ledger", address="14 Ropewalk", iban=OWN, valid_from=date(2020, 1, 1))
    data = csv((pledge().reference, "8.00"), ("Rent", "-400.00"), ("Nothing", "0.00"))

    def of(account: str) -> str:
        whole = bank_files.read
        monkeypatch.setattr(bank_files, "read", lambda *a, **k: replace(whole(*a, **k), account=account))
        page = client.post(
            "/admin/membership/bankstatement/take-in/", {"file": SimpleUploadedFile("march.csv", data)}
        )
        monkeypatch.setattr(bank_files, "read", whole)
        return text(page)

    return of


def test_a_file_of_another_account_is_warned_of_with_both_numbers(look):
    told = look(OTHER)

    assert "This file is of another account." in told
    assert OTHER in told
    assert "NL91 ABNA 0417 1643 00" in told.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("account", [OWN, "nl91 abna 0417 1643 00", "", "Current account"])
def test_a_file_of_our_own_account_or_of_no_known_one_is_not(look, account):
    told = look(account)

    assert "Will be booked" in told
    assert "another account" not in told


def test_nothing_is_called_booked_before_it_is_and_what_is_left_out_is_counted(look):
    told = look(OWN)

    assert "Will be booked" in told
    assert "1 line is money that went out. It is left out." in told
    assert "1 line holds no money, as a total or a note does. It is left out." in told


def test_accounts_have_numbers_of_their_own(manager):
    data = "Date;Amount;Text;Transaction ID\n2026-03-01;8.00;{};17\n"
    one, other = pledge(), pledge()
    sheet = bank_files.table_of(data.encode(), "x.csv").sheet
    shape = bank_files.guessed(sheet)
    first, second = (
        shown_columns.show(bank_files.LAYOUT, sheet, shape, manager, account=account) for account in "AB"
    )
    bank_imports.take_in(data.format(one.reference).encode(), "a.csv", manager, first)

    again = bank_imports.preview(data.format(f"{one.reference} x").encode(), "a.csv", first)
    report = bank_imports.take_in(data.format(other.reference).encode(), "b.csv", manager, second)

    assert [line.outcome for line in again.lines] == ["again"]
    assert [line.donation for line in report.booked] == [other]
    assert sorted(BankCredit.objects.values_list("account", flat=True)) == ["A", "B"]


def test_an_account_that_is_given_another_name_is_asked_about_and_not_booked_twice(manager):
    gift = pledge(interval="monthly")
    data = f"Date;Amount;Text\n2026-03-01;8.00;{gift.reference}\n2026-03-02;8.00;For Hanne\n".encode()
    sheet = bank_files.table_of(data, "x.csv").sheet
    first, second = (
        shown_columns.show(bank_files.LAYOUT, sheet, bank_files.guessed(sheet), manager, account=account)
        for account in ("Giro", "Girokonto")
    )
    (by_hand,) = bank_imports.take_in(data, "a.csv", manager, first).waiting
    bank_imports.book(by_hand, gift, manager)

    report = bank_imports.take_in(data + b"2026-03-03;1.00;new\n", "b.csv", manager, second)

    told = [(line.outcome, line.why) for line in bank_imports.again(report.waiting)]
    why = "The same entry, of {} Mar 2026, was taken in as one of Giro. Is it the same account?"
    assert report.booked == []
    assert told[:2] == [("unclear", why.format(1)), ("unclear", why.format(2))]
    assert [outcome for outcome, _why in told[2:]] == ["unmatched"]
    for credit in report.waiting[:2]:
        with pytest.raises(giving.Refused, match=f"taken in for another account too, .*{gift.reference}"):
            bank_imports.book(credit, gift, manager)
    assert Payment.objects.count() == 2


@pytest.mark.parametrize("words", ["PENDING deposit {}", "Umsatz vorgemerkt {}", "En attente: {}"])
def test_a_text_that_begins_with_the_banks_word_for_pending_waits_for_a_person(manager, words):
    gift = pledge(minor=800)
    report = bank_imports.take_in(csv((words.format(gift.reference), "8.00")), "march.csv", manager)

    [line] = bank_imports.preview(csv((words.format(gift.reference), "8.00"), first=7), "b.csv").lines
    assert (report.booked, len(report.waiting), gift.received.minor) == ([], 1, 0)
    assert (line.outcome, line.donation, "Its text begins with" in line.why) == ("pending", gift, True)
