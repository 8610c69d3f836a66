"""What Stripe refuses, the stand-in refuses too: a server that takes everything would hide the bug till production."""

from __future__ import annotations

import http.client
import time
from urllib.parse import urlsplit

import pytest
import stripe

from tests.stripe_standin.running import LIVE_KEY, NotTaken
from tests.stripe_standin.sdk_requests import begun, given, refused, wanted

PRICE = "line_items[0][price_data]"


def without(name: str) -> dict:
    asked = wanted()
    del asked[name]
    return asked


def with_price(**changed) -> dict:
    asked = wanted()
    price = asked["line_items"][0]["price_data"]
    price |= changed
    asked["line_items"][0]["price_data"] = {name: value for name, value in price.items() if value is not None}
    return asked


MISSING = "parameter_missing"
UNKNOWN = "parameter_unknown"


@pytest.mark.parametrize(
    ("asked", "message", "code", "param"),
    [
        (without("mode"), "Missing required param: mode", MISSING, "mode"),
        (without("line_items"), "Missing required param: line_items", MISSING, "line_items"),
        (without("success_url"), "Missing required param: success_url", MISSING, "success_url"),
        (with_price(currency=None), "Missing required param", MISSING, f"{PRICE}[currency]"),
        (with_price(unit_amount=None), "Missing required param", MISSING, f"{PRICE}[unit_amount]"),
        (wanted(success="x"), "unknown parameter: success", UNKNOWN, "success"),
        (with_price(amount=5), "unknown parameter", UNKNOWN, f"{PRICE}[amount]"),
        (
            wanted(payment_intent_data={"meta": {}, "metadat": "x"}),
            "unknown",
            UNKNOWN,
            "payment_intent_data[metadat]",
        ),
        (wanted("donation"), "Invalid mode: must be one of payment, setup, subscription", None, "mode"),
        (wanted(ui_mode="hosted"), "Invalid ui_mode", None, "ui_mode"),
        (wanted(ui_mode="embedded_page"), "hosted page only", None, "ui_mode"),
        (wanted(locale="klingon"), "Invalid locale", None, "locale"),
        (wanted(expires_at="soon"), "Invalid integer: soon", "parameter_invalid_integer", "expires_at"),
        (
            with_price(unit_amount=8.5),
            "Invalid integer",
            "parameter_invalid_integer",
            f"{PRICE}[unit_amount]",
        ),
        (wanted(managed_payments={"enabled": "no"}), "Invalid boolean", None, "managed_payments[enabled]"),
        (wanted(line_items="gift"), "Invalid array", None, "line_items"),
        (wanted(adaptive_pricing="off"), "Invalid object", None, "adaptive_pricing"),
        (wanted(client_reference_id=""), "empty string", "parameter_invalid_empty", "client_reference_id"),
        (wanted(metadata={"a" * 41: "x"}), "Metadata", None, "metadata"),
        (wanted(customer_email="nobody"), "Invalid email address", "email_invalid", "customer_email"),
        (wanted(cancel_url="/give/"), "Not a valid URL", "url_invalid", "cancel_url"),
        (wanted(customer="cus_1", customer_email="a@b.example"), "only specify one", None, None),
        (wanted(subscription_data={"description": "x"}), "can not pass", None, "subscription_data"),
        (wanted("subscription", customer_creation="always"), "can not pass", None, "customer_creation"),
        (with_price(recurring={"interval": "month"}), "passed a recurring price", None, "mode"),
        (
            {**wanted(), "customer": "cus_no", "customer_email": None},
            "No such customer",
            "resource_missing",
            "customer",
        ),
    ],
)
def test_a_session_is_refused(standin, asked, message, code, param):
    asked = {name: value for name, value in asked.items() if value is not None}
    status = 404 if code == "resource_missing" else 400

    with refused(standin, message, code=code, param=param, status=status):
        standin.client().v1.checkout.sessions.create(asked)


