"""Bugs that other donation systems had at their webhooks, by their numbers; none is here."""

from __future__ import annotations

import pytest
from django.utils import timezone

from membership.models import Letter
from membership.money import Money
from tests.builders.gifts import fact
from tests.builders.told import counter, gift, ledger, outcomes  # noqa: F401 (fixtures)
from tests.driving.counter import event, send, sign

pytestmark = pytest.mark.django_db


# --- bugs of the peers, by their numbers
def test_peer_bug_1_a_forged_event_with_a_garbage_signature_is_not_accepted(client, gift):
    forged = send(client, event("pay-1"), signature="t=1,v1=forged")
    without = send(client, event("pay-1"), signature="")

    assert (forged.status_code, without.status_code) == (400, 400)
    assert forged.content == without.content
    assert outcomes() == ledger() == []


def test_peer_bug_2_an_empty_secret_accepts_nothing(client, counter, gift, caplog):
    counter.secret = ""

    answer = send(client, event("pay-1"), signature=sign(event("pay-1"), ""))

    assert answer.status_code == 503
    assert outcomes() == ledger() == []
    assert "evt-1" not in caplog.text
    assert "pay-1" not in caplog.text


def test_peer_bug_2_stripe_without_a_secret_accepts_nothing(client, settings):
    settings.STRIPE_WEBHOOK_SECRET = []

    answer = send(client, event("pay-1"), slug="stripe")

    assert answer.status_code == 503
    assert outcomes() == []


def test_peer_bug_3_a_refusal_has_the_status_of_a_refusal(client, counter):
    refused = send(client, event("pay-1"), signature="no")
    unknown = send(client, event("pay-1"), slug="nobody")

    assert (refused.status_code, unknown.status_code) == (400, 404)
    assert b"400" not in refused.content
    assert b"404" not in unknown.content


def test_peer_bug_8_a_refund_at_the_provider_reaches_the_books(client, counter, gift):
    send(client, event("pay-1"))
    counter.truth["back-1"] = [
        *counter.truth["pay-1"],
        fact(gift, kind="refund", reference="back-1", amount=Money(-800, "EUR"), of="pay-1", donation=None),
    ]

    send(client, event("back-1", number="evt-2", kind="refunded"))

    assert ledger() == [("payment", 800, "pay-1"), ("refund", -800, "back-1")]
    assert gift.received == Money(0, "EUR")


def test_peer_bug_8_what_is_on_its_way_is_not_booked_as_paid(client, counter, gift):
    counter.truth["pay-1"] = []

    send(client, event("pay-1", kind="completed"))

    assert ledger() == []
    assert not Letter.objects.filter(kind="thanks").exists()


def test_peer_bug_9_another_amount_or_currency_is_held_and_not_booked(client, counter, gift):
    counter.truth["cheap"] = [fact(gift, reference="cheap", amount=Money(100, "EUR"))]
    counter.truth["yen"] = [fact(gift, reference="yen", amount=Money(800, "JPY"))]

    answers = [send(client, event(about, number=about)).status_code for about in ("cheap", "yen")]

    assert answers == [200, 200]
    assert outcomes() == [("cheap", "held"), ("yen", "held")]
    assert ledger() == []


def test_peer_bug_10_a_second_refund_and_its_redelivery_are_two_lines(client, counter, gift):
    parts = [
        fact(gift, kind="refund", reference=f"back-{part}", amount=Money(-part, "EUR"), of="pay-1")
        for part in (300, 500)
    ]
    counter.truth["charge"] = [parts[1], parts[0], *counter.truth["pay-1"]]

    for number in range(3):
        send(client, event("charge", number=f"evt-{number}", kind="refunded"))

    assert sorted(ledger()) == [
        ("payment", 800, "pay-1"),
        ("refund", -500, "back-500"),
        ("refund", -300, "back-300"),
    ]
    assert {outcome for _number, outcome in outcomes()} == {"done"}


@pytest.mark.parametrize("seconds", [320, 3600])
def test_peer_bug_11_a_signature_from_the_future_is_refused(client, settings, seconds):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_1", ["whsec_1"]

    now = int(timezone.now().timestamp())
    late, early, right = (
        send_stripe(client, stripe_event(f"evt_{n}"), at)
        for n, at in enumerate((now - seconds, now + seconds, now))
    )

    assert (late, early, right) == (400, 400, 200)
    assert [number for number, _outcome in outcomes()] == ["evt_2"]


def stripe_event(number: str) -> bytes:
    import json

    return json.dumps(
        {
            "id": number,
            "object": "event",
            "type": "customer.created",
            "created": 1,
            "livemode": False,
            "api_version": "2026-10-28.endive",
            "data": {"object": {"id": "cus_1", "object": "customer"}},
        }
    ).encode()


def send_stripe(client, body: bytes, at: int) -> int:
    import hashlib
    import hmac

    mark = hmac.new(b"whsec_1", f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    answer = client.post(
        "/membership/webhooks/stripe/",
        body,
        content_type="application/json",
        headers={"Stripe-Signature": f"t={at},v1={mark}"},
    )
    return answer.status_code
