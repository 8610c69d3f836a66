"""A gift that came by itself is written down once, thanked for and certified like any other."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from membership import bank_imports, giving
from membership.books import discrepancies
from membership.models import BankCredit, Donation, Letter, Payment, Receipt
from membership.money import Money
from tests.builders.bank_files import csv
from tests.builders.gifts import make_donation, person, text, value
from tests.builders.receipt_book import issuer  # noqa: F401

pytestmark = pytest.mark.django_db
TAKE = "/admin/membership/donation/take/"


@pytest.fixture
def hand():
    return person("petra", "receive_donation", "view_donation", "view_bankstatement", "close_books")


@pytest.fixture
def desk(client, hand):
    client.force_login(hand)
    return client


@pytest.fixture
def credit(hand):
    """A transfer that names no gift of ours."""
    bank_imports.take_in(csv(("For the harbour reporting", "25.00")), "march.csv", hand)
    return BankCredit.objects.get()


def found(**told) -> giving.ArrivedMoney:
    return giving.ArrivedMoney(
        **{
            "name": "Mio Farrow",
            "amount": Money(5000, "EUR"),
            "on": timezone.localdate(),
            "how": "cash",
            "email": "mio@reader.example",
            **told,
        }
    )


def test_cash_becomes_a_gift_of_its_own_with_thanks_receipt_and_member(hand):
    payment = giving.take(found(note="in the newsroom"), by=hand, token="one")

    gift = Donation.objects.get()
    assert (gift.provider, gift.interval, gift.promised, gift.donor, gift.live, gift.status) == (
        "pledge", "once", Money(5000, "EUR"), "Mio Farrow", True, "received",
    )  # fmt: skip
    assert (payment.amount, payment.note, payment.recorded_by) == (
        Money(5000, "EUR"),
        "Cash, in the newsroom",
        hand,
    )
    assert [(letter.kind, letter.to) for letter in Letter.objects.all()] == [("thanks", "mio@reader.example")]
    assert [(paper.kind, paper.amount) for paper in Receipt.objects.all()] == [("gift", Money(5000, "EUR"))]
    assert gift.member.email == "mio@reader.example"


def test_without_an_address_nothing_is_mailed_and_nothing_waits_to_be(hand):
    giving.take(found(email=""), by=hand, token="one")

    assert Letter.objects.count() == 0
    assert Payment.objects.count() == Receipt.objects.count() == 1
    assert [one.kind for one in discrepancies.listed(hand)] == []


def test_the_same_form_sent_twice_is_one_gift(hand):
    first = giving.take(found(), by=hand, token="one")
    second = giving.take(found(), by=hand, token="one")
    other = giving.take(found(), by=hand, token="two")

    assert first == second
    assert other != first
    assert Donation.objects.count() == 2


def test_a_credit_is_taken_once_from_however_many_pages(hand, credit):
    first = giving.take(found(credit=credit), by=hand, token="one")
    second = giving.take(found(credit=credit), by=hand, token="two")

    assert first == second
    assert (first.amount, first.reference, timezone.localdate(first.at)) == (
        Money(2500, "EUR"),
        f"bank/{credit.pk}",
        credit.booked_on,
    )
    assert discrepancies.listed(hand) == []


def test_a_credit_that_is_booked_for_a_gift_is_not_taken_as_another(hand, credit):
    gift = make_donation(minor=2500, reference="HL-7K4Q-VX")
    giving.receive_credit(gift, credit, by=hand)

    with pytest.raises(giving.Refused, match="HL-7K4Q-VX"):
        giving.take(found(credit=credit), by=hand, token="one")

    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": date(2099, 1, 1)},
        {"on": timezone.localdate() - timedelta(days=500)},
        {"amount": Money(0, "EUR")},
        {"name": " "},
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(hand, wrong):
    with pytest.raises(giving.Refused):
        giving.take(found(**wrong), by=hand, token="one")

    assert Donation.objects.count() == 0


def test_who_may_not_mark_gifts_received_writes_none_down(client):
    reader = person("ada", "view_donation")
    client.force_login(reader)

    with pytest.raises(PermissionDenied):
        giving.take(found(), by=reader, token="one")
    page = client.get(TAKE)

    assert page.status_code == 403
    assert "Write down a gift" not in text(client.get("/admin/membership/donation/"))


def test_the_desk_writes_a_cheque_down(desk):
    assert f'href="{TAKE}"' in desk.get("/admin/membership/donation/").content.decode()
    form = desk.get(TAKE)
    told = {
        "name": "Mio Farrow", "amount": "50", "currency": "EUR", "on": "2026-11-20", "how": "cheque",
        "on_": "", "token": value(form, "token"),
    }  # fmt: skip
    told["on"] = f"{timezone.localdate():%Y-%m-%d}"

    wrong = desk.post(TAKE, {**told, "amount": "a lot"})
    done = desk.post(TAKE, told)
    again = desk.post(TAKE, told)

    payment = Payment.objects.get()
    assert wrong.status_code == 422
    assert value(wrong, "name") == "Mio Farrow"
    assert (payment.amount, payment.note) == (Money(5000, "EUR"), "Cheque")
    assert (
        done["Location"] == again["Location"] == f"/admin/membership/donation/{payment.donation_id}/change/"
    )


def test_a_credit_that_belongs_to_no_gift_leads_to_the_page_filled_in(desk, credit):
    link = f"{TAKE}?credit={credit.pk}"
    for page in (
        "/admin/membership/findings/",
        f"/admin/membership/bankstatement/{credit.statement_id}/change/",
    ):
        assert link in re.findall(r'href="([^"]*)"', desk.get(page).content.decode())
    form = desk.get(link)

    assert (value(form, "name"), value(form, "note")) == (credit.payer, "For the harbour reporting")
    assert "€25.00" in text(form)
    desk.post(link, {"name": credit.payer, "token": value(form, "token")})
    assert [line.amount for line in Payment.objects.all()] == [Money(2500, "EUR")]
