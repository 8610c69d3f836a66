"""A newsroom that issues receipts, and gifts that are paid to it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from membership import giving
from membership.books import closing
from membership.models import (
    Donation,
    Issuer,
    Payment,
    Receipt,
)
from tests.builders.gifts import fact, make_donation, person


@pytest.fixture(autouse=True)
def issuer(db):
    return Issuer.objects.create(
        name="Harbour Ledger Cooperative", address="14 Ropewalk\nSaltmere", valid_from=date(2020, 1, 1)
    )


@pytest.fixture
def manager(db):
    return person("petra", "void_receipt", "refund_donation", "receive_donation")


def gift(**told) -> Donation:
    return make_donation(**{"name": "Hanne Oduya", **told})


def paid(donation: Donation | None = None, **told) -> Payment:
    donation = donation or gift()
    return giving.apply(fact(donation, **{"reference": f"pay-{Payment.objects.count()}", **told}))


def books() -> tuple[int, int]:
    (one,) = closing.proof()
    return one.received.minor, one.certified.minor


def papers() -> list[tuple[str, int]]:
    return list(Receipt.objects.order_by("number").values_list("kind", "minor"))


BERLIN = ZoneInfo("Europe/Berlin")


def last_year(month: int = 3, day: int = 1, **told) -> datetime:
    return datetime(timezone.localdate().year - 1, month, day, 12, tzinfo=BERLIN)
