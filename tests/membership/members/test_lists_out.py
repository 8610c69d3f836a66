"""Lists of donors that leave the house: no cell works anything out, and whoever takes one is written down."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from membership import giving, members
from membership.members import lists
from membership.models import Look, Member
from tests.builders.gifts import at_desk, fact, make_donation, person
from tests.builders.membership_members import giver, member_of

pytestmark = pytest.mark.django_db
#: As the desk says it of all its pages.
CLOSED = "max-age=0, no-cache, no-store, must-revalidate, private"


def rows(answer) -> list[dict[str, str]]:
    text = answer.getvalue().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture
def manager(client):
    return at_desk(client, "export_member", "view_member")


@pytest.mark.parametrize(
    ("cell", "out"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("'quoted", "''quoted"),
        ("Hanne = Oduya", "Hanne = Oduya"),
        ("", ""),
        (None, ""),
    ],
)
def test_no_cell_is_a_formula_and_each_comes_back_as_it_was(cell, out):
    assert lists.safe(cell) == out
    assert lists.plain(lists.safe(cell)) == (cell or "").strip()


def test_members_come_one_in_each_row_with_what_they_gave(client, manager):
    donation = giver(name='=HYPERLINK("x"), "Hanne"')
    giving.apply(fact(donation, reference="pay-again"))
    make_donation(email="never@reader.example")
    members.erase(member_of(giver("berta@reader.example", interval="once")), None)
    practice = make_donation(provider="practice", live=False, email="carla@reader.example", name="Carla")
    giving.apply(fact(practice, reference="practised"))

    answer = client.post("/admin/membership/member/lists/members.csv")

    today = f"{timezone.localdate()}"
    assert answer.streaming
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/csv; charset=utf-8", CLOSED)
    assert answer["Content-Disposition"] == f'attachment; filename="members-{today}.csv"'
    assert [(row["e-mail"], row["name"], row["given"], row["last gift"]) for row in rows(answer)] == [
        ("hanne@reader.example", """'=HYPERLINK("x"), "Hanne\"""", "16 EUR", today),
        ("carla@reader.example", "Carla", "", ""),
    ]


def test_payments_come_in_the_columns_that_are_taken_in_again(client, manager):
    giver(name="-Hanne", minor=1250)

    answer = client.post("/admin/membership/member/lists/gifts.csv")
    text = answer.getvalue().decode("utf-8-sig")
    listed = lists.read(text)

    assert tuple(rows_head(text)) == lists.COLUMNS
    [entry] = listed.entries
    assert (listed.faults, entry.email, entry.name, str(entry.amount), entry.on, entry.interval) == (
        [],
        "hanne@reader.example",
        "-Hanne",
        "€12.50",
        timezone.localdate(),
        "monthly",
    )


def rows_head(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text)))


def test_every_export_stands_in_the_audit_trail(client, manager):
    giver()
    client.post("/admin/membership/member/lists/members.csv").getvalue()
    client.post("/admin/membership/member/lists/gifts.csv").getvalue()

    assert list(Look.objects.order_by("pk").values_list("what", "how", "rows", "by")) == [
        ("export", "members", 1, manager.pk),
        ("export", "gifts", 1, manager.pk),
    ]


def test_an_export_that_is_broken_off_is_written_down_all_the_same(client, manager):
    giver()

    stream = client.post("/admin/membership/member/lists/members.csv").streaming_content
    next(iter(stream))

    assert Look.objects.count() == 1


@pytest.mark.parametrize("path", ["lists/", "lists/members.csv"])
def test_without_the_permission_there_is_no_list(client, path):
    client.force_login(person("uwe", "view_member", "change_member"))

    answer = client.post(f"/admin/membership/member/{path}")

    assert (answer.status_code, Look.objects.count()) == (403, 0)
    with pytest.raises(PermissionDenied):
        lists.export("members", person("vera", "view_member"))


def test_a_link_cannot_make_an_export_and_an_unknown_list_is_not_there(client, manager):
    assert client.get("/admin/membership/member/lists/members.csv").status_code == 405
    assert client.post("/admin/membership/member/lists/passwords.csv").status_code == 404
    assert Look.objects.count() == 0


def test_looking_at_members_at_the_desk_is_written_down_without_what_was_typed(client):
    client.force_login(person("uwe", "view_member", "change_member"))
    donation = giver()
    member = member_of(donation)

    client.get("/admin/membership/member/?q=hanne")
    page = client.get(f"/admin/membership/member/{member.pk}/change/")

    assert donation.reference in page.content.decode()
    assert list(Look.objects.order_by("pk").values_list("what", "which", "how", "rows")) == [
        ("members", "", "searched", 1),
        ("member", str(member.pk), "", 1),
    ]


def test_staff_change_name_consent_and_whose_person_it_is_and_nothing_else(client):
    client.force_login(person("uwe", "view_member", "change_member"))
    member, other = member_of(giver()), member_of(giver("h.oduya@reader.example"))
    url = f"/admin/membership/member/{member.pk}/change/"

    client.post(url, {"name": "Hanne O.", "same_as": other.pk, "may_write": "on", "email": "evil@x.example"})
    member.refresh_from_db()
    loop = client.post(f"/admin/membership/member/{other.pk}/change/", {"name": "H", "same_as": member.pk})

    assert (member.name, member.email, member.same_as) == ("Hanne O.", "hanne@reader.example", other)
    assert timezone.now() - member.consented_at < timedelta(minutes=1)
    assert member.consent_text == members.consent_sentence()
    assert "These two would each be the other." in loop.content.decode()
    assert Member.objects.get(pk=other.pk).same_as is None


def test_staff_erase_a_member_after_typing_the_address(client):
    client.force_login(person("petra", "view_member", "erase_member", "steer_donation"))
    donation = giver()
    url = f"/admin/membership/member/{donation.member_id}/erase/"

    asked = client.get(url)
    wrong = client.post(url, {"email": "x"})
    kept = Member.objects.get().email
    done = client.post(url, {"email": "hanne@reader.example"})

    assert donation.reference in asked.content.decode()
    assert (wrong.status_code, kept, done.status_code) == (422, "hanne@reader.example", 302)
    assert (Member.objects.get().email, donation.status) == ("", "ended")
    assert client.get(url).status_code == 404
