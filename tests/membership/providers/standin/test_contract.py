"""The stand-in cannot drift from the SDK: every request and answer is held against the SDK's types, and the check
itself can fail."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import stripe

from tests.stripe_standin import contract, delivery, routes, shapes, wire
from tests.stripe_standin.sdk_requests import given, wanted

ROOT = Path(__file__).resolve().parents[4]
CREATE = contract.params_named("checkout.SessionCreateParams")


def body(params: dict) -> str:
    """As the SDK sends it."""

    class Caught(Exception):
        pass

    class Wire(stripe.HTTPClient):
        name = "caught"

        def request(self, method, url, headers, post_data=None):
            raise Caught(post_data)

    client = stripe.StripeClient("sk_test_x", http_client=Wire(), max_network_retries=0)
    with pytest.raises(Caught) as caught:
        client.v1.checkout.sessions.create(params)
    return caught.value.args[0]


def charge(standin) -> dict:
    given(standin)
    (found,) = standin.dump("charge")
    return found


# --- requests
def test_what_the_sdk_sends_is_read_back_with_its_types():
    asked = wanted("subscription", managed_payments={"enabled": False}, expand=["invoice.payments"])

    assert contract.read(CREATE, wire.nested(body(asked))) == asked


@pytest.mark.parametrize("drift", ["payments_method_types", "ui_modes", "quantity"])
def test_a_key_that_the_sdk_does_not_know_is_refused(drift):
    with pytest.raises(wire.Refused, match=f"Received unknown parameter: {drift}"):
        contract.read(CREATE, {drift: "x"})


def test_an_endpoint_without_a_type_takes_nothing_but_expansions():
    assert contract.read(None, wire.nested("expand[]=a&expand[]=b")) == {"expand": ["a", "b"]}
    with pytest.raises(wire.Refused, match="unknown"):
        contract.read(None, {"limit": "1"})


def test_a_refused_request_is_on_record(standin):
    with pytest.raises(stripe.InvalidRequestError):
        standin.client().v1.checkout.sessions.create(wanted(submit_type="gift"))

    found = standin.violations()
    standin.forgive()

    assert found == [
        {
            "where": "POST /v1/checkout/sessions",
            "what": "Invalid submit_type: must be one of auto, book, donate, pay, subscribe",
        }
    ]


def test_every_endpoint_has_a_type_of_the_sdk():
    untyped = [name for _verb, _path, name, _answer in routes.TABLE if contract.params_named(name) is None]

    assert untyped == []
    assert contract.params_named("checkout.SessionDonateParams") is None


# --- answers
PLANTED = {
    "a field of yesterday": ({"invoice": "in_1"}, "charge.invoice: unknown to the SDK"),
    "a misspelt field": ({"amount_refund": 1}, "charge.amount_refund: unknown to the SDK"),
    "a number as text": ({"amount": "800"}, "charge.amount: '800' is not int"),
    "a truth as number": ({"paid": 1}, "charge.paid: 1 is not bool"),
    "a state that is none": (
        {"status": "paid"},
        "charge.status: 'paid' is not one of ('failed', 'pending', 'succeeded')",
    ),
    "null where it may not be": ({"currency": None}, "charge.currency: None is not str"),
    "a list that is none": (
        {"billing_details": []},
        "charge.billing_details: [] is no object",
    ),
}


@pytest.mark.parametrize("drift", PLANTED)
def test_an_answer_that_drifts_is_found(standin, drift):
    good = charge(standin)
    planted, fault = PLANTED[drift]

    assert shapes.faults_of(good) == []
    assert shapes.faults_of({**good, **planted}) == [fault]


def test_an_answer_that_drifts_is_on_record(standin):
    session = given(standin)
    standin.tamper(session.id, payment_state="paid", currency=978)

    standin.client().v1.checkout.sessions.retrieve(session.id)

    assert standin.forgive() == [
        "checkout.session.currency: 978 is not str",
        "checkout.session.payment_state: unknown to the SDK",
    ]


def test_an_event_that_drifts_is_on_record(standin):
    session = given(standin)
    (found,) = standin.dump("charge")
    standin.tamper(found["id"], refunds_total=1)

    standin.refund(session.id)

    assert standin.forgive() == ["charge.refunds_total: unknown to the SDK"]


def test_a_field_that_is_missing_or_deep_inside_is_found(standin):
    good = charge(standin)
    card = {**good["payment_method_details"]["card"], "cvc": "123"}
    deep = {**good, "payment_method_details": {**good["payment_method_details"], "card": card}}
    short = {name: value for name, value in good.items() if name != "livemode"}

    assert shapes.faults_of(deep) == ["charge.payment_method_details.card.cvc: unknown to the SDK"]
    assert shapes.faults_of(short) == ["charge.livemode: missing"]
    assert shapes.faults_of({"object": "list", "data": [short]}) == ["list[0].livemode: missing"]
    assert shapes.faults_of({**good, "object": "chargeling"}) == [
        "chargeling: the SDK knows no object 'chargeling'"
    ]


@pytest.mark.parametrize(
    "field", ["payment_intent", "subscription", "charge", "paid"], ids=lambda field: f"invoice.{field}"
)
def test_what_invoices_lost_in_2025_is_found(standin, field):
    given(standin, "subscription")
    (invoice,) = standin.dump("invoice")

    assert shapes.faults_of({**invoice, field: "x"}) == [f"invoice.{field}: unknown to the SDK"]


def test_every_kind_of_object_that_is_answered_fits(standin):
    given(standin, amount=10_000)
    session = given(standin, "subscription")
    standin.client().v1.billing_portal.sessions.create({"customer": session.customer})
    standin.client().v1.refunds.create({"payment_intent": given(standin).payment_intent})
    standin.dispute(session.invoice)
    standin.warn(session.invoice)
    standin.advance(days=3)
    standin.pay_out()
    standin.webhook("http://127.0.0.1:9/", "whsec_x")

    kinds = standin.dump()
    faults = [fault for rows in kinds.values() for one in rows for fault in shapes.faults_of(one)]

    assert faults == []
    assert set(kinds) == {
        "balance_transaction", "billing_portal.session", "charge", "checkout.session", "customer", "dispute", "event",
        "invoice", "invoice_payment", "item", "line_item", "payment_intent", "payment_method", "payout", "price",
        "product", "radar.early_fraud_warning", "refund", "subscription", "subscription_item", "webhook_endpoint",
    }  # fmt: skip


def test_every_class_of_the_sdk_can_be_held_against():
    skipped = {"list", "search_result", "file", "file_upload"}

    for kind in shapes.OBJECT_CLASSES.keys() - skipped:
        assert shapes.faults_of({"object": kind, "drift": 1})[0] == f"{kind}.drift: unknown to the SDK"


# --- the house
def test_a_signature_is_what_the_sdk_computes():
    payload = b'{"object": "event"}'

    header = delivery.signature(payload, ["whsec_a"], 1_800_000_000)

    assert stripe.WebhookSignature.verify_header(payload.decode(), header, "whsec_a", None)


def test_nothing_in_the_product_knows_the_stand_in():
    product = [path for app in ("newsroom", "articles", "membership") for path in (ROOT / app).rglob("*.py")]

    importing = [
        str(path)
        for path in product
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom) and "stripe_standin" in ast.dump(node)
    ]

    assert len(product) > 50
    assert importing == []
