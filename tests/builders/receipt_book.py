"""A newsroom that issues receipts, and gifts that are paid to it."""

from __future__ import annotations

from datetime import date

import pytest

from membership import giving
from membership.models import Donation, Issuer, Payment
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
