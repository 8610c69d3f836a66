"""Invoices of a subscription, in their shape of 2026: what they are for stands under `parent`, who paid them in
`payments` and in the list of invoice payments."""

from __future__ import annotations

from tests.stripe_standin import customers, listing, paying
from tests.stripe_standin.state import DAY, Obj, World
from tests.stripe_standin.wire import Refused

#: Days until the next try after the first, second and third failure; then the subscription ends.
RETRIES = (3, 5, 7)


def make(world: World, subscription: Obj, reason: str, *, free: bool = False) -> Obj:
    """An invoice for the period that the subscription's item is in."""
    (item,) = subscription["items"]["data"]
    amount = 0 if free else item["price"]["unit_amount"] * item["quantity"]
    customer = world.objects[subscription["customer"]]
    made = world.new("invoice", "in", **_figures(amount), **_plain())
    made |= {
        "auto_advance": True,
        "billing_reason": reason,
        "currency": subscription["currency"],
        "customer": customer["id"],
        "customer_email": customer.get("email"),
        "customer_name": customer.get("name"),
        "customer_tax_ids": [],
        "default_payment_method": None,
        "hosted_invoice_url": f"{world.url}/i/{made['id']}",
        "invoice_pdf": f"{world.url}/i/{made['id']}/pdf",
        "lines": _lines(world, made, subscription, item, amount),
        "metadata": {},
        "number": f"SI-{world.number:08d}",
        "parent": {
            "quote_details": None,
            "subscription_details": {
                "metadata": dict(subscription["metadata"]),
                "subscription": subscription["id"],
                "subscription_proration_date": None,
            },
            "type": "subscription_details",
        },
        "period_start": item["current_period_start"],
        "period_end": item["current_period_end"],
        "status": "draft",
    }
    world.index["invoice", "customer", customer["id"]].append(made["id"])
    world.index["invoice", "subscription", subscription["id"]].append(made["id"])
    subscription["latest_invoice"] = made["id"]
    world.tell("invoice.created", made)
    return made


def nothing_due(world: World, subscription: Obj) -> Obj:
    """The invoice of a free period: paid as soon as it is made, and no payment belongs to it."""
    made = make(world, subscription, "subscription_update", free=True)
    finalise(world, made)
    made |= {"status": "paid", "attempted": True}
    made["status_transitions"] = {**made["status_transitions"], "paid_at": world.now}
    world.tell("invoice.paid", made)
    world.tell("invoice.payment_succeeded", made)
    return made


def finalise(world: World, invoice: Obj) -> None:
    invoice |= {"status": "open", "effective_at": world.now}
    invoice["status_transitions"] = {**invoice["status_transitions"], "finalized_at": world.now}
    world.tell("invoice.finalized", invoice)


def _figures(amount: int) -> Obj:
    same = (
        "amount_due",
        "amount_remaining",
        "subtotal",
        "subtotal_excluding_tax",
        "total",
        "total_excluding_tax",
    )
    none = (
        "amount_overpaid", "amount_paid", "amount_shipping", "attempt_count", "post_payment_credit_notes_amount",
        "pre_payment_credit_notes_amount", "starting_balance",
    )  # fmt: skip
    return {**dict.fromkeys(same, amount), **dict.fromkeys(none, 0), "ending_balance": 0}


def _plain() -> Obj:
    return {
        "attempted": False,
        "automatic_tax": {
            "disabled_reason": None, "enabled": False, "liability": None, "provider": None, "status": None,
        },
        "collection_method": "charge_automatically",
        "default_tax_rates": [],
        "discounts": [],
        "issuer": {"type": "self", "account": None},
        "payment_settings": {
            "default_mandate": None, "payment_method_options": None, "payment_method_types": None,
        },
        "status_transitions": {
            "finalized_at": None, "marked_uncollectible_at": None, "paid_at": None, "voided_at": None,
        },
        "total_discount_amounts": [],
        "total_pretax_credit_amounts": [],
        "total_taxes": [],
    }  # fmt: skip


def _lines(world: World, invoice: Obj, subscription: Obj, item: Obj, amount: int) -> Obj:
    line = world.new(
        "line_item", "il",
        amount=amount, currency=subscription["currency"], discountable=True, discounts=[], discount_amounts=[],
        invoice=invoice["id"], metadata=dict(subscription["metadata"]), quantity=item["quantity"], subtotal=amount,
        period={"start": item["current_period_start"], "end": item["current_period_end"]}, taxes=[],
        subscription=subscription["id"],
    )  # fmt: skip
    return listing.contained(world, "line_item", f"/v1/invoices/{invoice['id']}/lines", [line])


