"""Lists from other systems: looked at before they are taken in, once however often, and no row is lost in silence."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.utils import timezone

from membership import giving
from membership.members import lists
from membership.members.lists.reading import decode
from membership.models import Donation, Doubt, Issuer, Look, Member, Payment, Receipt, StatusReport
from membership.money import Money
from tests.builders.gifts import at_desk, person, text
from tests.builders.membership_members import giver
from tests.driving.member_lists import URL, held, look_at

pytestmark = pytest.mark.django_db

LIST = """E-Mail;Full name;Amount;Currency;Date;Frequency;Transaction ID;Consent date;Favourite colour
hanne@reader.example;Hanne Oduya;12,50;EUR;03.02.2024;once;D-1;2024-02-03;green
HANNE@reader.example;Hanne Oduya;8.00;eur;2024-03-01;monthly;D-2;;
berta@reader.example;Berta Quill;;;;;;2024-05-06;red
"""


@pytest.fixture
def manager(client):
    return at_desk(client, "export_member", "view_member")


def counts() -> list[int]:
    return [model.objects.count() for model in (Member, Donation, Payment)]


def test_a_list_is_looked_at_first_and_nothing_is_written(client, manager):
    giver("berta@reader.example")
    before = counts()

    page = look_at(client, LIST)

    said = text(page)
    assert counts() == before
    assert "1 new member, 2 gifts." in said
    assert "2 hanne@reader.example new member 3 Feb 2024, Once D-1 €12.50" in said
    assert "4 berta@reader.example known –" in said


def test_what_was_looked_at_is_taken_in(client, manager):
    Issuer.objects.create(name="Cooperative", address="14 Ropewalk", valid_from="2020-01-01")
    page = look_at(client, LIST)

    client.post(URL, {"looked_at": held(page)})

    hanne, berta = Member.objects.order_by("-email")
    assert (hanne.email, hanne.name, timezone.localdate(hanne.consented_at)) == (
        "hanne@reader.example",
        "Hanne Oduya",
        date(2024, 2, 3),
    )
    assert (berta.name, timezone.localdate(berta.consented_at)) == ("Berta Quill", date(2024, 5, 6))
    lines = Payment.objects.order_by("at")
    assert [(line.reference, str(line.amount), line.provider, line.recorded_by) for line in lines] == [
        ("D-1", "€12.50", "import", manager),
        ("D-2", "€8", "import", manager),
    ]
    assert [(gift.interval, gift.status, gift.member) for gift in Donation.objects.order_by("pk")] == [
        ("once", "received", hanne),
        ("monthly", "ended", hanne),
    ]
    assert [timezone.localdate(gift.promised_at) for gift in Donation.objects.order_by("pk")] == [
        date(2024, 2, 3),
        date(2024, 3, 1),
    ]
    assert list(Look.objects.order_by("pk").values_list("by", "what", "how", "rows")) == [
        (manager.pk, "import", "looked at: 2 members, 2 gifts", 3),
        (manager.pk, "import", "2 members, 2 gifts", 3),
    ]


def test_gifts_of_the_past_are_neither_thanked_for_nor_certified_again(client, manager):
    Issuer.objects.create(name="Cooperative", address="14 Ropewalk", valid_from="2020-01-01")

    lists.take_in(lists.read(LIST), manager)

    assert Payment.objects.count() == 2
    assert (Receipt.objects.count(), outbox.outbox) == (0, [])


def test_twice_is_once(client, manager):
    lists.take_in(lists.read(LIST), manager)
    before = counts()

    page = look_at(client, LIST)
    lists.take_in(lists.read(LIST), manager)

    assert counts() == before
    assert "0 new members, 0 gifts." in text(page)
    assert text(page).count("taken in already") == 2


def test_what_we_know_is_not_overwritten_by_another_systems_list(manager):
    giver(name="Hanne Oduya-Berg")

    lists.take_in(lists.read(LIST), manager)

    assert Member.objects.get(email="hanne@reader.example").name == "Hanne Oduya-Berg"


def test_every_fault_is_named_by_row_and_column_and_good_rows_still_come(client, manager):
    bad = """e-mail,name,amount,currency,date,interval,reference,consent date
