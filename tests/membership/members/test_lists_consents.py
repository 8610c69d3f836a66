"""Newsletter consents as a list for the system that sends it: who may be written to, and who took it back."""

from __future__ import annotations

import csv
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command

from membership import giving, members
from membership.members import Details, change_details, lists
from membership.models import Look, Member
from tests.builders.gifts import at_desk, fact, make_donation, person
from tests.builders.membership_members import giver, member_of

pytestmark = pytest.mark.django_db
SAYS = "You may write to me about the harbour."
AT = "2026-03-01T12:00:00+01:00"


def consenting(email: str, **told) -> Member:
    with time_machine.travel(AT, tick=False):
        giving.apply(fact(make_donation(email=email, consent_text=SAYS, **told), reference=email))
    return Member.objects.get(email=email)


def takes_back(member: Member) -> None:
    with time_machine.travel("2026-04-02T09:30:00+02:00", tick=False):
        change_details(member, Details(name=member.name, language="", consents=False))


def taken(client, what: str) -> list[dict[str, str]]:
    answer = client.post(f"/admin/membership/member/lists/{what}.csv")
    assert answer.streaming
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


@pytest.fixture
def manager(client):
    return at_desk(client, "export_member", "view_member", "change_member")


def test_each_consent_is_listed_with_its_sentence_its_moment_and_its_place(client, manager):
    consenting("hanne@reader.example", name="=Hanne", language="de")
    told = member_of(giver("berta@reader.example", interval="once"))
    change_details(told, Details(name="Berta", language="en-gb", consents=True))
    takes_back(consenting("carla@reader.example"))
    giver("never@reader.example")
    erased = consenting("gone@reader.example")
    members.erase(erased, None)

    first, second = taken(client, "consents")

    assert first == {
        "e-mail": "hanne@reader.example",
        "name": "'=Hanne",
        "language": "de",
        "consent to": SAYS,
        "consent since": AT,
        "consent where": "the gift form",
    }
    assert (second["e-mail"], second["consent to"], second["consent where"]) == (
        "berta@reader.example",
        members.consent_sentence(),
        "their own page",
    )


def test_who_has_taken_it_back_is_a_list_of_its_own_until_they_agree_again_or_are_erased(client, manager):
    carla, dora, erased = (consenting(f"{name}@reader.example") for name in ("carla", "dora", "gone"))
    for one in (carla, dora, erased):
        takes_back(one)
    change_details(Member.objects.get(pk=dora.pk), Details(name="", language="", consents=True))
    members.erase(erased, None)
    giver("never@reader.example")

    gone, there = taken(client, "withdrawn"), taken(client, "consents")

    assert gone == [{"e-mail": "carla@reader.example", "withdrawn": "2026-04-02T09:30:00+02:00"}]
    assert [row["e-mail"] for row in there] == ["dora@reader.example"]
    assert Member.objects.get(pk=erased.pk).withdrawn_at is None


def test_what_staff_write_down_of_a_consent_says_so(client, manager):
    member = member_of(giver("hanne@reader.example"))
    url, told = f"/admin/membership/member/{member.pk}/change/", {"name": "Hanne", "same_as": ""}

    client.post(url, {**told, "may_write": "on"})
    said = [row["consent where"] for row in taken(client, "consents")]
    client.post(url, told)

    assert (said, len(taken(client, "consents")), len(taken(client, "withdrawn"))) == (
        ["told to staff"],
        0,
        1,
    )


def test_a_list_of_the_time_before_does_not_bring_back_what_was_taken_back(manager):
    takes_back(consenting("carla@reader.example"))

    lists.take_in(
        lists.read("e-mail,consent since\r\ncarla@reader.example,2024-05-06\r\nnew@reader.example,2024-05-06\r\n"), manager
    )  # fmt: skip

    agreed = Member.objects.agreed()
    assert [(one.email, one.consented_where) for one in agreed] == [("new@reader.example", "list")]


def test_the_lists_leave_a_line_and_need_their_permission(client, manager):
    consenting("hanne@reader.example")
    taken(client, "consents")
    taken(client, "withdrawn")
    seen = list(Look.objects.filter(what="export").order_by("pk").values_list("how", "rows"))
    client.force_login(person("uwe", "view_member"))

    refused = client.post("/admin/membership/member/lists/consents.csv")

    assert (seen, refused.status_code) == ([("consents", 1), ("withdrawn", 0)], 403)


def test_the_command_writes_the_same_list_and_the_same_line(client, manager):
    consenting("hanne@reader.example", name="Hanne Oduya")
    out = io.StringIO()

    call_command("export_list", "consents", "--by", "petra", stdout=out)
    told = [Look.objects.latest("pk").by_id, Look.objects.latest("pk").how]
    person("uwe", "view_member")

    assert out.getvalue().lstrip("\ufeff").splitlines()[1].startswith("hanne@reader.example,Hanne Oduya,")
    assert told == [manager.pk, "consents"]
    for name in ("uwe", "nobody"):
        with pytest.raises(CommandError):
            call_command("export_list", "consents", "--by", name, stdout=io.StringIO())


def test_a_long_list_leaves_as_a_stream(manager):
    consenting("hanne@reader.example")
    first = lists.as_csv(lists.export("consents", manager))

    assert (next(first), next(first)) == (
        "\ufeff",
        "e-mail,name,language,consent to,consent since,consent where\r\n",
    )
