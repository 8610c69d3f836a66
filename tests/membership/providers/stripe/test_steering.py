"""A repeated gift changed, paused, ended, and charged from another card. Against the stand-in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from membership.money import Money
from membership.providers.base import Declined
from membership.providers.stripe import truth
from tests.driving.stripe_ways import begin, gift, kinds, repeated, stripe  # noqa: F401


def newest(standin, kind: str) -> dict:
    return standin.dump(kind)[0]


def test_another_amount_counts_from_the_next_payment_on(stripe, standin):
    _of, page, stands = repeated(stripe, standin)

    (now,) = stripe.change_amount(stands.subscription, Money(1550, "EUR"), key="c")
    standin.advance(days=33)

    assert now.amount == Money(1550, "EUR")
    assert kinds(stripe.fetch(page)) == ["payment 1000", "payment 1550", "active"]


def test_another_currency_is_another_gift(stripe, standin):
    _of, _page, stands = repeated(stripe, standin)

    with pytest.raises(Declined, match="made in another currency"):
        stripe.change_amount(stands.subscription, Money(1500, "USD"), key="c")


def test_a_paused_gift_is_not_charged_and_goes_on_by_itself(stripe, standin):
    _of, page, stands = repeated(stripe, standin)
    until = datetime.fromtimestamp(standin.now() + 40 * 86_400, UTC)

    (paused,) = stripe.pause(stands.subscription, until=until, key="p")
    standin.advance(days=33)
    during = kinds(stripe.fetch(page))
    standin.advance(days=30)

    assert (paused.state, paused.next_at) == ("paused", until)
    assert during == ["payment 1000", "paused"]
    assert kinds(stripe.fetch(page)) == ["payment 1000", "payment 1000", "active"]


def test_a_gift_may_be_paused_until_it_is_resumed(stripe, standin):
    _of, _page, stands = repeated(stripe, standin)

    (paused,) = stripe.pause(stands.subscription, until=None, key="p1")
    (resumed,) = stripe.resume(stands.subscription, key="p2")

    assert (paused.state, paused.next_at) == ("paused", None)
    assert (resumed.state, resumed.next_at) == ("active", stands.next_at)


def test_a_gift_ends_with_the_time_that_is_paid(stripe, standin):
    _of, _page, stands = repeated(stripe, standin)

    (ending,) = stripe.cancel(stands.subscription, at_period_end=True, key="x")
    standin.advance(days=32)

    assert (ending.state, ending.next_at, ending.ends_at) == ("active", None, stands.next_at)
    assert kinds(stripe.told_by("customer.subscription.deleted", stands.subscription)) == [
        "payment 1000",
        "ended",
    ]


def test_a_gift_ends_at_once_and_once(stripe, standin):
    _of, _page, stands = repeated(stripe, standin)

    (ended,) = stripe.cancel(stands.subscription, at_period_end=False, key="x1")
    (again,) = stripe.cancel(stands.subscription, at_period_end=False, key="x2")

    assert (ended.state, ended.next_at) == ("ended", None)
    assert replace(again, asked_at=ended.asked_at) == ended
    with pytest.raises(Declined, match="may have ended already"):
        stripe.resume(stands.subscription, key="p")


def test_the_page_for_the_card_belongs_to_the_donor(stripe, standin):
    _of, _page, stands = repeated(stripe, standin)

    url = stripe.portal_url(stands.customer, "/membership/me/")

    assert url.startswith(f"{standin.url}/p/session/")
    asked = standin.requests()[-1]["params"]
    assert asked == {
        "customer": stands.customer,
        "return_url": "http://127.0.0.1:8000/membership/me/",
        "flow_data": {
            "type": "payment_method_update",
            "after_completion": {
                "type": "redirect",
                "redirect": {"return_url": "http://127.0.0.1:8000/membership/me/"},
            },
        },
    }


def test_a_card_that_the_donor_chose_is_the_one_that_is_charged(stripe, standin):
    """A subscription keeps the card that it was begun with, and Stripe's page changes the donor's alone."""
    _of, _page, stands = repeated(stripe, standin)
    (before,) = stripe.told_by("customer.updated", stands.customer)
    old = newest(standin, "subscription")["default_payment_method"]
    standin.page(stripe.portal_url(stands.customer, "/me/"), card="authenticate")
    standin.client().v1.subscriptions.update(stands.subscription, {"default_payment_method": old})
    chosen = newest(standin, "customer")["invoice_settings"]["default_payment_method"]

    (told,) = stripe.told_by("customer.updated", stands.customer)
    again = stripe.told_by("customer.updated", stands.customer)

    assert (before.card.last4, old == chosen) == ("4242", False)
    assert told.card.last4 == again[0].card.last4 == "3184"
    assert newest(standin, "subscription")["default_payment_method"] == chosen
    changes = [ask for ask in standin.requests() if ask["path"] == f"/v1/subscriptions/{stands.subscription}"]
    assert [ask["params"] for ask in changes if ask["method"] == "POST"] == [
        {"default_payment_method": old},
        {"default_payment_method": chosen},
    ]


def test_a_donor_whom_stripe_has_forgotten_repeats_nothing(stripe, standin):
    client = standin.client()
    customer = client.v1.customers.create({"email": "gone@reader.example"}).id
    client.v1.customers.delete(customer)

    assert stripe.told_by("customer.updated", customer) == []


def test_a_payment_made_outside_of_stripe_is_no_payment_through_it(stripe, standin, monkeypatch):
    _of, page, _stands = repeated(stripe, standin)
    true = truth.every

    def every(listed):
        rows = true(listed)
        for row in rows:
            if row["object"] == "invoice":
                row["payments"]["data"][0]["payment"]["payment_intent"] = None
        return rows

    monkeypatch.setattr(truth, "every", every)

    assert kinds(stripe.fetch(page)) == ["active"]


def test_a_newer_card_from_the_bank_is_told_for_each_gift_of_its_owner(stripe, standin):
    _of, _page, stands = repeated(stripe, standin)
    method = newest(standin, "subscription")["default_payment_method"]

    (told,) = stripe.told_by("payment_method.automatically_updated", method)

    assert replace(told, asked_at=stands.asked_at) == stands


def test_a_card_without_an_owner_tells_nothing(stripe, standin):
    standin.press(begin(stripe, gift()), "paid")
    method = newest(standin, "payment_method")

    assert (method["customer"], stripe.told_by("payment_method.automatically_updated", method["id"])) == (
        None,
        [],
    )
