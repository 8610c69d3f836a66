"""What a newsroom reads when it tries its own key. Against the stand-in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from membership.providers.stripe import account, events, selfcheck
from tests.driving.selfcheck import check, failed, steps
from tests.driving.stripe_ways import stripe  # noqa: F401
from tests.stripe_standin.running import LIVE_KEY

pytestmark = pytest.mark.usefixtures("no_waiting")

URL = "http://127.0.0.1:8000/membership/webhooks/stripe/"


@pytest.fixture
def registered(standin, stripe):
    standin.webhook(URL, "whsec_newsroom", enabled_events=list(events.KINDS))


def test_where_all_is_well_every_step_says_so(registered, standin):
    said, ended = check()

    assert ended == ""
    assert [line[0] for line in said.splitlines()[:-1]] == ["✓"] * 11
    assert [line for line in said.splitlines() if "€" in line] == [
        "✓ A page for €2.00, once, was made as the site makes it, and closed again.",
        "✓ A page for €2.00, monthly, was made as the site makes it, and closed again.",
        "✓ A page for €2.00, yearly, was made as the site makes it, and closed again.",
        "✓ €2.00 was paid by test card and given back; the account shows both, and a fee of €0.36.",
    ]
    assert said.splitlines()[-1].startswith("All is well.")
    assert {row["status"] for row in standin.dump("checkout.session")} == {"expired"}
    assert [row.get("deleted") for row in standin.dump("customer")] == [True]
    # No line of the account that the books would not know.
    assert list(account.lines(timezone.now() - timedelta(hours=1))) == []


def test_what_the_check_pays_is_no_gift(registered, stripe, standin):
    check()

    (intent,) = standin.dump("payment_intent")
    assert stripe.fetch(intent["id"]) == []


def test_read_only_makes_nothing(registered, standin):
    said, ended = check("--read-only")

    assert (ended, said.count("✓")) == ("", 6)
    assert {ask["method"] for ask in standin.requests()} == {"GET"}


def test_a_live_key_is_only_looked_with(registered, stripe, standin, settings):
    settings.STRIPE_SECRET_KEY = LIVE_KEY
    settings.STRIPE_API_BASE = "https://api.stripe.com"

    assert failed() == ["This is a live key, and the check would begin gifts and make a payment with it."]


def test_a_live_key_may_be_read_with(stripe, standin, settings, monkeypatch):
    monkeypatch.setattr("membership.providers.stripe.keys._may_ask", lambda keys: True)
    settings.STRIPE_SECRET_KEY = LIVE_KEY

    assert [step.sentence for step in steps(read_only=True)][1] == (
        f"The key is for live: real money moves. {standin.url} is asked with it."
    )


def test_without_a_key_it_says_where_to_get_one(stripe, settings):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "", []

    said, ended = check()

    assert ended == "2 of the steps went wrong; each says above what to do."
    assert said.splitlines()[0] == "✗ STRIPE_SECRET_KEY is missing."
    assert said.splitlines()[1].startswith(
        "  Copy a secret or restricted key from dashboard.stripe.com/apikeys"
    )


def test_a_missing_webhook_secret_does_not_keep_the_rest_from_being_tried(registered, settings):
    settings.STRIPE_WEBHOOK_SECRET = []

    assert failed() == [
        "STRIPE_WEBHOOK_SECRET is missing, so nobody could tell Stripe’s events from forged ones."
    ]
    assert len(steps()) == 11


def test_a_key_that_is_not_accepted_ends_the_check(stripe, standin, settings):
    settings.STRIPE_SECRET_KEY = "rk_test_revoked"
    standin.fault("status", status=401, times=6)

    assert failed() == [f"{standin.url} does not accept the key. It is a restricted test key."]
    assert len(steps()) == 3


def test_a_restricted_key_is_told_which_permission_it_lacks(registered, standin):
    standin.fault("status", status=403, times=3)

    (step,) = [step for step in steps() if not step.well]

    assert (step.sentence, step.advice) == (
        "The key may not read the account.",
        "Give the restricted key the permission Accounts: read.",
    )


def test_a_step_that_stripe_refuses_says_where_the_reason_stands(registered, standin):
    standin.fault("status", status=400, times=3)

    (step,) = [step for step in steps() if not step.well]

    assert (step.sentence, "dashboard.stripe.com/logs" in step.advice) == (
        "Stripe refused to read the account.",
        True,
    )


def test_a_webhook_that_is_not_registered_is_told_with_the_command(stripe):
    said, _ended = check("--read-only")

    assert f"✗ No webhook is registered for {URL}" in said
    assert (
        f"stripe webhook_endpoints create -d url={URL} -d 'enabled_events[]=checkout.session.completed'"
        in said
    )
    assert f"stripe listen --forward-to {URL}" in said


def test_a_webhook_that_misses_some_kinds_is_told_which(stripe, standin):
    standin.webhook(URL, "whsec_a", enabled_events=list(events.KINDS[2:]))

    (sentence,) = failed(read_only=True)

    assert sentence.endswith(
        "is not told of: checkout.session.completed, checkout.session.async_payment_succeeded."
    )


def test_a_webhook_for_all_events_is_good(stripe, standin):
    standin.webhook(URL, "whsec_a", enabled_events=["*"])

    assert failed(read_only=True) == []


def test_the_newest_event_is_named(registered):
    steps()

    assert any("the newest is of" in step.sentence for step in steps())


def altered(monkeypatch, kind: str, **fields) -> None:
    true = selfcheck.plain

    def plain(answer):
        row = true(answer)
        return {**row, **fields} if row["object"] == kind else row

    monkeypatch.setattr(selfcheck, "plain", plain)


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("account", {"charges_enabled": False}, "The account acct_1StandIn cannot take payments yet."),
        (
            "checkout.session",
            {"amount_total": 1, "managed_payments": {"enabled": True}},
            "The page for a gift (once) came back otherwise: amount, managed payments off.",
        ),
        ("payment_intent", {"status": "processing"}, "A payment by test card is processing, not succeeded."),
        (
            "refund",
            {"id": "re_other"},
            "A payment by test card and its refund do not both stand in the account yet.",
        ),
    ],
)
def test_an_answer_that_is_not_what_the_site_needs_is_named(registered, monkeypatch, kind, fields, sentence):
    altered(monkeypatch, kind, **fields)

    assert failed()[0] == sentence
