"""What comes to the webhook, and the account that our books are held against."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from membership.books import reconciling
from membership.models import Event
from membership.providers.base import BadSignature
from tests.driving.stripe_ways import SECRET
from tests.membership.providers.conformance.driver import books, needs

pytestmark = pytest.mark.once


def a_day_ago() -> datetime:
    return datetime.now(UTC) - timedelta(days=1)


def signed(body: bytes, *, secret: str = SECRET, at: float = 0) -> dict[str, str]:
    stamp = int(time.time() + at)
    mark = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {"Stripe-Signature": f"t={stamp},v1={mark}"}


@needs("events")
def test_what_was_not_signed_by_the_provider_now_is_not_believed(driver, client):
    gift = driver.paid()
    body = json.dumps({"id": "evt_forged", "type": "charge.refunded", "livemode": False}).encode()
    before = books(gift)

    for headers in (
        {},
        {"Stripe-Signature": "t=1,v1=00"},
        signed(body, secret="whsec_another"),
        signed(body, at=-1000),
        signed(body, at=1000),
    ):
        with pytest.raises(BadSignature):
            driver.provider.read_event(body, headers)

    assert (Event.objects.count(), books(gift)) == (0, before)


def test_the_webhook_is_there_only_for_those_who_have_events(driver, client):
    answer = client.post(f"/membership/webhooks/{driver.slug}/", b"{}", content_type="application/json")

    assert answer.status_code == (400 if driver.provider.caps().events else 404)
    assert Event.objects.count() == 0


@needs("events")
def test_what_was_never_delivered_is_found_by_asking_and_only_once(driver):
    gift = driver.begin()
    driver.standin.press(gift.provider_reference, "paid", email=gift.email)

    found = [reconciling.listen(driver.provider) for _ in range(2)]

    assert (found[0] > 0, found[1]) == (True, 0)
    assert books(gift).ledger == (("payment", 1234, "EUR"),)


@needs("events")
def test_events_are_listed_oldest_first_and_each_can_be_asked_about(driver):
    gift = driver.paid()

    events = list(driver.provider.events(a_day_ago()))

    assert [one.created for one in events] == sorted(one.created for one in events)
    assert {one.donation for event in events for one in driver.provider.told_by(event.kind, event.about)} == {
        gift.public_id
    }


@needs("account")
def test_every_line_of_the_account_adds_up_and_names_its_payment(driver):
    gift = driver.paid()
    driver.refund_there(gift, 234)

    lines = list(driver.provider.account(a_day_ago()))

    assert [(line.kind, line.gross.minor) for line in lines if line.kind != "fee"] == [
        ("payment", 1234),
        ("refund", -234),
    ]
    assert all(line.net + line.fee == line.gross for line in lines)
    assert {line.of for line in lines if line.kind == "payment"} == {driver.payment(gift).reference}


@needs("account")
def test_nothing_is_paid_out_before_the_provider_says_so(driver):
    driver.paid()

    assert list(driver.provider.payouts(a_day_ago())) == []
