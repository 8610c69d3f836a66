"""What the tests of closed months share: who closes them, and lines of the ledger on days of 2026."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from membership import giving
from membership.models import BankCredit, BankStatement, Payment
from membership.money import Money
from tests.builders.gifts import fact, make_donation, person

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture
def keeper(db):
    return person("keeper", "close_books", "view_monthclose", "view_payment", "view_donation")


def moment(month: int, day: int, hour: int = 12) -> datetime:
    return timezone.make_aware(datetime(2026, month, day, hour))


def paid(reference: str, at: datetime, minor: int = 800, **told) -> Payment:
    gift = make_donation(provider="pledge", minor=minor, email=f"{reference}@reader.example", **told)
    return giving.apply(fact(gift, reference=reference, at=at))


def back(payment: Payment, at: datetime, minor: int, kind: str = "refund") -> Payment:
    gift = payment.donation
    return giving.apply(
        fact(
            gift, kind=kind, reference=f"{kind}-{payment.reference}", at=at, of=payment.reference,
            amount=Money(minor, payment.currency),
        )
    )  # fmt: skip


def credit(keeper, day: date) -> None:
    statement = BankStatement.objects.create(name="a", digest="a", format="csv", taken_by=keeper)
    BankCredit.objects.create(statement=statement, reference="1", minor=800, currency="EUR", booked_on=day)
