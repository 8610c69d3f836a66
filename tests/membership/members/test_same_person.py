"""Two rows that are one person: their gifts, papers and erasure are one."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from membership import giving, members
from membership.models import Donation, Issuer, Member
from membership.money import Money
from tests.builders.gifts import fact, make_donation, person, text
from tests.builders.membership_members import giver, member_of, sign_in, token_of
from tests.driving.at_once import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def both():
    """Two gifts, given under two addresses of one person; the older one is the root."""
    Issuer.objects.create(name="Cooperative", address="14 Ropewalk", valid_from="2020-01-01")
    one, other = giver(), giver("h.oduya@work.example")
    Member.objects.filter(pk=other.member_id).update(same_as=one.member_id)
    return one, Donation.objects.get(pk=other.pk)


@pytest.mark.parametrize("email", ["hanne@reader.example", "h.oduya@work.example"])
def test_under_either_address_the_whole_person_is_shown(both, email):
    client, year = sign_in(email), timezone.localdate().year

    page = client.get("/membership/me/")
    whole = client.get(f"/membership/me/years/{year}/")

    assert [
        gift.reference in text(page) or str(gift.public_id) in page.content.decode() for gift in both
    ] == [
        True,
        True,
    ]
    assert members.given_in(Member.objects.get(email=email), year) == [Money(1600, "EUR")]
    assert (whole.status_code, "€16" in text(whole)) == (200, True)


def test_the_receipts_of_both_are_opened_and_the_gifts_of_both_are_steered(both):
    client = sign_in()
    one, other = both
    receipt = other.receipts.get(kind="gift")

    paper = client.get(f"/membership/me/receipts/{receipt.name}/")
    client.post(f"/membership/me/gifts/{other.public_id}/stop/", {"token": token_of(client)})

    assert paper.status_code == 200
    assert ([one.status, other.status]) == ["active", "ended"]


@pytest.mark.parametrize("which", [0, 1])
def test_erasing_either_row_erases_both(both, which):
    make_donation(email="h.oduya@work.example", name="Hanne at work")

    members.erase(member_of(both[which]), None, stop_gifts=True)

    rows = Member.objects.values_list("email", "name", "erased_at")
    assert [(email, name, at is not None) for email, name, at in rows] == [("", "", True)] * 2
    assert set(Donation.objects.values_list("email", "name")) == {("", "")}
    assert [str(gift.status) for gift in both] == ["ended", "ended"]


def test_a_gift_that_was_given_back_and_still_runs_is_stopped_before_the_erasure():
    gift = giver(minor=800)
    giving.apply(fact(gift, kind="refund", reference="back", amount=Money(-800, "EUR"), of=f"pay-{gift.pk}"))

    running = members.running(member_of(gift))

    assert (str(gift.status), running) == ("given-back", [gift])


def test_an_address_keeps_its_letters_so_that_mail_goes_to_nobody_else():
    gift = giver("Me@Straße.example")

    assert member_of(gift).email == "me@straße.example"
    assert members.signing_in._member("ME@straße.example") == member_of(gift)
    assert members.signing_in._member("me@strasse.example") is None


def test_the_overview_asks_the_same_however_many_gifts_there_are():
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/membership/me/").status_code == 200
        return len(seen)

    giver()
    client = sign_in()
    asked()
    few = asked()
    for _number in range(4):
        giver()

    assert asked() == few


def test_whoever_is_somebody_who_is_a_third_is_that_third(client):
    client.force_login(person("keeper", "view_member", "change_member"))
    first, second, third, root = (Member.objects.create(email=f"h{n}@work.example") for n in range(4))
    for one, other in ((second, first), (third, second), (first, root)):
        told = {"name": "Hanne Oduya", "same_as": other.pk}
        client.post(f"/admin/membership/member/{one.pk}/change/", told)

    rows = Member.objects.order_by("pk").values_list("same_as", flat=True)

    assert list(rows) == [root.pk, root.pk, root.pk, None]


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_that_make_each_the_other_one_is_told_so(monkeypatch):
    one, other = (member_of(giver(mail)) for mail in ("hanne@reader.example", "h.oduya@work.example"))
    staff = person("uwe", "view_member", "change_member")
    second_is_asked, real = threading.Event(), giving.rename

    def slow(*told) -> None:
        second_is_asked.wait(1)
        real(*told)

    def make_same(this: Member, that: Member) -> str:
        client = Client()
        client.force_login(staff)
        url = f"/admin/membership/member/{this.pk}/change/"
        return client.post(url, {"name": "H", "same_as": that.pk}).content.decode()

    monkeypatch.setattr(giving, "rename", slow)
    answers = at_once(lambda: make_same(one, other), lambda: make_same(other, one))

    assert sorted("These two would each be the other." in answer for answer in answers) == [False, True]
    assert Member.objects.exclude(same_as=None).count() == 1
