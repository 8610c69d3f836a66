"""A discrepancy is settled while it is open, by one person; and no month closes over one, however many there are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from membership.books.discrepancies import in_the_way, ledger, listed, resolve
from membership.giving import Refused
from membership.models import BankCredit, BankStatement, Payment, Resolution
from tests.builders.gifts import make_donation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return person("keeper", "close_books", "receive_donation", "view_donation")


@pytest.fixture
def statement(keeper):
    return BankStatement.objects.create(name="march.csv", digest="d", format="CSV", taken_by=keeper)


def credit(statement, number: int = 1, on: date = date(2026, 3, 2)) -> BankCredit:
    return BankCredit.objects.create(
        statement=statement, reference=f"B{number}", minor=800, currency="EUR", booked_on=on
    )


def test_what_is_not_open_is_not_settled(keeper, statement):
    one = credit(statement)
    assert [found.about for found in listed(keeper)] == [str(one.pk)]

    for kind, about, how in (
        ("credit", "999", "not-ours"), ("receipt", "1", "none"), ("held", "1:1", "left"),
    ):  # fmt: skip
        with pytest.raises(Refused):
            resolve(kind, about, how, by=keeper, note="No reason")

    assert Resolution.objects.count() == 0


def test_the_second_is_told_who_settled_it_and_the_same_person_twice_is_once(keeper, statement):
    about = str(credit(statement).pk)
    other = person("ada", "close_books", "receive_donation")
    gift = make_donation()

    first = resolve("credit", about, "not-ours", by=keeper, note="Rent")
    assert resolve("credit", about, "not-ours", by=keeper, note="Rent") == first
    with pytest.raises(Refused, match="keeper settled this on"):
        resolve("credit", about, "book", by=other, note=gift.reference)

    assert Payment.objects.count() == 0


def test_while_one_is_at_it_another_does_nothing_and_the_claim_ends_with_it(keeper, statement):
    about = str(credit(statement).pk)
    gift = make_donation()
    cache.add(f"membership.discrepancies:credit:{about}", 1, 60)

    with pytest.raises(Refused, match="at this moment"):
        resolve("credit", about, "book", by=keeper, note=gift.reference)
    assert Payment.objects.count() == 0
    cache.delete(f"membership.discrepancies:credit:{about}")
    with pytest.raises(Refused, match="No gift has the reference"):
        resolve("credit", about, "book", by=keeper, note="HL-XXXX-XX")
    resolve("credit", about, "book", by=keeper, note=gift.reference)

    assert Payment.objects.count() == 1


def test_newer_ones_do_not_push_an_older_month_s_out_of_sight(keeper, statement, monkeypatch):
    monkeypatch.setattr(ledger, "MOST", 2)
    old = credit(statement)
    for number in range(2, 5):
        credit(statement, number, date(2026, 4, number))
    april = timezone.make_aware(timezone.datetime(2026, 4, 1))

    assert str(old.pk) not in [one.about for one in listed(keeper)]
    assert [one.about for one in in_the_way(april)] == [str(old.pk)]
    assert len(in_the_way(april + timedelta(days=30))) == 4