@pytest.mark.parametrize("minutes", [29, 24 * 60 + 1])
def test_a_session_lives_for_half_an_hour_to_a_day(standin, minutes):
    with refused(standin, "at least 30 minutes", param="expires_at"):
        begun(standin.client(), expires_at=int(time.time()) + minutes * 60)

    assert begun(standin.client(), expires_at=int(time.time()) + 1801).status == "open"


def test_a_session_that_is_over_is_neither_expired_nor_paid(standin):
    paid, expired = given(standin), begun(standin.client())
    standin.client().v1.checkout.sessions.expire(expired.id)

    for session in (paid, expired):
        with refused(standin, "Only Checkout Sessions with a status in"):
            standin.client().v1.checkout.sessions.expire(session.id)
        with pytest.raises(NotTaken, match="not open any more"):
            standin.press(session.id, "paid")
        with pytest.raises(NotTaken):
            standin.settle(session.id)


@pytest.mark.parametrize("key", ["sk_test_somebody", "pk_test_standin", "sk_live"])
def test_a_key_that_is_not_ours_is_refused(standin, key):
    with pytest.raises(stripe.AuthenticationError, match="Invalid API Key") as found:
        begun(standin.client(key))

    assert found.value.http_status == 401
    assert key not in str(found.value) or len(key) < 12


def test_a_restricted_key_is_taken(standin):
    assert begun(standin.client("rk_test_standin")).livemode is False


def test_a_live_key_sees_nothing_of_the_test_mode(standin):
    session = given(standin)
    live = standin.client(LIVE_KEY)

    with refused(
        standin, "similar object exists in test mode", code="resource_missing", param="id", status=404
    ):
        live.v1.checkout.sessions.retrieve(session.id)

    assert live.v1.checkout.sessions.list().data == []
    assert begun(live).livemode is True


@pytest.mark.parametrize(
    ("ask", "kind"),
    [
        (lambda v1: v1.checkout.sessions.retrieve("cs_no"), "checkout.session"),
        (lambda v1: v1.payment_intents.retrieve("pi_no"), "payment_intent"),
        (lambda v1: v1.subscriptions.cancel("sub_no"), "subscription"),
        (lambda v1: v1.events.retrieve("evt_no"), "event"),
        (lambda v1: v1.customers.retrieve("cus_no"), "customer"),
    ],
)
def test_what_does_not_exist_is_not_found(standin, ask, kind):
    with refused(standin, f"No such {kind}", code="resource_missing", param="id", status=404):
        ask(standin.client().v1)


def test_a_refund_needs_one_payment_that_was_made(standin):
    v1 = standin.client().v1
    unpaid = given(standin, outcome="debit")

    with refused(standin, "should be provided"):
        v1.refunds.create({"amount": 5})
    with refused(standin, "does not have a successful charge"):
        v1.refunds.create({"payment_intent": unpaid.payment_intent})
    with refused(standin, "greater than or equal to 1", code="parameter_invalid_integer", param="amount"):
        v1.refunds.create({"payment_intent": given(standin).payment_intent, "amount": 0})
    with refused(standin, "Invalid reason", param="reason"):
        v1.refunds.create({"payment_intent": given(standin).payment_intent, "reason": "regret"})


def test_a_subscription_that_is_over_stays_so(standin):
    v1 = standin.client().v1
    session = given(standin, "subscription")
    v1.subscriptions.cancel(session.subscription)

    with refused(standin, "No such subscription", code="resource_missing", param="id", status=404):
        v1.subscriptions.cancel(session.subscription)
    with refused(standin, "No such subscription", code="resource_missing", param="id", status=404):
        v1.subscriptions.update(session.subscription, {"cancel_at_period_end": True})


