"""Lists from other systems: what was not understood is named, and a person shows once which column is what."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from membership.members import lists
from membership.models import Member, Payment, ShownColumns
from tests.builders.gifts import person, text, value

pytestmark = pytest.mark.django_db
URL = "/admin/membership/member/lists/"
STRANGE = "Adresse;Vorname;Nachname;Spende;Wann;Nr\nhanne@reader.example;Hanne;Oduya;12,50;03/04/2024;D-1\n"
SHOWN = ["e-mail", "name", "name", "amount", "date", "reference"]


@pytest.fixture
def desk(client):
    client.force_login(person("petra", "export_member", "view_member"))
    return client


def choose(desk, content: str):
    return desk.post(URL, {"file": SimpleUploadedFile("list.csv", content.encode())})


def send(desk, page, step: str, fields: list[str], **more):
    told = {f"column_{place}": field for place, field in enumerate(fields)}
    return desk.post(URL, {"looked_at": value(page, "looked_at"), "step": step, **told, **more})


def selected(page) -> list[str]:
    boxes = re.findall(r'<select name="column_\d+".*?</select>', page.content.decode(), re.DOTALL)
    return [
        unescape(found[1]) if (found := re.search(r'value="([\w -]*)" selected', box)) else ""
        for box in boxes
    ]


def test_columns_that_are_not_understood_are_named_and_can_be_said(desk):
    page = choose(desk, "e-mail;Lieblingsfarbe;Vorname\na@reader.example;green;Ann\n")
    assert "2 columns were not understood and are left out: Lieblingsfarbe, Vorname." in text(page)
    assert "Say what they are" in text(page)

    asked = send(desk, page, "columns", [])
    assert selected(asked) == ["e-mail", "", ""]
    looked = send(desk, asked, "use", ["e-mail", "", "name"])
    desk.post(URL, {name: value(looked, name) for name in ("looked_at", "columns")})

    assert Member.objects.get().name == "Ann"


def test_a_list_without_a_column_that_we_know_is_asked_about_and_kept(desk):
    page = choose(desk, STRANGE)
    assert ("Which column is what?" in text(page), ShownColumns.objects.count()) == (True, 0)
    assert selected(page) == ["e-mail", "", "", "", "date", ""]

    looked = send(desk, page, "look", SHOWN, days="mdy")
    for words in (
        "What that gives",
        "1 new member, 1 gift, 0 faults.",
        "Hanne Oduya",
        "4 Mar 2024",
        "€12.50",
    ):
        assert words in text(looked)
    assert (Member.objects.count(), ShownColumns.objects.count()) == (0, 0)
    plan = send(desk, looked, "use", SHOWN, days="mdy")
    assert "Columns as shown on" in text(plan)
    done = desk.post(URL, {name: value(plan, name) for name in ("looked_at", "columns")})

    assert done.status_code == 302
    member = Member.objects.get()
    assert (member.name, timezone.localdate(Payment.objects.get().at)) == ("Hanne Oduya", date(2024, 3, 4))
    again = choose(desk, STRANGE.replace("D-1", "D-2").replace("03/04", "03/05"))
    assert ("What would happen" in text(again), "5 Mar 2024" in text(again)) == (True, True)


def test_days_that_could_be_two_are_a_fault_until_their_order_is_said(desk):
    page = choose(desk, STRANGE)

    open_one = send(desk, page, "look", SHOWN)

    assert "date: Enter the day as 2026-11-22." in text(open_one)
    assert "4 Mar 2024" in text(send(desk, page, "look", SHOWN, days="mdy"))
    assert "3 Apr 2024" in text(send(desk, page, "look", SHOWN, days="dmy"))


def test_a_list_without_header_is_asked_about(desk):
    page = choose(desk, "hanne@reader.example;Hanne\nberta@reader.example;Berta\n5;6\n")

    assert selected(page) == ["e-mail", ""]
    assert "Column 1" in text(page)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (["", "name", "", "", "", ""], "Say which column is “E-mail”."),
        (["e-mail", "", "", "amount", "amount", ""], "Two columns are “Amount”. Choose one of them."),
    ],
)
def test_columns_that_cannot_be_are_asked_again(desk, fields, sentence):
    page = send(desk, choose(desk, STRANGE), "use", fields)

    assert (page.status_code, sentence in text(page), selected(page)) == (422, True, fields)
    assert ShownColumns.objects.count() == 0


def test_a_list_in_which_two_columns_mean_one_thing_is_asked_about(desk):
    page = choose(desk, "e-mail;gift;amount\na@reader.example;12.50;13.00\n")

    assert (page.status_code, selected(page)) == (200, ["e-mail", "amount", ""])


def test_first_and_last_name_are_one_name():
    [entry] = lists.read("e-mail,first name,last name\na@reader.example,Ann,Lowe\n").entries

    assert entry.name == "Ann Lowe"


def test_a_row_is_counted_as_a_spreadsheet_counts_it():
    listed = lists.read('e-mail,name\na@reader.example,"two\nlines"\n\nnobody,x\n')

    assert [fault.row for fault in listed.faults] == [4]
