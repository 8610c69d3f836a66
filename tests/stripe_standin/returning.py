"""Money that goes back: refunds, disputes, and warnings of them."""

from __future__ import annotations

from tests.stripe_standin import amounts, customers, listing, paying
from tests.stripe_standin.state import DAY, Obj, World
from tests.stripe_standin.wire import Refused

DISPUTE_FEE = 1500


# --- refunds
def refund(world: World, params: Obj) -> Obj:
    """POST /v1/refunds, and a refund from the dashboard."""
    charge = _charge(world, params)
    left = charge["amount"] - charge["amount_refunded"]
    amount = params.get("amount", left)
    _require_enough_left(charge, amount, left)
    made = world.new(
        "refund",
        "re" if charge["id"].startswith("ch") else "pyr",
        amount=amount,
        charge=charge["id"],
        currency=charge["currency"],
        metadata=params.get("metadata", {}),
        payment_intent=charge["payment_intent"],
        payment_method=charge["payment_method"],
        reason=params.get("reason"),
        status="succeeded",
        destination_details={
            "type": "card",
            "card": {
                "reference_status": "pending",
                "reference_type": "acquirer_reference_number",
                "type": "refund",
            },
        },
    )
    if world.poor:
        made |= {"status": "pending", "pending_reason": "insufficient_funds"}
    else:
        _taken(world, made)
    before = {"amount_refunded": charge["amount_refunded"], "refunded": charge["refunded"]}
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    world.tell("refund.created", made)
    world.tell("charge.refunded", charge, before)
    return made


def _taken(world: World, made: Obj) -> None:
    kind = "refund" if made["charge"].startswith("ch") else "payment_refund"
    paying.entry(world, kind, made["id"], -made["amount"], made["currency"], into=made)


def refund_moves(world: World, reference: str) -> Obj:
    """There is enough in the balance now for a refund that waited."""
    made = world.get("refund", reference)
    if made["status"] != "pending":
        raise Refused(f"Refund {reference} is {made['status']}.")
    _taken(world, made)
    made |= {"status": "succeeded", "pending_reason": None}
    world.tell("refund.updated", made, {"status": "pending"})
    world.tell("charge.refund.updated", made, {"status": "pending"})
    return made


