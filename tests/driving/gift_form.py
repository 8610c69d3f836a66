"""The form by which readers give, filled in, for the tests of it. A test module takes the fixtures by name."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from membership.forms.gift_form.token import new_token
from newsroom.models import Imprint


@pytest.fixture
def pledging(settings, db):
    """A paper that takes pledges, and says where to send them."""
    settings.MEMBERSHIP_PROVIDER = "pledge"
    Imprint.objects.create(name="The Harbour Ledger", bank_details="IBAN XX12 SALT 9900")


@pytest.fixture
def token():
    """The token of a form that was opened ten seconds ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=10), tick=False):
        return new_token()


@pytest.fixture
def quick_hand(monkeypatch):
    """A form may come back as fast as a test fills it in. (Otherwise not: tests/membership/forms/test_refusals.py.)"""
    monkeypatch.setattr("membership.forms.gift_form.token.LEAST_AGE", -1)


@pytest.fixture
def without_amount(token):
    return {"token": token, "interval": "monthly", "email": "hanne@reader.example", "name": "Hanne Oduya"}


@pytest.fixture
def filled_in(token):
    return {
        "token": token,
        "interval": "monthly",
        "amount_monthly": "other",
        "own_monthly": "12,50",
        "name": "Hanne Oduya",
        "receipt_name": "Oduya & Daughters",
        "email": "hanne@reader.example",
        "source": "7",
        "back": "/harbour/outfall/",
    }
