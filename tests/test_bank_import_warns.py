"""The preview of a bank's file says plainly what is odd about it, and what will be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from membership import statements
from membership.models import Issuer
from tests.bank_files import csv, pledge
from tests.gifts import person, text

pytestmark = pytest.mark.django_db
OWN, OTHER = "NL91ABNA0417164300", "DE89370400440532013000"


@pytest.fixture
def look(client, monkeypatch):
    """The preview of a file with one gift and one debit, of this account."""
    client.force_login(person("petra", "receive_donation", "view_bankstatement"))
    Issuer.objects.create(name="Ledger", address="14 Ropewalk", iban=OWN, valid_from=date(2020, 1, 1))
    data = csv((pledge().reference, "8.00"), ("Rent", "-400.00"), ("Nothing", "0.00"))

    def of(account: str) -> str:
        whole = statements.read
        monkeypatch.setattr(statements, "read", lambda *a, **k: replace(whole(*a, **k), account=account))
        page = client.post(
            "/admin/membership/bankstatement/take-in/", {"file": SimpleUploadedFile("march.csv", data)}
        )
        monkeypatch.setattr(statements, "read", whole)
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
