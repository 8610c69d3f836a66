"""Payment intents, charges and what they leave in the balance."""

from __future__ import annotations

from typing import Any

from tests.stripe_standin import amounts
from tests.stripe_standin.state import DAY, Obj, World
from tests.stripe_standin.wire import Refused

CARDS = {
    "works": ("visa", "4242"),
    "declines": ("visa", "0341"),
    "expired": ("mastercard", "0069"),
    "authenticate": ("visa", "3184"),
}
#: Names of methods that stand for a card in test mode.
READY_MADE = {"pm_card_visa": "works", "pm_card_visa_chargeDeclined": "declines"}
DECLINES = {
    "declines": ("card_declined", "generic_decline", "Your card was declined."),
    "expired": ("expired_card", "expired_card", "Your card has expired."),
    "authenticate": (
        "authentication_required",
        "authentication_required",
        "Your card was declined. This transaction requires authentication.",
    ),
    "unauthenticated": (
        "payment_intent_authentication_failure",
        "",
        "The provided PaymentMethod has failed authentication. You can provide a new payment method.",
    ),
    "debit": (
        "payment_method_provider_decline",
        "insufficient_funds",
        "The bank account has not enough funds.",
    ),
}
ADDRESS = {"city": None, "country": "DE", "line1": None, "line2": None, "postal_code": None, "state": None}


def method(world: World, *, kind: str = "card", email: str = "", name: str = "", card: str = "works") -> Obj:
    """A payment method: a card that behaves like `card`, or a bank account."""
    billing = {
        "address": dict(ADDRESS),
        "email": email or None,
        "name": name or None,
        "phone": None,
        "tax_id": None,
    }
    made = world.new("payment_method", "pm", billing_details=billing, type=kind, metadata={})
    if kind == "card":
        brand, last4 = CARDS[card]
        made["card"] = {
            "brand": brand, "last4": last4, "exp_month": 8, "exp_year": 2034, "country": "DE", "funding": "credit",
            "checks": None, "fingerprint": f"fp{last4}StandIn", "generated_from": None, "networks": None,
            "three_d_secure_usage": {"supported": True}, "wallet": None, "display_brand": brand,
            "regulated_status": "regulated",
        }  # fmt: skip
    else:
        made["sepa_debit"] = {
            "bank_code": "37040044", "branch_code": "", "country": "DE", "fingerprint": "fpStandIn",
            "generated_from": None, "last4": "3000",
        }  # fmt: skip
    return made


def intent(world: World, amount: int, currency: str, **fields: Any) -> Obj:
    made = world.new(
        "payment_intent",
        "pi",
        amount=amount,
        currency=currency,
        amount_capturable=0,
        amount_received=0,
        amount_details={"tip": {}},
        capture_method="automatic_async",
        confirmation_method="automatic",
        status="requires_payment_method",
        **{"metadata": {}, "payment_method_types": ["card", "sepa_debit"], **fields},
    )
    made["client_secret"] = f"{made['id']}_secret_standin"
    world.tell("payment_intent.created", made)
    return made


def create(world: World, params: Obj) -> Obj:
    """POST /v1/payment_intents: paid at once by one of Stripe's ready-made test cards, as a self-check does."""
    for name in ("amount", "currency", "confirm", "payment_method"):
        if not params.get(name):
            raise Refused(f"Missing required param: {name}.", param=name, code="parameter_missing")
    card = READY_MADE.get(params["payment_method"])
    if card is None or world.live:
        raise Refused(
            f"No such PaymentMethod: '{params['payment_method']}'",
            param="payment_method",
            code="resource_missing",
        )
    currency = amounts.currency(params["currency"])
    amount = amounts.chargeable(params["amount"], currency)
    told = {name: params[name] for name in ("description", "metadata") if name in params}
    made = intent(world, amount, currency, **told)
    paid_with = method(world, card=card)
    if card != "works":
        raise fail(world, made, paid_with, card)
    succeed(world, made, paid_with)
    return made


def charge(world: World, of: Obj, method: Obj, status: str) -> Obj:
    """An attempt on an intent. `status`: succeeded, pending or failed."""
    kind = method["type"]
    made = world.new(
        "charge",
        "ch" if kind == "card" else "py",
        amount=of["amount"],
        amount_captured=of["amount"] if status == "succeeded" else 0,
        amount_refunded=0,
        billing_details=method["billing_details"],
        captured=status != "failed",
        currency=of["currency"],
        customer=of["customer"],
        description=of["description"],
        disputed=False,
        fraud_details={},
        metadata=dict(of["metadata"]),
        paid=status == "succeeded",
        payment_intent=of["id"],
        payment_method=method["id"],
        payment_method_details=_details(method),
        receipt_email=of["receipt_email"],
        refunded=False,
        status=status,
    )
    of["latest_charge"] = made["id"]
    of["payment_method"] = method["id"]
    return made


