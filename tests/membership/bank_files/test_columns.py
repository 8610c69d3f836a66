"""A person shows once which column of a bank's table is what; from then on it is read so."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from membership import bank_files, bank_imports
from membership.bank_imports import shown_columns
from membership.models import AppendOnly, BankCredit, BankStatement, Payment, ShownColumns
from membership.money import Money
from tests.builders.bank_files import desk, manager, pledge  # noqa: F401 (fixtures)
from tests.builders.gifts import person, text, value
from tests.driving.bank_desk import TAKE_IN, choose, selected, send

pytestmark = pytest.mark.django_db
STRANGE = "Wann;Wieviel;Wovon;Wofür;Rest\n03/04/2026;1.234;Rosa Tammel;{reference};9\n"


SHOWN = ["date", "amount", "payer", "text", ""]


def test_columns_that_nobody_knows_are_named_and_asked_about(desk):
    page = choose(desk, STRANGE.format(reference="x"))

    assert page.status_code == 200
    assert "Not understood: Wann, Wieviel, Wovon, Wofür, Rest." in text(page)
    # What the columns hold is proposed: days, figures.
    assert selected(page) == ["date", "amount", "text", "text", "balance"]
    for words in ("Rosa Tammel", "03/04/2026", "Show what that gives", "Use these columns"):
        assert words in page.content.decode()
    assert (BankStatement.objects.count(), ShownColumns.objects.count()) == (0, 0)


def test_what_is_shown_is_looked_at_kept_and_used_without_asking_again(desk, manager):
    gift, later = pledge(minor=123_400), pledge()
    page = choose(desk, STRANGE.format(reference=gift.reference))

    looked = send(desk, page, "look", SHOWN)
    assert (looked.status_code, ShownColumns.objects.count()) == (422, 0)
    for words in ("“1.234” could be a thousand or a part.", "Amounts are written as", "Days are written as"):
        assert words in text(looked)
    looked = send(desk, looked, "look", SHOWN, point=",", days="mdy")
    assert "What that gives 1 credit." in text(looked)
    assert text(looked).index("What that gives") < text(looked).index("Show what that gives")
    assert ("4 Mar 2026" in text(looked), "€1,234.00" in text(looked)) == (True, True)
    preview = send(desk, looked, "use", SHOWN, point=",", days="mdy")

    row = ShownColumns.objects.get()
    assert (row.by, row.account, row.shape.fields, row.shape.days, row.shape.point) == (
        manager,
        "Harbour Bank",
        tuple(SHOWN),
        "mdy",
        ",",
    )
    assert "Will be booked" in text(preview)
    assert "It is taken for a file of Harbour Bank." in text(preview)
    desk.post(TAKE_IN, {name: value(preview, name) for name in ("carried", "name", "columns")})
    assert gift.received == Money(123_400, "EUR")
    assert BankStatement.objects.get().account == "Harbour Bank"

    again = choose(desk, STRANGE.format(reference=later.reference).replace("1.234", "8,00"), "april.csv")

    assert ("What will happen" in text(again), later.reference in text(again)) == (True, True)
    assert f"for a file of {row.account}." in text(again)


def test_a_table_that_tells_of_balances_is_asked_once_whose_they_are(desk):
    data = "Date;Amount;Text;Balance\n{};8.00;{};{}\n"
    page = choose(desk, data.format("2026-03-01", "Gift", "100.00"))
    preview = send(desk, page, "use", ["date", "amount", "text", "balance"])
    desk.post(TAKE_IN, {name: value(preview, name) for name in ("carried", "name", "columns")})

    later = choose(desk, data.format("2026-03-09", "Another gift", "208.00"), "later.csv")

    assert "Which column is what?" in text(page)
    assert "with €200.00; the last one of this account ended on 1 Mar 2026 with €100.00" in text(later)


def test_what_has_to_be_asked_is_asked_whatever_step_is_sent(desk):
    page = choose(desk, "Date;Amount;Text;Balance\n2026-03-01;8.00;Gift;100.00\n")

    answer = desk.post(TAKE_IN, {"step": "", **{name: value(page, name) for name in ("carried", "name")}})

    assert "Which column is what?" in text(answer)
    assert not BankStatement.objects.exists()


def test_a_pressed_button_shows_the_columns_of_a_file_that_was_understood(desk):
    gift = pledge()
    data = f"Date;Amount;Text;Reference\n2026-03-01;8.00;{gift.reference};Rosa\n"
    preview = choose(desk, data)
    assert "The columns are wrong" in text(preview)

    page = send(desk, preview, "columns", [])
    assert selected(page) == ["date", "amount", "text", "text"]
    done = send(desk, page, "use", ["date", "amount", "text", "payer"])

    assert ("Rosa" in text(done), "Will be booked" in text(done)) == (True, True)


def test_what_was_taken_in_is_known_again_whatever_is_shown_later(desk, manager):
    gift = pledge()
    known = f"Date;Amount;Text;Reference\n2026-03-01;8.00;{gift.reference};Rosa\n"
    bank_imports.take_in(known.encode(), "march.csv", manager)
    page = send(desk, choose(desk, known + "2026-03-02;3.00;more;Jon\n"), "columns", [])

    preview = send(desk, page, "use", ["date", "amount", "payer", "text"])

    assert text(preview).count("Here already") == 2  # in the totals, and on its line
    desk.post(TAKE_IN, {name: value(preview, name) for name in ("carried", "name", "columns")})
    assert (BankCredit.objects.count(), gift.received) == (2, Money(800, "EUR"))


def test_a_file_without_header_is_asked_about_once(desk):
    gift, later = pledge(), pledge()
    line = "14/03/2026,8.00,{},120.00\n15/03/2026,-1.00,rent,119.00\n"
    page = choose(desk, line.format(gift.reference))
    assert ("The file does not name its columns." in text(page), selected(page)) == (
        True,
        ["date", "amount", "text", "balance"],
    )

    send(desk, page, "use", ["date", "amount", "text", "balance"])
    preview = choose(desk, line.format(later.reference))

    assert ("What will happen" in text(preview), later.reference in text(preview)) == (True, True)


def test_a_word_of_the_status_that_nobody_knows_can_be_said_to_mean_booked(desk):
    gift = pledge()
    data = (
        f"Date;Amount;Text;Status\n2026-03-01;8.00;{gift.reference};Angekommen\n2026-03-02;1.00;x;Pending\n"
    )
    preview = choose(desk, data)
    assert ("We do not know whether “Angekommen” means booked." in text(preview), gift.received.minor) == (
        True,
        0,
    )

    page = send(desk, preview, "columns", [])
    done = send(desk, page, "use", ["date", "amount", "text", "status"], booked=["Angekommen"])

    assert ("Will be booked" in text(done), text(done).count("Not booked yet")) == (True, 1)


def test_a_word_that_was_said_to_mean_booked_stays_so_and_can_be_taken_back(desk):
    head = "Date;Amount;Text;Status\n2026-03-01;8.00;a;"
    fields = ["date", "amount", "text", "status"]
    asked = send(desk, choose(desk, f"{head}Angekommen\n"), "columns", [])
    send(desk, asked, "use", fields, booked=["Angekommen"])

    later = send(desk, choose(desk, f"{head}Booked\n"), "columns", [])
    kept = send(desk, later, "use", fields, booked=["Angekommen"])
    assert ShownColumns.objects.count() == 1
    send(desk, send(desk, kept, "columns", []), "use", fields)

    assert ("“Angekommen”" in text(later), kept.status_code) == (True, 200)
    assert [row.shape.booked for row in ShownColumns.objects.order_by("pk")] == [("Angekommen",), ()]


@pytest.mark.parametrize("days", ["", "mdy"])
def test_days_that_could_be_two_are_asked_about_before_anything_is_booked(desk, days):
    data = "Date;Amount;Text\n03/04/2026;8.00;x\nPending;1.00;y\n"
    page = choose(desk, data)
    assert ("Which column is what?" in text(page), "Days are written as" in text(page)) == (True, True)

    send(desk, page, "use", ["date", "amount", "text"], days=days)

    assert ("4 Mar 2026" in text(choose(desk, data))) == bool(days)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (["", "amount", "", "", ""], "Say which column is “Day”."),
        (["date", "", "", "", ""], "Say which column is “Amount” or “Money in”."),
        (["date", "amount", "date", "", ""], "Two columns are “Day”. Choose one of them."),
        (["date", "amount", "nonsense", "", ""], "nonsense is not one of the available choices"),
    ],
)
def test_columns_that_cannot_be_are_asked_again_and_what_was_chosen_stays(desk, fields, sentence):
    page = send(desk, choose(desk, STRANGE.format(reference="x")), "use", fields)

    assert (page.status_code, sentence in text(page), ShownColumns.objects.count()) == (422, True, 0)
    assert [one for one in selected(page) if one] == [one for one in fields if one not in {"", "nonsense"}]


def test_an_account_needs_a_name(desk):
    page = send(desk, choose(desk, STRANGE.format(reference="x")), "use", SHOWN, account=" ")

    assert (page.status_code, "Give the account a name." in text(page)) == (422, True)


def test_what_the_columns_give_is_shown_before_the_account_has_a_name(desk):
    page = send(
        desk, choose(desk, STRANGE.format(reference="x")), "look", SHOWN, account="", point=",", days="mdy"
    )

    assert "What that gives 1 credit." in text(page)


def test_two_accounts_with_the_same_columns_are_told_apart_by_a_person(desk):
    data = STRANGE.format(reference="x").replace("1.234", "8,00").replace("/04/", "/14/")
    fields = {"point": ","}
    first = send(desk, choose(desk, data), "use", SHOWN, **fields)
    other = send(desk, send(desk, first, "columns", []), "use", SHOWN, **fields, account="Savings")
    assert "for a file of Savings." in text(other)

    page = choose(desk, data)

    assert ("Which column is what?" in text(page), selected(page)) == (True, SHOWN)
    assert 'value="Harbour Bank"' in page.content.decode()
    assert {row.account for row in ShownColumns.objects.all()} == {"Harbour Bank", "Savings"}


def test_said_twice_it_is_one_row_and_changed_it_is_a_second(desk, manager):
    table = bank_files.table_of(STRANGE.format(reference="x").encode(), "a.csv")
    shape = table.proposed
    one = shown_columns.show(bank_files.LAYOUT, table.sheet, shape, manager, account="A")
    same = shown_columns.show(bank_files.LAYOUT, table.sheet, shape, manager, account="A")
    changed = type(shape)(tuple(SHOWN))
    two = shown_columns.show(bank_files.LAYOUT, table.sheet, changed, manager, account="A")

    assert (one, [row.pk for row in shown_columns.shown(bank_files.LAYOUT, table.sheet)]) == (same, [two.pk])
    with pytest.raises(AppendOnly):
        one.save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE membership_showncolumns SET account = 'B'")


def test_columns_of_another_kind_of_file_are_not_used(desk, manager):
    table = bank_files.table_of(b"Eins;Zwei\n2026-03-01;8.00\n", "a.csv")
    other = shown_columns.show(bank_files.LAYOUT, table.sheet, table.proposed, manager, account="A")
    preview = choose(desk, "Date;Amount\n2026-03-01;8.00\n")

    answer = desk.post(
        TAKE_IN, {**{name: value(preview, name) for name in ("carried", "name")}, "columns": other.pk}
    )

    assert (answer.status_code, Payment.objects.count(), BankStatement.objects.count()) == (422, 0, 0)
    assert "The columns have changed meanwhile." in text(answer)


def test_who_may_not_take_in_statements_is_not_shown_the_columns(client):
    client.force_login(person("rita", "view_bankstatement"))

    assert choose(client, STRANGE.format(reference="x")).status_code == 403


def test_an_archive_of_several_accounts_knows_what_was_taken_in_alone(manager):
    def swift(account: str, number: int) -> str:
        return f":20:X\n:25:{account}\n:60F:C260301EUR0,00\n:61:260301C{number},00NTRFNONREF//R{number}\n"

    bank_imports.take_in(swift("DE1", 1).encode(), "a.sta", manager)
    report = bank_imports.take_in((swift("DE1", 1) + "-\n" + swift("DE2", 2)).encode(), "b.sta", manager)

    assert (report.known, [row.account for row in report.waiting]) == (1, ["DE2"])