nobody,X,5,EUR,2024-01-01,once,A-1,
a@reader.example,X,five,EUR,2024-01-01,once,A-2,
b@reader.example,X,5,EURO,yesterday,weekly,,
c@reader.example,X,5.001,EUR,2099-01-01,once,A-3,soon
d@reader.example,X,,,2024-01-01,,A-4,
e@reader.example,X,5,EUR,2024-01-01,once,A-5,
e@reader.example,X,6,EUR,2024-01-02,once,A-5,
f@reader.example,X,5,JPY,2024-01-01,once,A-6,
"""

    page = look_at(client, bad)
    client.post(URL, {"looked_at": held(page)})

    found = [(fault.row, fault.column) for fault in lists.read(bad).faults]
    assert found == [
        (2, "e-mail"),
        (3, "amount"),
        (4, "currency"),
        (4, "date"),
        (4, "interval"),
        (4, "reference"),
        (5, "consent date"),
        (5, "amount"),
        (5, "date"),
        (6, "amount"),
        (8, "reference"),
    ]
    assert "6 rows are left out." in text(page)
    assert "8 reference Row 7 has the same reference." in text(page)
    assert sorted(Payment.objects.values_list("reference", "minor", "currency")) == [
        ("A-5", 500, "EUR"),
        ("A-6", 5, "JPY"),
    ]


@pytest.mark.parametrize("number", ["bank/2021-7", "bank/12", "bank/"])
def test_a_lists_own_number_that_looks_like_a_credits_is_about_none(manager, number):
    lists.take_in(lists.read(LIST.replace("D-1", number)), manager)

    assert Payment.objects.filter(reference__startswith=number).exists()
    assert not Doubt.objects.filter(what=Doubt.CREDIT).exists()


def test_a_reference_that_belongs_to_somebody_else_is_left_out(manager):
    lists.take_in(lists.read(LIST), manager)
    other = "e-mail,amount,date,reference\ncarla@reader.example,5,2024-01-01,D-1\n"

    plan = lists.take_in(lists.read(other), manager)

    assert [(fault.row, fault.column) for fault in plan.faults] == [(2, "reference")]
    assert Payment.objects.get(reference="D-1").donation.member.email == "hanne@reader.example"
    assert not Member.objects.filter(email="carla@reader.example").exists()


def test_what_fails_on_the_way_leaves_whole_rows_and_goes_on_when_the_list_is_chosen_again(
    client, manager, monkeypatch
):
    monkeypatch.setattr("membership.members.lists.list_import.AT_ONCE", 1)
    page = look_at(client, LIST)
    move_in, calls = giving.move_in, []

    def breaks(*args, **told):
        calls.append(args)
        if len(calls) == 2:
            raise DatabaseError("away")
        return move_in(*args, **told)

    monkeypatch.setattr(giving, "move_in", breaks)
    answer = client.post(URL, {"looked_at": held(page)})

    assert (answer.status_code, counts()) == (422, [1, 1, 1])
    assert "choose the same list again" in text(answer)
    assert {one.how for one in Look.objects.all()} == {"looked at: 2 members, 2 gifts", "2 members, 2 gifts"}

    client.post(URL, {"looked_at": held(look_at(client, LIST))})

    assert counts() == [2, 2, 2]


def test_nobody_can_put_another_list_in_the_place_of_the_one_looked_at(client, manager):
    answer = client.post(URL, {"looked_at": f"{held(look_at(client, LIST))}x"})

    assert (answer.status_code, counts()) == (422, [0, 0, 0])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello", "No column is called “e-mail”"),
        (b"", "The submitted file is empty."),
        (b"PK\x03\x04\x00\x00", "This is no CSV file."),
        (b"e-mail\n" + b"a@reader.example\n" * 20_001, "more than 20,000 rows"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(client, manager, content, said):
    page = look_at(client, content)

    assert page.status_code == 422
    assert said in text(page)


def test_no_file_at_all_is_asked_for(client, manager):
    page = client.post(URL, {})

    assert (page.status_code, "Choose a CSV file." in text(page)) == (422, True)


def test_older_spreadsheets_and_their_separators_are_understood(manager):
    listed = lists.read(
        decode(
            "e-mail\tname\tamount\tdate\treference\nj@reader.example\tJörg\t1.234,50\t01.02.2024\tZ\n".encode(
                "cp1252"
            )
        )
    )

    [entry] = listed.entries
    assert (entry.name, entry.amount, entry.on) == ("Jörg", Money(123450, "EUR"), date(2024, 2, 1))


def test_taking_in_needs_the_permission():
    with pytest.raises(PermissionDenied):
        lists.take_in(lists.read(LIST), person("uwe", "view_member"))
    member = Member.objects.create(email="a@reader.example")
    with pytest.raises(PermissionDenied):
        giving.move_in(
            giving.Past("D-1", Money(500, "EUR"), date(2024, 1, 1)), member, by=person("vera", "view_member")
        )

    assert (Payment.objects.count(), StatusReport.objects.count()) == (0, 0)
