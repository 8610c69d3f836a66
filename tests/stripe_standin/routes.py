"""Which function answers which address, and the SDK's type for what may be sent to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.stripe_standin import (
    accounting,
    checkout,
    contract,
    customers,
    invoicing,
    listing,
    paying,
    returning,
    subscribing,
)
from tests.stripe_standin.state import Obj, World
from tests.stripe_standin.wire import Refused

Answer = Callable[..., Obj]


def _intent(world: World, params: Obj, reference: str) -> Obj:
    return world.get("payment_intent", reference)


def _intents(world: World, params: Obj) -> Obj:
    rows = world.all("payment_intent", customer=params["customer"]) if "customer" in params else None
    return listing.listed(world, "payment_intent", "/v1/payment_intents", params, rows=rows)


def _charge(world: World, params: Obj, reference: str) -> Obj:
    return world.get("charge", reference)


def _charges(world: World, params: Obj) -> Obj:
    rows = None
    for name in ("payment_intent", "customer"):
        if rows is None and name in params:
            rows = world.all("charge", **{name: params[name]})
    return listing.listed(world, "charge", "/v1/charges", params, rows=rows)


def _product(world: World, params: Obj, reference: str) -> Obj:
    return world.get("product", reference)


def _price(world: World, params: Obj, reference: str) -> Obj:
    return world.get("price", reference)


TABLE: list[tuple[str, str, str, Answer]] = [
    ("GET", "/v1/account", "AccountRetrieveCurrentParams", accounting.account),
    ("GET", "/v1/balance_transactions", "BalanceTransactionListParams", accounting.entries),
    ("GET", "/v1/balance_transactions/{}", "BalanceTransactionRetrieveParams", accounting.entry),
    ("POST", "/v1/billing_portal/sessions", "billing_portal.SessionCreateParams", customers.open_portal),
    ("GET", "/v1/charges", "ChargeListParams", _charges),
    ("GET", "/v1/charges/{}", "ChargeRetrieveParams", _charge),
    ("POST", "/v1/checkout/sessions", "checkout.SessionCreateParams", checkout.create),
    ("GET", "/v1/checkout/sessions", "checkout.SessionListParams", checkout.listed),
    ("GET", "/v1/checkout/sessions/{}", "checkout.SessionRetrieveParams", lambda w, p, r: w.get("checkout.session", r)),
    ("GET", "/v1/checkout/sessions/{}/line_items", "checkout.SessionLineItemListParams", checkout.line_items),
    ("POST", "/v1/checkout/sessions/{}/expire", "checkout.SessionExpireParams", checkout.expire),
    ("POST", "/v1/customers", "CustomerCreateParams", customers.create),
    ("GET", "/v1/customers", "CustomerListParams", customers.listed),
    ("GET", "/v1/customers/{}", "CustomerRetrieveParams", customers.retrieve),
    ("POST", "/v1/customers/{}", "CustomerUpdateParams", customers.update),
    ("DELETE", "/v1/customers/{}", "CustomerDeleteParams", customers.delete),
    ("GET", "/v1/customers/{}/payment_methods", "CustomerPaymentMethodListParams", customers.methods),
    ("GET", "/v1/disputes", "DisputeListParams", returning.disputes),
    ("GET", "/v1/disputes/{}", "DisputeRetrieveParams", returning.dispute_retrieve),
    ("POST", "/v1/disputes/{}/close", "DisputeCloseParams", returning.dispute_close),
    ("GET", "/v1/events", "EventListParams", accounting.events),
    ("GET", "/v1/events/{}", "EventRetrieveParams", accounting.event),
    ("GET", "/v1/invoice_payments", "InvoicePaymentListParams", invoicing.payments_listed),
    ("GET", "/v1/invoice_payments/{}", "InvoicePaymentRetrieveParams", lambda w, p, r: w.get("invoice_payment", r)),
    ("GET", "/v1/invoices", "InvoiceListParams", invoicing.listed),
    ("GET", "/v1/invoices/{}", "InvoiceRetrieveParams", invoicing.retrieve),
    ("POST", "/v1/invoices/{}/pay", "InvoicePayParams", invoicing.pay_invoice),
    ("POST", "/v1/invoices/{}/void", "InvoiceVoidInvoiceParams", invoicing.void_invoice),
    ("GET", "/v1/payment_intents", "PaymentIntentListParams", _intents),
    ("POST", "/v1/payment_intents", "PaymentIntentCreateParams", paying.create),
    ("GET", "/v1/payment_intents/{}", "PaymentIntentRetrieveParams", _intent),
    ("GET", "/v1/payment_methods", "PaymentMethodListParams", customers.methods),
    ("GET", "/v1/payment_methods/{}", "PaymentMethodRetrieveParams", customers.method),
    ("GET", "/v1/payouts", "PayoutListParams", accounting.payouts),
    ("GET", "/v1/payouts/{}", "PayoutRetrieveParams", accounting.payout),
    ("GET", "/v1/prices/{}", "PriceRetrieveParams", _price),
    ("GET", "/v1/products/{}", "ProductRetrieveParams", _product),
    ("GET", "/v1/radar/early_fraud_warnings", "radar.EarlyFraudWarningListParams", returning.warnings),
    ("GET", "/v1/radar/early_fraud_warnings/{}", "radar.EarlyFraudWarningRetrieveParams", returning.warning_retrieve),
    ("POST", "/v1/refunds", "RefundCreateParams", returning.refund),
    ("GET", "/v1/refunds", "RefundListParams", returning.refunds),
    ("GET", "/v1/refunds/{}", "RefundRetrieveParams", returning.refund_retrieve),
    ("POST", "/v1/refunds/{}", "RefundUpdateParams", returning.refund_update),
    ("GET", "/v1/subscriptions", "SubscriptionListParams", subscribing.listed),
    ("GET", "/v1/subscriptions/{}", "SubscriptionRetrieveParams", subscribing.retrieve),
    ("POST", "/v1/subscriptions/{}", "SubscriptionUpdateParams", subscribing.update),
    ("DELETE", "/v1/subscriptions/{}", "SubscriptionCancelParams", subscribing.cancel),
    ("POST", "/v1/webhook_endpoints", "WebhookEndpointCreateParams", accounting.endpoint_create),
    ("GET", "/v1/webhook_endpoints", "WebhookEndpointListParams", accounting.endpoints),
    ("GET", "/v1/webhook_endpoints/{}", "WebhookEndpointRetrieveParams", accounting.endpoint),
    ("DELETE", "/v1/webhook_endpoints/{}", "WebhookEndpointDeleteParams", accounting.endpoint_delete),
]  # fmt: skip


@cache
def _patterns() -> dict[str, list[tuple[re.Pattern[str], type | None, Answer]]]:
    table: dict[str, list[tuple[re.Pattern[str], type | None, Answer]]] = {}
    for verb, path, params, answer in TABLE:
        pattern = re.compile(path.replace("{}", "([A-Za-z0-9_]+)"))
        table.setdefault(verb, []).append((pattern, contract.params_named(params), answer))
    return table


def find(verb: str, path: str) -> tuple[type | None, Answer, tuple[Any, ...]]:
    for pattern, params, answer in _patterns().get(verb, []):
        if found := pattern.fullmatch(path):
            return params, answer, found.groups()
    raise Refused(f"Unrecognized request URL ({verb}: {path}).", status=404)
