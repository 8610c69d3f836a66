"""The stand-in Stripe at its worst: webhooks that come twice, late or never, and calls that fail."""

from __future__ import annotations

import json

import pytest
import stripe

from tests.stripe_standin.sdk_requests import begun, given, happened, wanted

SECRET = "whsec_of_the_paper"
OLD = "whsec_of_yesterday"


def read(letter, secret: str = SECRET, **more):
    signature, body = letter
    return stripe.Webhook.construct_event(body, signature, secret, **more)


def types(postbox) -> list[str]:
    return [json.loads(body)["type"] for _signature, body in postbox.letters]


# --- webhooks
def test_events_come_signed_and_in_order(standin, postbox):
    standin.webhook(postbox.url, SECRET)

    given(standin)
    arrived = standin.idle()

    events = [read(letter) for letter in postbox.letters]
    assert arrived
    assert [event.type for event in events] == happened(standin)
    assert [event.api_version for event in events] == [stripe.api_version] * 4
    assert [one["status"] for one in standin.deliveries()] == [200] * 4
    assert {event["pending_webhooks"] for event in standin.dump("event")} == {0}


def test_events_come_as_often_as_asked(standin, postbox):
    standin.webhook(postbox.url, SECRET)
    standin.knobs(duplicates=3)

    given(standin)
    standin.idle()

    assert types(postbox) == [kind for kind in happened(standin) for _ in range(3)]


def test_events_that_are_held_come_in_another_order(standin, postbox):
    standin.webhook(postbox.url, SECRET)
    standin.knobs(hold=True)
    given(standin)
    held = len(postbox.letters)

    sent = standin.flush(backwards=True)
    given(standin)
    standin.flush(shuffle=3)

    kinds = types(postbox)
    assert (held, sent) == (0, 4)
    assert kinds[:4] == happened(standin)[:4][::-1]
    assert sorted(kinds[4:]) == sorted(happened(standin)[4:])
    assert kinds[4:] != happened(standin)[4:]


def test_one_event_comes_a_hundred_times_at_once(standin, postbox):
    standin.webhook(postbox.url, SECRET, enabled_events=["charge.succeeded"])
    standin.knobs(hold=True, duplicates=100)
    given(standin)

    sent = standin.flush(parallel=20)

    assert sent == len({read(letter).id for letter in postbox.letters}) * len(postbox.letters) == 100


def test_events_that_are_lost_are_still_listed_and_can_be_sent_again(standin, postbox):
    standin.webhook(postbox.url, SECRET)
    standin.knobs(drop=2, drop_types=["checkout.session.completed"])
    given(standin)
    standin.idle()
    lost = types(postbox)

    standin.knobs(drop_types=[])
    standin.resend(standin.dump("event")[0]["id"])
    standin.idle()

    assert lost == ["payment_intent.succeeded"]
    assert types(postbox) == ["payment_intent.succeeded", "checkout.session.completed"]
    listed = standin.client().v1.events.list({"delivery_success": False}).data
    assert [event.type for event in listed] == ["charge.succeeded", "payment_intent.created"]
    assert sorted(one["answer"] for one in standin.deliveries()) == ["", "", "dropped", "dropped", "dropped"]


def test_an_event_that_is_not_taken_is_sent_again(standin, postbox):
    standin.webhook(postbox.url, SECRET, enabled_events=["charge.succeeded"])
    postbox.answers.extend([500, 503])

    given(standin)
    standin.idle()

    assert [(one["attempt"], one["status"]) for one in standin.deliveries()] == [(1, 500), (2, 503), (3, 200)]
    assert len({read(letter).id for letter in postbox.letters}) == 1


def test_an_event_that_is_never_taken_is_given_up(standin):
    standin.webhook("http://127.0.0.1:9/", SECRET, enabled_events=["charge.succeeded"])
    standin.knobs(retries=1)

    given(standin)
    standin.idle()

    assert [one["status"] for one in standin.deliveries()] == [0, 0]


def test_while_a_secret_is_rolled_both_sign(standin, postbox):
    standin.webhook(postbox.url, SECRET, OLD)

    given(standin)
    standin.idle()

    (letter, *_rest) = postbox.letters
    assert letter[0].count("v1=") == 2
    assert read(letter).id == read(letter, OLD).id
    with pytest.raises(stripe.SignatureVerificationError):
        read(letter, "whsec_of_nobody")


def test_signatures_may_be_wrong_or_old(standin, postbox):
    standin.webhook(postbox.url, SECRET, enabled_events=["charge.succeeded"])
    for knobs in ({"wrong_signature": True}, {"wrong_signature": False, "skew": -400}, {"skew": 0}):
        standin.knobs(**knobs)
        given(standin)
        standin.idle()

    forged, old, good = postbox.letters

    for letter in (forged, old):
        with pytest.raises(stripe.SignatureVerificationError):
            read(letter)
    assert read(good).type == "charge.succeeded"


