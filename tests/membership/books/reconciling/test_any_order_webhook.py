"""The same through the webhook: signed events of the stand-in, duplicated and reordered."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import random
import time

import pytest
from django.db import transaction

from membership.models import Event
from tests.driving.stripe_ways import SECRET, stripe  # noqa: F401
from tests.measuring.gift_ends import end
from tests.membership.providers.conformance.drivers import AtStripe

pytestmark = pytest.mark.once

STREAMS = 200 if os.environ.get("PROOFS") == "full" else 2


def post(client, event: dict) -> int:
    body, stamp = json.dumps(event).encode(), int(time.time())
    mark = hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return client.post(
        "/membership/webhooks/stripe/",
        body,
        content_type="application/json",
        headers={"Stripe-Signature": f"t={stamp},v1={mark}"},
    ).status_code


@pytest.mark.django_db
def test_signed_events_duplicated_and_reordered_end_as_they_happened(
    stripe, standin, client, django_capture_on_commit_callbacks
):
    driver = AtStripe(standin)
    gift = driver.begin(interval="monthly")
    standin.press(gift.provider_reference, "paid", email=gift.email)
    with transaction.atomic():
        mark = transaction.savepoint()
        driver.tell_all()
        first = driver.payment(gift).reference
        transaction.savepoint_rollback(mark)
    standin.refund(first, 234)
    standin.advance(days=33)
    standin.win(standin.dispute(first, amount=1000)["id"])
    events = standin.dump("event")[::-1]

    ends = []
    for seed in range(-1, STREAMS):
        sent = list(events)
        if seed >= 0:
            chance = random.Random(seed)
            sent = [event for event in events for _copy in range(chance.choice([1, 1, 2, 3]))]
            chance.shuffle(sent)
        with transaction.atomic():
            mark = transaction.savepoint()
            with django_capture_on_commit_callbacks(execute=True):
                answers = {post(client, event) for event in sent}
            left = set(Event.objects.values_list("outcome", flat=True)) - {"done", "ignored"}
            ends.append((answers, left, end(gift)))
            transaction.savepoint_rollback(mark)

    answers, left, (lines, status, *_rest) = ends[0]
    assert (answers, left, status) == ({200}, set(), "active")
    assert sorted((line[0], line[3]) for line in lines) == [
        ("dispute", -1000),
        ("payment", 1234),
        ("payment", 1234),
        ("refund", -234),
        ("reinstated", 1000),
    ]
    assert all(one == ends[0] for one in ends)
