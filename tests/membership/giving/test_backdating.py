"""Promises on paper count from the day on which they were made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from membership import giving
from tests.builders.books import pay
from tests.builders.gifts import make_donation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def petra():
    return person("petra", "receive_donation")


def test_a_promise_on_paper_counts_from_its_day(petra):
    day = timezone.localdate() - timedelta(days=200)
    gift = make_donation()

    giving.promised_on(gift, day, by=petra)
    giving.promised_on(gift, day, by=petra)
    gift.refresh_from_db()

    assert timezone.localdate(gift.promised_at) == day


def test_what_is_no_promise_on_paper_is_refused(petra):
    today = timezone.localdate()
    paid = make_donation()
    pay(paid, timezone.now())
    refused = [
        (make_donation(provider="stripe"), today - timedelta(days=9), "Only a pledge"),
        (make_donation(), today + timedelta(days=1), "That day has not come yet."),
        (paid, today - timedelta(days=9), "Money has come of this gift"),
    ]

    for gift, day, sentence in refused:
        with pytest.raises(giving.Refused, match=sentence):
            giving.promised_on(gift, day, by=petra)


def test_only_those_who_receive_gifts_say_when_they_were_promised():
    with pytest.raises(PermissionDenied):
        giving.promised_on(make_donation(), timezone.localdate(), by=person("olga", "view_donation"))
