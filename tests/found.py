"""What the tests of findings share: who may settle everything, a gift, and what has been found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from membership.findings import findings
from membership.models import Donation, Issuer
from tests.by_hand import by_hand
from tests.gifts import make_donation, person
from tests.told import counter, ledger  # noqa: F401 (shared on)

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
    return [one.kind for one in findings(user)]


def issuer(**told) -> Issuer:
    return Issuer.objects.create(
        **{"name": "Harbour Ledger e.V.", "address": "Quay 1", "rule": "plain", **told}
    )


def aged(gift, **ago) -> None:
    with by_hand():
        Donation.objects.filter(pk=gift.pk).update(promised_at=timezone.now() - timedelta(**ago))
