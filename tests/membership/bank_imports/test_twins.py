"""One transfer that the bank tells in two formats, or under two names of an account, is never booked twice."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from membership import bank_files, bank_imports
from membership.bank_imports import likeness, shown_columns
from membership.models import BankReturn, Payment
from membership.money import Money
from membership.tables import Shape
from membership.transfers.references import make
from tests.builders.bank_files import manager, pledge  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
IBAN = "DE89370400440532013000"


def table(text: str, *, payer: str = "Hanne Oduya", amount: str = "8.00", day: int = 2) -> bytes:
    return f"Date;Amount;Payer;Text\n2026-03-{day:02d};{amount};{payer};{text}\n".encode()


def swift(text: str, *, account: str = IBAN, day: int = 4, mark: str = "C") -> bytes:
    told = f":61:2603{day:02d}{mark}8,00NTRFNONREF//R{day}\n:86:166?20{text}?32ODUYA HANNE\n"
    return f":20:X\n:25:{account}\n:60F:{'C'}260301EUR0,00\n{told}".encode()


@pytest.mark.parametrize("interval", ["monthly", "once"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_transfer_that_comes_in_two_formats_on_two_days_is_asked_about(manager, interval, turned):
    gift = pledge(interval=interval)
    files = [(table(gift.reference), "march.csv"), (swift(gift.reference), "march.sta")]
    first, second = reversed(files) if turned else files
    bank_imports.take_in(*first, manager)

    report = bank_imports.take_in(*second, manager)

    assert (report.booked, gift.received) == ([], Money(800, "EUR"))
    [line] = bank_imports.again(report.waiting)
    day = "4 Mar 2026" if turned else "2 Mar 2026"
    why = f"A credit of the same amount, of {day}, was taken in with {first[1]}. Is it the same transfer?"
    assert (line.outcome, line.donation, line.why) == ("unclear", gift, why)
    bank_imports.book(report.waiting[0], gift, manager)
    assert Payment.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (table("For the paper"), swift("FUER DIE ZEITUNG")),
        (table("Oduya, Hanne: for the paper", payer=""), swift("FUER DIE ZEITUNG")),
    ],
)
def test_without_a_reference_the_payer_tells(manager, first, second):
    gift = pledge(interval="monthly")
    [by_hand] = bank_imports.take_in(first, "march.csv", manager).waiting
    bank_imports.book(by_hand, gift, manager)

    [line] = bank_imports.preview(second, "march.sta").lines

    assert (line.outcome, "Is it the same transfer?" in line.why) == ("unclear", True)


def test_what_is_another_transfer_is_booked(manager):
    gift, other = pledge(interval="monthly"), pledge(interval="monthly")
    bank_imports.take_in(table(gift.reference), "march.csv", manager)
    bank_imports.take_in(swift(other.reference, account="NL91ABNA0417164300"), "nl.sta", manager)

    for data in (
        swift(gift.reference, day=8),
        swift(pledge(interval="monthly").reference),
        table(gift.reference, day=4),
        swift(other.reference, day=5),
    ):
        [line] = bank_imports.preview(data, "a").lines
        assert (line.outcome, line.why) == ("books", "")


def test_how_many_files_and_lines_there_are_costs_no_query(manager, django_assert_num_queries):
    gift = pledge(interval="monthly")
    bank_imports.take_in(table(gift.reference), "march.csv", manager)
    told = bank_files.read(swift(gift.reference), "a", currency="EUR").credits
    many = bank_files.read(
        b"-\n".join(swift(gift.reference, day=day) for day in range(3, 30)), "a", currency="EUR"
    ).credits

    for credits_told in (told, many):
        with django_assert_num_queries(1):
            bank_imports.twins.twins(credits_told, ["HL"], [])


def test_a_return_of_an_account_with_a_new_name_is_the_one_that_was_handled(manager):
    gift = pledge(interval="monthly")
    data = (
        "Date;Amount;Payer;Text;Reference\n"
        f"2026-03-02;8.00;Hanne Oduya;{gift.reference};a\n"
        f"2026-03-05;-8.00;Hanne Oduya;{gift.reference};Rücklastschrift\n"
    ).encode()
    sheet = bank_files.table_of(data, "x.csv").sheet
    shape = bank_files.guessed(sheet)
    first, second = (
        shown_columns.show(bank_files.LAYOUT, sheet, shape, manager, account=account)
        for account in ("Giro", "Girokonto")
    )
    bank_imports.take_in(data, "a.csv", manager, first)
    bank_imports.book_back(BankReturn.objects.get(), manager, gift)

    longer = data + b"2026-03-09;1.00;Jon;new;b\n"
    seen = bank_imports.preview(longer, "b.csv", second)
    bank_imports.take_in(longer, "b.csv", manager, second)

    assert (seen.backs, BankReturn.objects.count()) == ((), 1)
    assert gift.received == Money(0, "EUR")
    assert {row.booked_on for row in BankReturn.objects.all()} == {date(2026, 3, 5)}


def camt(text: str, *, day: int = 2) -> bytes:
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>'
        f"<Id>1</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry>"
        '<Amt Ccy="EUR">8.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>2026-03-{day:02d}</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Dbtr>"
        f"<Nm>Hanne Oduya</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls>"
        "</Ntry></Stmt></BkToCstmrStmt></Document>"
    ).encode()


def test_an_archive_that_tells_a_transfer_in_two_formats_books_it_once(manager):
    gift = pledge(interval="monthly")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("a.xml", camt(gift.reference))
        archive.writestr("b.sta", swift(gift.reference))

    seen = bank_imports.preview(whole.getvalue(), "a.zip")
    report = bank_imports.take_in(whole.getvalue(), "a.zip", manager)

    why = "A credit of the same amount, of 2 Mar 2026, stands in this file too. Is it the same transfer?"
    assert [(line.outcome, line.why) for line in seen.lines] == [("books", ""), ("unclear", why)]
    assert (len(report.booked), gift.received) == (1, Money(800, "EUR"))
    [line] = bank_imports.again(report.waiting)
    assert (line.outcome, "was taken in with a.zip" in line.why) == ("unclear", True)
    for data in (camt(gift.reference, day=4), swift(gift.reference, day=5)):
        [line] = bank_imports.preview(data, "b").lines
        assert line.outcome == "unclear"


def test_two_tables_of_other_columns_are_two_exports(manager):
    gift = pledge(interval="monthly")
    bank_imports.take_in(table(gift.reference), "old.csv", manager)
    new = (
        "Booking date;Amount;Payer;Text;Description\n"
        f"2026-03-03;8.00;Hanne Oduya;{gift.reference};credit transfer\n"
    ).encode()

    report = bank_imports.take_in(new, "new.csv", manager)

    assert (report.booked, gift.received) == ([], Money(800, "EUR"))
    [line] = bank_imports.again(report.waiting)
    assert (line.outcome, "was taken in with old.csv" in line.why) == ("unclear", True)


def test_a_table_without_a_header_is_one_export_whatever_stands_in_its_columns(manager):
    gift = pledge(interval="monthly")
    shape = Shape(("date", "amount", "text", "", ""))
    for data, name in (
        (f"2026-03-02;8.00;{gift.reference};;5.00\n", "early.csv"),
        (f"2026-03-04;8.00;{gift.reference};7;none\n", "late.csv"),
    ):
        sheet = bank_files.table_of(data.encode(), name).sheet
        assert not shown_columns.shown(bank_files.LAYOUT, sheet)
        shown = shown_columns.show(bank_files.LAYOUT, sheet, shape, manager, account="Harbour Bank")
        report = bank_imports.take_in(data.encode(), name, manager, shown)

        assert (len(report.booked), report.waiting) == (1, [])


def test_a_credit_of_the_books_stands_for_one_that_comes(manager):
    gift = pledge(interval="monthly")
    bank_imports.take_in(table(gift.reference, day=4), "march.csv", manager)

    lines = bank_imports.preview(
        b"-\n".join(swift(gift.reference, day=day) for day in (2, 5, 6)), "march.sta"
    ).lines

    assert [(line.credit.booked_on.day, line.outcome) for line in lines] == [
        (2, "books"),
        (5, "unclear"),
        (6, "books"),
    ]


def test_what_two_accounts_say_alike_is_of_each(manager):
    other = "NL91ABNA0417164300"
    bank_imports.take_in(swift("R", mark="RC"), "a.sta", manager)
    bank_imports.take_in(swift("C"), "b.sta", manager)

    [back] = bank_imports.preview(swift("R", mark="RC", account=other), "c.sta").backs
    [line] = bank_imports.preview(swift("C", account=other), "d.sta").lines

    assert (back.told.account, line.outcome) == (other, "unmatched")


@pytest.mark.parametrize("text", ["{reference} danke", "SPENDE", "Spende von Donor{number}"])
@pytest.mark.parametrize("payer", ["Donor {number}", "PayPal Europe", ""])
def test_many_gifts_of_one_amount_and_day_are_looked_up_not_held_each_against_each(monkeypatch, text, payer):
    count = 300
    compared, read = [], []
    is_like, plain_name = likeness.Compared.is_like, likeness.plain_name
    monkeypatch.setattr(
        likeness.Compared, "is_like", lambda one, other: compared.append(1) or is_like(one, other)
    )
    monkeypatch.setattr(likeness, "plain_name", lambda told: read.append(1) or plain_name(told))
    told = [(payer.format(number=n), text.format(number=n, reference=make("HL"))) for n in range(count)]
    days = date(2026, 3, 2), date(2026, 3, 4)
    first, second = (
        [
            likeness.Compared(
                bank_files.Credit(str(number), Money(500, "EUR"), day, payer, "", text), "", ["HL"]
            )
            for number, (payer, text) in enumerate(told)
        ]
        for day in days
    )

    found = list(likeness.pairs(second, first))

    assert len(found) == count
    assert len(compared) <= 3 * count
    assert len(read) <= 4 * count