# --- paying
def link(world: World, invoice: Obj, intent: Obj) -> Obj:
    """The open payment of an invoice."""
    if invoice["status"] == "draft":
        finalise(world, invoice)
    if not intent["customer"]:
        world.point(intent, "customer", invoice["customer"])
    made = world.new(
        "invoice_payment",
        "inpay",
        amount_requested=invoice["amount_due"],
        currency=invoice["currency"],
        invoice=invoice["id"],
        is_default=True,
        payment={"type": "payment_intent", "payment_intent": intent["id"]},
        status="open",
        status_transitions={"canceled_at": None, "paid_at": None},
    )
    world.index["invoice_payment", "payment_intent", intent["id"]].append(made["id"])
    return made


def payment_of(world: World, invoice: Obj) -> tuple[Obj, Obj]:
    """The invoice payment and its intent."""
    made = next(world.all("invoice_payment", invoice=invoice["id"]))
    return made, world.objects[made["payment"]["payment_intent"]]


def pay(world: World, invoice: Obj, method: Obj) -> None:
    _made, intent = payment_of(world, invoice)
    paying.succeed(world, intent, method)
    paid(world, invoice, intent)


def paid(world: World, invoice: Obj, intent: Obj) -> None:
    made, _intent = payment_of(world, invoice)
    made |= {"status": "paid", "amount_paid": invoice["amount_due"]}
    made["status_transitions"] = {**made["status_transitions"], "paid_at": world.now}
    invoice |= {
        "status": "paid",
        "amount_paid": invoice["amount_due"],
        "amount_remaining": 0,
        "attempted": True,
        "attempt_count": invoice["attempt_count"] + 1,
        "next_payment_attempt": None,
    }
    invoice["status_transitions"] = {**invoice["status_transitions"], "paid_at": world.now}
    world.tell("invoice_payment.paid", made)
    world.tell("invoice.paid", invoice)
    world.tell("invoice.payment_succeeded", invoice)


def wait(world: World, invoice: Obj, method: Obj) -> None:
    _made, intent = payment_of(world, invoice)
    invoice["attempted"] = True
    paying.wait(world, intent, method)


def failed(world: World, invoice: Obj, intent: Obj) -> None:
    """Count the failure and say when the next try is; none after the last."""
    tried = invoice["attempt_count"] + 1
    again = world.now + RETRIES[tried - 1] * DAY if tried <= len(RETRIES) else None
    invoice |= {"attempted": True, "attempt_count": tried, "next_payment_attempt": again}
    world.tell("invoice.payment_failed", invoice)
    if intent["status"] == "requires_action":
        world.tell("invoice.payment_action_required", invoice)


def void(world: World, invoice: Obj) -> None:
    invoice |= {"status": "void", "next_payment_attempt": None}
    invoice["status_transitions"] = {**invoice["status_transitions"], "voided_at": world.now}
    world.tell("invoice.voided", invoice)


# --- the API
def retrieve(world: World, params: Obj, reference: str) -> Obj:
    return world.get("invoice", reference)


def listed(world: World, params: Obj) -> Obj:
    def fits(invoice: Obj) -> bool:
        return all(
            invoice[name] == params[name]
            for name in ("customer", "status", "collection_method")
            if name in params
        )

    where = {n: params[n] for n in ("subscription", "customer") if n in params}
    rows = world.all("invoice", **dict([next(iter(where.items()))])) if where else None
    return listing.listed(world, "invoice", "/v1/invoices", params, rows=rows, fits=fits)


def payments_listed(world: World, params: Obj) -> Obj:
    if "invoice" not in params and "payment" not in params:
        raise Refused(
            "You must provide either `invoice` or `payment`.", param="invoice", code="parameter_missing"
        )
    if "payment" in params:
        if params["payment"]["type"] != "payment_intent" or "payment_intent" not in params["payment"]:
            raise Refused("Missing required param: payment[payment_intent].", param="payment[payment_intent]")
        rows = list(world.all("invoice_payment", payment_intent=params["payment"]["payment_intent"]))
    else:
        world.get("invoice", params["invoice"], "invoice")
        rows = list(world.all("invoice_payment", invoice=params["invoice"]))

    def fits(one: Obj) -> bool:
        return one["status"] == params.get("status", one["status"])

    return listing.listed(world, "invoice_payment", "/v1/invoice_payments", params, rows=rows, fits=fits)


def void_invoice(world: World, params: Obj, reference: str) -> Obj:
    invoice = world.get("invoice", reference)
    if invoice["status"] not in ("open", "uncollectible"):
        raise Refused(f"You can only void an open invoice; this one is {invoice['status']}.")
    void(world, invoice)
    return invoice


def pay_invoice(world: World, params: Obj, reference: str) -> Obj:
    """POST /v1/invoices/{id}/pay: try the customer's card now."""
    from tests.stripe_standin import renewing

    invoice = world.get("invoice", reference)
    if invoice["status"] == "paid":
        raise Refused("Invoice is already paid", code="invoice_already_paid")
    if invoice["status"] != "open":
        raise Refused(f"This invoice is {invoice['status']} and can not be paid.")
    customers.existing(world, invoice["customer"])
    if refused := renewing.attempt(world, invoice):
        raise refused
    return invoice