def _charge(world: World, params: Obj) -> Obj:
    if ("charge" in params) == ("payment_intent" in params):
        raise Refused(
            "One of the following params should be provided for this request: payment_intent or charge."
        )
    if "charge" in params:
        return world.get("charge", params["charge"], "charge")
    intent = world.get("payment_intent", params["payment_intent"], "payment_intent")
    if intent["latest_charge"] is None or intent["status"] != "succeeded":
        raise Refused(f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.")
    return world.objects[intent["latest_charge"]]


def _require_enough_left(charge: Obj, amount: int, left: int) -> None:
    if charge["status"] != "succeeded":
        raise Refused(f"Charge {charge['id']} was not paid and cannot be refunded.", param="charge")
    if charge["disputed"]:
        raise Refused(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed"
        )
    if left == 0:
        raise Refused(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if amount < 1:
        raise Refused(
            "This value must be greater than or equal to 1.", param="amount", code="parameter_invalid_integer"
        )
    if amount > left:
        asked, unrefunded = (amounts.written(x, charge["currency"]) for x in (amount, left))
        raise Refused(
            f"Refund amount ({asked}) is greater than unrefunded amount on charge ({unrefunded})",
            param="amount",
        )
    amounts.fine_enough(amount, charge["currency"])


def refund_fails(world: World, reference: str) -> Obj:
    """The donor's bank does not take it: the money comes back to the newsroom."""
    made = world.get("refund", reference)
    if made["status"] != "succeeded":
        raise Refused(f"Refund {reference} is {made['status']}.")
    charge = world.objects[made["charge"]]
    back = paying.entry(world, "refund_failure", made["id"], made["amount"], made["currency"])
    made |= {
        "status": "failed",
        "failure_reason": "lost_or_stolen_card",
        "failure_balance_transaction": back["id"],
    }
    charge["amount_refunded"] -= made["amount"]
    charge["refunded"] = False
    world.tell("refund.failed", made)
    world.tell("refund.updated", made, {"status": "succeeded"})
    world.tell("charge.refund.updated", made, {"status": "succeeded"})
    return made


def refund_retrieve(world: World, params: Obj, reference: str) -> Obj:
    return world.get("refund", reference)


def refund_update(world: World, params: Obj, reference: str) -> Obj:
    made = world.get("refund", reference)
    customers.merge_metadata(made, params)
    world.tell("refund.updated", made, {})
    return made


def refunds(world: World, params: Obj) -> Obj:
    return listing.listed(world, "refund", "/v1/refunds", params, rows=_of(world, "refund", params))


def _of(world: World, kind: str, params: Obj):
    for name in ("payment_intent", "charge"):
        if name in params:
            return world.all(kind, **{name: params[name]})
    return None


# --- disputes
def dispute(
    world: World, charge: Obj, *, amount: int | None = None, reason: str = "fraudulent", inquiry: bool = False
) -> Obj:
    """The donor's bank asks. An inquiry takes no money yet, a dispute does at once."""
    if charge["status"] != "succeeded" or charge["disputed"]:
        raise Refused(f"Charge {charge['id']} cannot be disputed.")
    made = world.new(
        "dispute",
        "du",
        amount=amount or charge["amount"],
        balance_transactions=[],
        charge=charge["id"],
        currency=charge["currency"],
        enhanced_eligibility_types=[],
        evidence={**dict.fromkeys(EVIDENCE), "enhanced_evidence": {}},
        evidence_details={
            "due_by": world.now + 9 * DAY,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        is_charge_refundable=inquiry,
        metadata={},
        payment_intent=charge["payment_intent"],
        reason=reason,
        status="warning_needs_response" if inquiry else "needs_response",
    )
    charge["disputed"] = not inquiry
    world.tell("charge.dispute.created", made)
    if not inquiry:
        withdraw(world, made)
    return made


def withdraw(world: World, made: Obj) -> Obj:
    """The money is taken, with the fee for it."""
    if made["balance_transactions"]:
        raise Refused(f"The money of {made['id']} has been taken already.")
    taken = paying.entry(world, "adjustment", made["id"], -made["amount"], made["currency"])
    fee = round(DISPUTE_FEE * (world.rates.get(made["currency"], 1.0) if taken["exchange_rate"] else 1))
    taken |= {"fee": fee, "net": taken["amount"] - fee, "reporting_category": "dispute"}
    taken["fee_details"] = [
        {"amount": fee, "application": None, "currency": taken["currency"], "description": "Dispute fee",
         "type": "stripe_fee"}
    ]  # fmt: skip
    made["balance_transactions"] = [taken]
    made["is_charge_refundable"] = False
    if made["status"] == "warning_needs_response":
        made["status"] = "needs_response"
        world.tell("charge.dispute.updated", made, {"status": "warning_needs_response"})
    world.objects[made["charge"]]["disputed"] = True
    world.tell("charge.dispute.funds_withdrawn", made)
    return made


def close(world: World, reference: str, *, won: bool) -> Obj:
    made = world.get("dispute", reference)
    if made["status"] in ("won", "lost", "warning_closed"):
        raise Refused(f"Dispute {reference} is closed already.")
    inquiry = made["status"].startswith("warning")
    made["status"] = "warning_closed" if inquiry else "won" if won else "lost"
    if won and made["balance_transactions"]:
        back = paying.entry(world, "adjustment", made["id"], made["amount"], made["currency"])
        back["reporting_category"] = "dispute_reversal"
        made["balance_transactions"] = [*made["balance_transactions"], back]
        world.tell("charge.dispute.funds_reinstated", made)
    world.tell("charge.dispute.closed", made)
    return made


def dispute_retrieve(world: World, params: Obj, reference: str) -> Obj:
    return world.get("dispute", reference)


def dispute_close(world: World, params: Obj, reference: str) -> Obj:
    """POST /v1/disputes/{id}/close: the newsroom gives in."""
    return close(world, reference, won=False)


def disputes(world: World, params: Obj) -> Obj:
    return listing.listed(world, "dispute", "/v1/disputes", params, rows=_of(world, "dispute", params))


# --- early fraud warnings
def warn(world: World, charge: Obj) -> Obj:
    made = world.new(
        "radar.early_fraud_warning",
        "issfr",
        actionable=not charge["refunded"] and not charge["disputed"],
        charge=charge["id"],
        fraud_type="made_with_stolen_card",
        payment_intent=charge["payment_intent"],
    )
    world.tell("radar.early_fraud_warning.created", made)
    return made


def warning_retrieve(world: World, params: Obj, reference: str) -> Obj:
    return world.get("radar.early_fraud_warning", reference)


def warnings(world: World, params: Obj) -> Obj:
    kind = "radar.early_fraud_warning"
    return listing.listed(
        world, kind, "/v1/radar/early_fraud_warnings", params, rows=_of(world, kind, params)
    )


EVIDENCE = (
    "access_activity_log", "billing_address", "cancellation_policy", "cancellation_policy_disclosure",
    "cancellation_rebuttal", "customer_communication", "customer_email_address", "customer_name",
    "customer_purchase_ip", "customer_signature", "duplicate_charge_documentation",
    "duplicate_charge_explanation", "duplicate_charge_id", "product_description", "receipt", "refund_policy",
    "refund_policy_disclosure", "refund_refusal_explanation", "service_date", "service_documentation",
    "shipping_address", "shipping_carrier", "shipping_date", "shipping_documentation",
    "shipping_tracking_number", "uncategorized_file", "uncategorized_text",
)  # fmt: skip