def _details(method: Obj) -> Obj:
    if method["type"] != "card":
        shown = {k: method["sepa_debit"][k] for k in ("bank_code", "branch_code", "country", "last4")}
        return {"type": "sepa_debit", "sepa_debit": {**shown, "fingerprint": "fpStandIn", "mandate": None}}
    names = ("brand", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4")
    return {
        "type": "card",
        "card": {
            **{name: method["card"][name] for name in names},
            "checks": None,
            "installments": None,
            "network": method["card"]["brand"],
            "three_d_secure": None,
            "wallet": None,
        },
    }


def succeed(world: World, of: Obj, method: Obj) -> Obj:
    """The money is there: charge, balance transaction, events."""
    waiting = world.objects.get(of["latest_charge"] or "")
    if waiting and waiting["status"] == "pending":
        made = waiting
        made |= {"status": "succeeded", "paid": True, "amount_captured": made["amount"]}
    else:
        made = charge(world, of, method, "succeeded")
    made["outcome"] = {
        "advice_code": None, "network_advice_code": None, "network_decline_code": None,
        "network_status": "approved_by_network", "reason": None, "risk_level": "normal",
        "seller_message": "Payment complete.", "type": "authorized",
    }  # fmt: skip
    entry(
        world,
        "charge" if method["type"] == "card" else "payment",
        made["id"],
        made["amount"],
        made["currency"],
        fee=amounts.fee(made["amount"]),
        into=made,
    )
    of |= {
        "status": "succeeded",
        "amount_received": of["amount"],
        "last_payment_error": None,
        "next_action": None,
    }
    world.tell("charge.succeeded", made)
    world.tell("payment_intent.succeeded", of)
    return made


def wait(world: World, of: Obj, method: Obj) -> Obj:
    """A bank debit is on its way."""
    made = charge(world, of, method, "pending")
    of["status"] = "processing"
    world.tell("charge.pending", made)
    world.tell("payment_intent.processing", of)
    return made


def fail(world: World, of: Obj, method: Obj, why: str) -> Refused:
    """An attempt that brought nothing; the card error is what a call that asked for it answers."""
    code, decline, message = DECLINES[why]
    waiting = world.objects.get(of["latest_charge"] or "")
    error: Obj = {"type": "card_error", "code": code, "message": message, "payment_method": method}
    if decline:
        error["decline_code"] = decline
    if why != "unauthenticated":
        made = waiting if waiting and waiting["status"] == "pending" else charge(world, of, method, "failed")
        made |= {"status": "failed", "failure_code": code, "failure_message": message, "paid": False}
        made["captured"] = False
        error["charge"] = made["id"]
        world.tell("charge.failed", made)
    of |= {"status": "requires_payment_method", "last_payment_error": error, "next_action": None}
    of["payment_method"] = None
    world.tell("payment_intent.payment_failed", of)
    return card_error(why)


def card_error(why: str) -> Refused:
    code, decline, message = DECLINES[why]
    more = {"decline_code": decline} if decline else {}
    return Refused(message, code=code, status=402, kind="card_error", **more)


def authenticate(world: World, of: Obj, method: Obj) -> None:
    of |= {"status": "requires_action", "payment_method": method["id"]}
    of["next_action"] = {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}}
    world.tell("payment_intent.requires_action", of)


def entry(
    world: World, kind: str, source: str, amount: int, currency: str, *, fee: int = 0, into: Obj | None = None
) -> Obj:
    """A balance transaction; converted where the newsroom's account is kept in one currency."""
    rate = None
    if world.settle_in and currency != world.settle_in:
        rate = world.rates.get(currency, 1.0)
        amount, currency = round(amount * rate), world.settle_in
        fee = amounts.fee(amount) if fee and amount > 0 else round(fee * rate)
    details = [
        {"amount": fee, "application": None, "currency": currency, "description": "Stripe processing fees",
         "type": "stripe_fee"}
    ]  # fmt: skip
    made = world.new(
        "balance_transaction",
        "txn",
        amount=amount,
        available_on=world.now + 2 * DAY,
        balance_type="payments",
        currency=currency,
        exchange_rate=rate,
        fee=fee,
        fee_details=details if fee else [],
        net=amount - fee,
        reporting_category=_CATEGORY.get(kind, kind),
        source=source,
        status="pending",
        type=kind,
    )
    if into is not None:
        into["balance_transaction"] = made["id"]
    return made


_CATEGORY = {"payment": "charge", "payment_refund": "refund", "refund_failure": "refund_failure"}
