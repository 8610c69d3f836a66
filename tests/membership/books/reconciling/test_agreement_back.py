"""“Same as the provider?” of a repeated gift, of which an older payment went back; and a credit booked once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from membership import giving, providers
from membership.books.reconciling import agreement
from membership.models import BankCredit, BankStatement
from membership.money import Money
from tests.builders.gifts import fact, make_donation, person
from tests.driving.counter import Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def gift(monkeypatch):
    """Paid twice; something of the older payment went back, of which the provider tells when asked about it."""
    counter = Counter()
    monkeypatch.setitem(providers.REGISTRY, "counter", counter)
    gift = make_donation(provider="counter", provider_reference="till-1", interval="monthly")
    then = timezone.now() - timedelta(days=31)
    first, second = fact(gift, reference="pay-1", at=then), fact(gift, reference="pay-2")
    back = fact(gift, kind="refund", reference="back-1", amount=Money(-300, "EUR"), of="pay-1")
    counter.truth = {"till-1": [first, second], "pay-1": [first, back]}
    giving.apply_all([first, second, back])
    return gift


def test_what_went_back_on_an_older_payment_is_asked_about_and_agrees(gift):
    found = agreement.ask(gift)

    assert (found.agrees, found.said) == (True, "Agrees to the penny")
    assert "3 of 3 lines known there" in found.told


def test_what_the_provider_has_never_heard_of_still_differs(gift):
    providers.REGISTRY["counter"].truth["pay-1"] = []

    found = agreement.ask(gift)

    assert (found.agrees, found.said) == (False, "Differs by €3.00")


def test_a_credit_is_locked_before_the_books_are_asked_for_it():
    petra = person("petra", "receive_donation")
    statement = BankStatement.objects.create(name="a.csv", digest="a", format="CSV", taken_by=petra)
    credit = BankCredit.objects.create(
        statement=statement, reference="B1", minor=800, currency="EUR", booked_on=date(2026, 1, 2)
    )
    gift = make_donation()

    with CaptureQueriesContext(connection) as seen:
        first = giving.receive_credit(gift, credit, by=petra)
    asked = [query["sql"] for query in seen if "FROM" in query["sql"]]
    lock = next(number for number, sql in enumerate(asked) if 'FROM "membership_bankcredit"' in sql)
    known = next(number for number, sql in enumerate(asked) if 'FROM "membership_payment"' in sql)

    assert lock < known
    assert not connection.features.has_select_for_update or "FOR UPDATE" in asked[lock]
    assert giving.receive_credit(gift, credit, by=petra) == first
    with pytest.raises(giving.Refused, match="booked for"):
        giving.receive_credit(make_donation(), credit, by=petra)
