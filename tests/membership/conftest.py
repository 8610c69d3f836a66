"""A gift with a past, and staff who may do everything to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.builders.books import member, pay
from tests.builders.gifts import at_desk, make_donation
from tests.driving.gift_desk import ALL


@pytest.fixture
def manager(client):
    return at_desk(client, *ALL)


@pytest.fixture
def donation():
    gift = make_donation(
        name="Agnes Tollund",
        interval="monthly",
        reference="HL-7K4Q-9X",
        member=member("agnes"),
        declaration="I am a UK taxpayer.",
    )
    pay(gift, timezone.now() - timedelta(days=40), reference="pay_2Bv4" + "x" * 30)
    pay(gift, timezone.now() - timedelta(days=9), reference="pay-2")
    return gift
