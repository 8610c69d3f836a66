"""A gift with a past, and staff who may do everything to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from membership.models import Letter
from newsroom.mail import senders
from tests.builders.books import member, pay
from tests.builders.gifts import at_desk, make_donation
from tests.driving.gift_desk import ALL


@pytest.fixture
def with_papers():
    """For a test of what comes with a mail."""


@pytest.fixture(autouse=True)
def _without_papers(request, monkeypatch):
    """Mails come without their PDFs, each of which takes longer to set than most tests take."""
    if "with_papers" not in request.fixturenames:
        name = Letter._meta.label_lower
        monkeypatch.setitem(senders, name, replace(senders[name], enclosed=lambda _letter: ()))


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