def test_events_may_speak_in_an_old_version_and_sign_another_moment(standin, postbox):
    standin.webhook(postbox.url, SECRET, enabled_events=["charge.succeeded"])
    standin.knobs(api_version="2020-08-27", signed_at=1_800_000_000)

    given(standin)
    standin.idle()

    (letter,) = postbox.letters
    assert letter[0].startswith("t=1800000000,")
    assert read(letter, tolerance=None).api_version == "2020-08-27"


def test_events_may_take_their_time(standin, postbox):
    standin.webhook(postbox.url, SECRET, enabled_events=["charge.succeeded"])
    standin.knobs(delay=0.3)

    given(standin)
    soon = standin.idle(0.05)
    later = standin.idle()

    assert (soon, later, len(postbox.letters)) == (False, True, 1)


def test_test_and_live_events_go_to_their_own_endpoints(standin, postbox):
    standin.webhook(postbox.url, SECRET, live=True)

    given(standin)
    standin.idle()

    assert postbox.letters == []
    assert len(standin.dump("event")) == 4


# --- calls that fail
@pytest.mark.parametrize(
    ("status", "error"), [(500, stripe.APIError), (503, stripe.APIError), (429, stripe.RateLimitError)]
)
def test_a_call_fails_as_often_as_told_and_then_succeeds(standin, status, error):
    standin.fault("status", status=status, times=2)

    for _ in range(2):
        with pytest.raises(error):
            begun(standin.client())

    assert begun(standin.client()).status == "open"


def test_the_sdk_tries_again_with_the_same_key(standin):
    standin.fault("status", status=500)

    session = begun(standin.client(max_network_retries=1))

    keys = {request["idempotency_key"] for request in standin.requests()}
    assert session.status == "open"
    assert len(keys) == 1
    assert "" not in keys


@pytest.mark.parametrize("kind", ["reset", "timeout"])
def test_a_call_breaks_off_before_anything_is_done(standin, kind):
    standin.fault(kind, seconds=0.1)

    with pytest.raises(stripe.APIConnectionError):
        begun(standin.client())

    assert standin.counts() == {}


def test_a_refund_that_is_made_but_not_heard_of_is_not_made_twice(standin):
    client = standin.client()
    intent = given(standin).payment_intent
    standin.fault("after", call="POST /v1/refunds")

    asked = {"payment_intent": intent, "amount": 300}
    listed = client.v1.refunds.list({"payment_intent": intent}).data
    with pytest.raises(stripe.APIConnectionError):
        client.v1.refunds.create(asked, {"idempotency_key": "refund:1"})
    again = client.v1.refunds.create(asked, {"idempotency_key": "refund:1"})

    assert listed == []
    assert [one.id for one in client.v1.refunds.list({"payment_intent": intent})] == [again.id]


def test_a_call_may_be_slow(standin):
    standin.fault("slow", seconds=0.2)

    begun(standin.client())

    assert standin.spent()["waited"] == 0.2


def test_what_is_left_of_the_faults_can_be_taken_back(standin):
    standin.fault("status", status=500, times=99)

    standin.no_faults()

    assert begun(standin.client()).status == "open"


# --- idempotency
def test_the_same_key_with_the_same_parameters_is_answered_the_same(standin):
    client = standin.client()

    first, second = (
        client.v1.checkout.sessions.create(wanted(), {"idempotency_key": "don:1:checkout:1"})
        for _ in range(2)
    )

    assert first.id == second.id
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert second.last_response.headers["Idempotent-Replayed"] == "true"
    assert standin.counts()["checkout.session"] == 1


def test_the_same_key_with_other_parameters_is_refused(standin):
    client = standin.client()
    client.v1.checkout.sessions.create(wanted(), {"idempotency_key": "don:1:checkout:1"})

    with pytest.raises(stripe.IdempotencyError) as refused:
        client.v1.checkout.sessions.create(wanted(amount=900), {"idempotency_key": "don:1:checkout:1"})

    assert (refused.value.http_status, refused.value.error.type) == (400, "idempotency_error")


def test_a_key_is_forgotten_after_a_day(standin):
    client = standin.client()
    first = client.v1.checkout.sessions.create(wanted(), {"idempotency_key": "don:3"})

    standin.advance(hours=24)

    assert client.v1.checkout.sessions.create(wanted(), {"idempotency_key": "don:3"}).id != first.id


def test_a_key_is_not_used_up_by_a_request_that_was_refused(standin):
    client = standin.client()
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.create(wanted(amount=1), {"idempotency_key": "don:2"})

    session = client.v1.checkout.sessions.create(wanted(), {"idempotency_key": "don:2"})

    assert session.status == "open"