def test_a_change_of_amount_is_asked_for_in_full(standin):
    v1 = standin.client().v1
    session = given(standin, "subscription")
    item = v1.subscriptions.retrieve(session.subscription)["items"].data[0]
    price = {
        "currency": "eur",
        "product": item.price.product,
        "recurring": {"interval": "month"},
        "unit_amount": 900,
    }

    def change(**changed):
        asked = {"items": [{"id": item.id, "price_data": {**price, **changed.pop("price", {})}}], **changed}
        return v1.subscriptions.update(session.subscription, asked)

    with refused(standin, "does not prorate", param="proration_behavior"):
        change()
    with refused(standin, "currency of a subscription", param="items[0][price_data][currency]"):
        change(proration_behavior="none", price={"currency": "usd"})
    with refused(standin, "unknown parameter", code=UNKNOWN, param="items[0][price_data][product_data]"):
        change(proration_behavior="none", price={"product_data": {"name": "x"}})
    with refused(standin, "No such product", code="resource_missing", param="product"):
        change(proration_behavior="none", price={"product": "prod_no"})
    with refused(
        standin, "at least 0.50 EUR", code="amount_too_small", param="items[0][price_data][unit_amount]"
    ):
        change(proration_behavior="none", price={"unit_amount": 9})
    with refused(standin, "in the future", param="pause_collection[resumes_at]"):
        v1.subscriptions.update(
            session.subscription, {"pause_collection": {"behavior": "void", "resumes_at": 1}}
        )


@pytest.mark.parametrize(
    ("asked", "message", "param"),
    [
        ({"limit": 101}, "less than or equal to 100", "limit"),
        ({"limit": 0}, "greater than or equal to 1", "limit"),
        ({"starting_after": "evt_no"}, "No such event", "starting_after"),
        ({"type": "a", "types": ["b"]}, "only specify one", None),
        ({"types": ["x"] * 21}, "at most 20", "types"),
        ({"starting_after": "evt_1", "ending_before": "evt_2"}, "only specify one", None),
    ],
)
def test_a_list_is_refused(standin, asked, message, param):
    with pytest.raises(stripe.InvalidRequestError, match=message) as found:
        standin.client().v1.events.list(asked)

    assert found.value.param == param


@pytest.mark.parametrize("path", ["amount", "payment_intents", "latest_charge"])
def test_what_cannot_be_expanded_is_refused(standin, path):
    session = given(standin)

    with refused(standin, "cannot be expanded", param="expand[0]"):
        standin.client().v1.checkout.sessions.retrieve(session.id, {"expand": [path]})


def test_an_endpoint_that_it_does_not_have_says_so(standin):
    with refused(standin, "Unrecognized request URL", status=404):
        standin.client().v1.coupons.list()


@pytest.mark.parametrize(
    ("pull", "message"),
    [
        (lambda s: s.ask("nothing"), "no string called"),
        (lambda s: s.knobs(volume=11), "No such knob: volume"),
        (lambda s: s.fault("flood"), "No such fault"),
        (lambda s: s.press("cs_no", "paid"), "There is no checkout.session cs_no"),
        (lambda s: s.behave("cus_no", "works"), "There is no customer cus_no"),
        (lambda s: s.refund_fails("re_no"), "There is no refund re_no"),
        (lambda s: s.ask("behave"), "KeyError"),
    ],
)
def test_a_string_that_is_not_there_cannot_be_pulled(standin, pull, message):
    with pytest.raises(NotTaken, match=message):
        pull(standin)


def test_another_version_of_the_api_is_refused(standin):
    with refused(standin, f"speaks {stripe.api_version} only"):
        begun(standin.client(stripe_version="2020-08-27"))


def test_a_page_that_is_not_there_says_so(standin):
    for path in ("/nothing", "/c/pay/cs_no", "/i/in_no"):
        status, _url, page = standin.page(standin.url + path)

        assert (status, "<h1>This page is not available</h1>" in page) == (404, True)


def test_it_listens_on_this_machine_only_and_forms_no_nonsense(standin):
    line = http.client.HTTPConnection(urlsplit(standin.url).netloc)
    line.request("POST", "/v1/refunds", "a=1&a[b]=2", {"Authorization": "Bearer sk_test_standin"})
    answer = line.getresponse()
    answer.read()
    line.close()
    standin.forgive()

    assert (urlsplit(standin.url).hostname, answer.status) == ("127.0.0.1", 400)
