"""What the tests of discrepancies share: who may settle everything, a gift, and what has been found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from membership import giving
from membership.books.discrepancies import listed
from membership.models import BankCredit, BankStatement, Donation, Issuer, Payment
from tests.builders.by_hand import by_hand
from tests.builders.gifts import fact, make_donation, person
from tests.builders.told import counter, ledger  # noqa: F401 (shared on)

ALL = (
    "view_donation",
    "close_books",
    "refund_donation",
    "steer_donation",
    "receive_donation",
    "void_receipt",
)


@pytest.fixture
def keeper():
    return person("keeper", *ALL)


@pytest.fixture
def gift(counter):
    return make_donation(provider="counter", provider_reference="till-1", name="Hanne Oduya")


def kinds(user) -> list[str]:
    return [one.kind for one in listed(user)]


def issuer(**told) -> Issuer:
    return Issuer.objects.create(
        **{"name": "Harbour Ledger e.V.", "address": "Quay 1", "rule": "plain", **told}
    )


def aged(gift, **ago) -> None:
    with by_hand():
        Donation.objects.filter(pk=gift.pk).update(promised_at=timezone.now() - timedelta(**ago))


def twice(counter, *, minutes: float = 4, **other) -> Payment:
    """Two gifts of one donor, so many minutes apart; the second payment."""
    now = timezone.now()
    first, second = (make_donation(provider="counter", **(other if number else {})) for number in range(2))
    giving.apply(fact(first, at=now - timedelta(minutes=minutes)))
    return giving.apply(fact(second, reference="pay-2", at=now))


def credit(**told) -> BankCredit:
    by = person("taker")
    statement = BankStatement.objects.create(name="a.xml", digest="a", format="camt", taken_by=by)
    return BankCredit.objects.create(
        **{
            "statement": statement, "reference": "1", "minor": 800, "currency": "EUR",
            "booked_on": date(2026, 11, 2), "payer": "H. Oduya", "text": "a gift", **told,
        }
    )  # fmt: skip
