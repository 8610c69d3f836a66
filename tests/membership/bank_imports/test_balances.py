"""What lies between two statements of an account, and what does not add up in one, is told before it is booked."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from membership import bank_imports
from membership.models import BankBalance, BankStatement, Payment
from tests.builders.bank_files import csv, pledge
from tests.builders.gifts import person, text, value
from tests.builders.mt940 import ACCOUNT, mt940

pytestmark = pytest.mark.django_db
TAKE_IN = "/admin/membership/bankstatement/take-in/"
GAP = (
    "This statement begins on 3 Mar 2026 with €120.00; the last one of this account ended on 27 Feb 2026 with "
    "€90.00: something lies between them."
)
FEBRUARY, MARCH = ("0131", "0227"), ("0303", "0331")


@pytest.fixture
def manager():
    return person("petra", "receive_donation", "view_bankstatement")


def take(*entries: tuple, by, accepted: bool = False, **told):
    return bank_imports.take_in(mt940(*entries, **told), "a.sta", by, accepted=accepted)


def odd(*entries: tuple, **told) -> list[tuple[str, bool]]:
    return [
        (one.sentence, one.harmless) for one in bank_imports.preview(mt940(*entries, **told), "b.sta").odd
    ]


@pytest.fixture
def february(manager):
    """From €100.00 to €90.00."""
    return take(("D", "10,00", "Rent", "Landlord", "0215"), by=manager, days=FEBRUARY).statement


def test_a_statement_keeps_the_balances_of_its_account(february):
    row = BankBalance.objects.get()

    assert (row.statement, row.account, row.opening.exact, row.closing.exact) == (
        february, ACCOUNT, "€100.00", "€90.00",
    )  # fmt: skip
    assert (f"{row.opens_on:%m%d}", f"{row.closes_on:%m%d}", february.accepted) == (*FEBRUARY, None)


def test_what_lies_between_two_statements_is_told_and_what_follows_is_not(february):
    assert odd(opening=12000, days=MARCH) == [(GAP, False)]
    assert odd(opening=9000, days=MARCH) == []
    assert odd(opening=9000, days=("0227", "0331")) == []


def test_another_opening_balance_on_the_day_of_the_last_closing_is_told(february):
    ((sentence, harmless),) = odd(opening=9001, days=("0227", "0331"))

    assert "begins on 27 Feb 2026 with €90.01" in sentence
    assert not harmless


def test_an_overlap_is_told_and_does_no_harm(february):
    ((sentence, harmless),) = odd(opening=9500, days=("0220", "0331"))

    assert sentence.startswith(
        "This statement begins on 20 Feb 2026; the last one of this account ended on 27"
    )
    assert harmless
    assert bank_imports.preview(mt940(opening=9500, days=("0220", "0331")), "b.sta").to_accept == ""


def test_exports_that_share_a_day_overlap(february):
    shared = ("C", "8,00", "x", "Hanne", "0227")

    ((sentence, harmless),) = odd(shared, opening=9500, days=("0227", "0331"))

    assert ("They overlap, which does no harm" in sentence, harmless) == (True, True)


def test_the_same_file_twice_in_an_archive_is_one():
    data = mt940(("C", "8,00", "x"), days=FEBRUARY)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.sta", data)
        archive.writestr("copy of one.sta", data)

    assert bank_imports.preview(packed.getvalue(), "a.zip").odd == ()


def test_a_statement_filed_late_is_held_against_the_next_one_too(february):
    assert odd(opening=10000, days=("0101", "0131")) == []
    ((sentence, harmless),) = odd(opening=1, days=("0101", "0131"))

    assert sentence.startswith("This statement ends on 31 Jan 2026 with €0.01; the next one of this account")
    assert not harmless


@pytest.mark.parametrize("account", [f"{ACCOUNT}EUR", "DE42 0000 0000 0640 1234 56", "00000000/640123456"])
def test_the_same_account_in_another_spelling_follows(february, account):
    assert odd(opening=12000, days=MARCH, account=account) == [(GAP, False)]


def test_another_account_follows_nothing(february):
    assert odd(opening=12000, days=MARCH, account="DE02100500000054540402") == []


def test_the_last_statement_is_that_of_the_latest_days_not_the_one_taken_in_last(february, manager):
    take(("D", "5,00", "Rent", "Landlord", "0110"), by=manager, opening=10500, days=("0101", "0131"))

    assert odd(opening=9000, days=MARCH) == []


def test_entries_that_do_not_lead_to_the_closing_balance_are_told():
    ((sentence, harmless),) = odd(("C", "8,00", "x"), off=300)

    assert "its entries come to €8.00, and it closes at €111.00: €3.00 is not explained." in sentence
    assert not harmless


def test_parts_of_one_file_that_do_not_follow_each_other_are_told():
    data = mt940(days=FEBRUARY) + mt940(opening=9000, days=MARCH)

    (one,) = bank_imports.preview(data, "b.sta").odd

    assert one.sentence.startswith("In this file, one part ends on 27 Feb 2026 with €100.00")


def test_it_is_taken_in_only_by_who_says_so_and_that_is_written_down(february, manager, client):
    gift = pledge()
    data = mt940(("C", "8,00", gift.reference, "Hanne", "0305"), opening=12000, days=MARCH)
    with pytest.raises(bank_imports.NotAccepted):
        bank_imports.take_in(data, "march.sta", manager)
    client.force_login(manager)
    page = client.post(TAKE_IN, {"file": SimpleUploadedFile("march.sta", data)})
    told = {"carried": value(page, "carried"), "name": "march.sta"}

    without = client.post(TAKE_IN, told)
    before = (BankStatement.objects.count(), Payment.objects.count())
    done = client.post(TAKE_IN, {**told, "accepted": "on"}, follow=True)

    assert GAP in text(page)
    assert 'name="accepted"' in page.content.decode()
    assert (without.status_code, before) == (422, (1, 0))
    assert "Nothing was taken in. Something is odd about this statement." in text(without)
    assert GAP in text(without)
    row = BankStatement.objects.get(name="march.sta")
    assert (row.accepted, row.taken_by) == (GAP, manager)
    assert GAP in text(done)
    assert gift.received.minor == 800


def test_a_statement_that_follows_asks_for_nothing(february, manager, client):
    client.force_login(manager)
    data = mt940(("C", "8,00", "x", "Hanne", "0305"), opening=9000, days=MARCH)

    page = client.post(TAKE_IN, {"file": SimpleUploadedFile("march.sta", data)})

    assert "Take it in" in text(page)
    assert 'name="accepted"' not in page.content.decode()


def test_a_file_without_balances_is_no_statement_that_the_next_one_follows(manager):
    bank_imports.take_in(csv(("x", "8.00")), "a.csv", manager)

    assert BankBalance.objects.count() == 0
    assert odd(opening=12000, days=MARCH) == []


@pytest.mark.parametrize(("cell", "told"), [("?", True), ("", True), ("108.00", False)])
def test_a_table_with_a_balance_that_cannot_be_read_says_so(cell, told):
    data = f"Date;Amount;Text;Balance\n2026-03-01;8.00;a;100.00\n2026-03-02;8.00;b;{cell}\n".encode()

    seen = bank_imports.preview(data, "march.csv")

    assert [one.sentence.startswith("The balance of an entry is missing") for one in seen.odd] == [
        True
    ] * told
    assert seen.to_accept == ""


OURS = "DE89370400440532013000"


@pytest.mark.parametrize(
    ("above", "column"),
    [
        ('"Konto";"Girokonto DE89 3704 0044 0532 0130 00"\n', ""),
        (f'"IBAN";"{OURS}"\n\n', ""),
        ("", ";Auftragskonto"),
    ],
)
def test_a_table_that_names_its_account_is_held_against_the_last_one_of_that_account(manager, above, column):
    def table(*rows: str) -> bytes:
        cell = f";{OURS}" if column else ""
        lines = "".join(f"{row}{cell}\n" for row in rows)
        return f"{above}Buchungstag;Betrag;Verwendungszweck;Saldo{column}\n{lines}".encode()

    bank_imports.take_in(table("02.02.2026;10,00;Hello;110,00"), "feb.csv", manager)

    after_a_gap = bank_imports.preview(table("03.03.2026;5,00;Hello;205,00"), "mar.csv")
    following = bank_imports.preview(table("03.03.2026;5,00;Hello;115,00"), "mar.csv")

    assert BankStatement.objects.get().account == OURS
    assert ["something lies between them" in one.sentence for one in after_a_gap.odd] == [True]
    assert following.odd == ()
