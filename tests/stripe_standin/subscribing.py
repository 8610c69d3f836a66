"""Subscriptions: begun on the hosted page, changed and cancelled by the API. What falls due is in `renewing`."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime
from typing import Any

from tests.stripe_standin import amounts, customers, invoicing, listing, trials
from tests.stripe_standin.state import Obj, World
from tests.stripe_standin.wire import Refused

OVER = ("canceled", "incomplete_expired")


# --- prices
def price(world: World, data: Obj, currency: str) -> Obj:
    """A price made by `price_data`, and its product where that is made along with it."""
    product = data.get("product") or _product(world, data.get("product_data"))["id"]
    if product not in world.objects:
        raise Refused(f"No such product: '{product}'", param="product", code="resource_missing")
    recurring = data.get("recurring")
    return world.new(
        "price",
        "price",
        active=False,
        billing_scheme="per_unit",
        currency=currency,
        metadata={},
        product=product,
        tax_behavior="unspecified",
        type="recurring" if recurring else "one_time",
        unit_amount=data["unit_amount"],
        unit_amount_decimal=str(data["unit_amount"]),
        recurring=recurring
        and {
            "interval": recurring["interval"],
            "interval_count": recurring.get("interval_count", 1),
            "meter": None,
            "trial_period_days": None,
            "usage_type": "licensed",
        },
    )


def _product(world: World, data: Obj | None) -> Obj:
    if data is None:
        raise Refused(
            "You must specify either `product` or `product_data`.", param="line_items[0][price_data]"
        )
    return world.new(
        "product",
        "prod",
        active=False,
        images=[],
        marketing_features=[],
        metadata=data.get("metadata", {}),
        name=data["name"],
        type="service",
        updated=world.now,
    )


def _plan(world: World, of: Obj) -> Obj:
    """The old name of a recurring price, which items still carry."""
    kept = {
        n: of[n]
        for n in ("active", "billing_scheme", "currency", "livemode", "metadata", "product", "created")
    }
    return {
        "id": of["id"], "object": "plan", **kept, "amount": of["unit_amount"], "nickname": None,
        "amount_decimal": of["unit_amount_decimal"], "interval": of["recurring"]["interval"],
        "interval_count": of["recurring"]["interval_count"], "meter": None, "tiers_mode": None,
        "transform_usage": None, "trial_period_days": None, "usage_type": "licensed",
    }  # fmt: skip


def later(at: int, recurring: Obj, anchor: int) -> int:
    """One period on: the day of the month on which it began, or the last that the month has."""
    count, interval = recurring["interval_count"], recurring["interval"]
    if interval in ("day", "week"):
        return at + count * (7 if interval == "week" else 1) * 86_400
    moment, day = datetime.fromtimestamp(at, UTC), datetime.fromtimestamp(anchor, UTC).day
    months = moment.month - 1 + count * (12 if interval == "year" else 1)
    year, month = moment.year + months // 12, months % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return int(moment.replace(year=year, month=month, day=min(day, last)).timestamp())


# --- begun
def begin(world: World, session: Obj, intent: Obj, method: Obj, *, paid: bool) -> Obj:
    """The subscription that a paid session leads to, with its first invoice."""
    data = world.plans[session["id"]]["params"].get("subscription_data", {})
    made = world.new(
        "subscription",
        "sub",
        automatic_tax={"disabled_reason": None, "enabled": False, "liability": None},
        billing_cycle_anchor=world.now,
        billing_mode={"type": "flexible", "flexible": {"proration_discounts": "included"}},
        billing_schedules=[],
        cancel_at_period_end=False,
        cancellation_details={"comment": None, "feedback": None, "reason": None},
        collection_method="charge_automatically",
        currency=session["currency"],
        customer=session["customer"],
        default_payment_method=method["id"],
        default_tax_rates=[],
        description=data.get("description"),
        discounts=[],
        invoice_settings={"account_tax_ids": None, "issuer": {"type": "self", "account": None}},
        managed_payments={"enabled": False},
        metadata=dict(data.get("metadata", {})),
        payment_settings={
            "payment_method_options": None, "payment_method_types": None, "save_default_payment_method": "off",
        },
        start_date=world.now,
        status="active",
        trial_settings={"end_behavior": {"missing_payment_method": "create_invoice"}},
    )  # fmt: skip
    line = world.lines[session["id"]][0]
    made["items"] = listing.contained(
        world, "subscription_item", f"/v1/subscription_items?subscription={made['id']}",
        [_item(world, made, line["price"], line["quantity"])],
    )  # fmt: skip
    world.point(session, "subscription", made["id"])
    world.tell("customer.subscription.created", made)
    invoice = invoicing.make(world, made, "subscription_create")
    session["invoice"] = invoice["id"]
    invoicing.link(world, invoice, intent)
    if paid:
        invoicing.pay(world, invoice, method)
    else:
        invoicing.wait(world, invoice, method)
    return made


def _item(world: World, of: Obj, price: Obj, quantity: int) -> Obj:
    return world.new(
        "subscription_item",
        "si",
        current_period_start=world.now,
        current_period_end=later(world.now, price["recurring"], world.now),
        discounts=[],
        metadata={},
        plan=_plan(world, price),
        price=price,
        quantity=quantity,
        subscription=of["id"],
        tax_rates=[],
    )


def settled(world: World, session: Obj, intent: Obj, *, well: bool) -> None:
    """The bank debit of the first invoice arrived or came back."""
    invoice = world.objects[session["invoice"]]
    if well:
        invoicing.paid(world, invoice, intent)
    else:
        invoicing.failed(world, invoice, intent)
        change(world, world.objects[session["subscription"]], status="past_due")


def change(world: World, subscription: Obj, **fields: Any) -> Obj:
    """Set fields and tell it, where anything is different."""
    before = {n: subscription[n] for n, v in fields.items() if subscription[n] != v}
    if before:
        subscription |= fields
        world.tell("customer.subscription.updated", subscription, before)
    return subscription


def end(world: World, subscription: Obj, reason: str, details: Obj | None = None) -> Obj:
    subscription |= {
        "status": "canceled",
        "ended_at": world.now,
        "canceled_at": subscription["canceled_at"] or world.now,
    }
    subscription["cancellation_details"] = {
        **subscription["cancellation_details"],
        **(details or {}),
        "reason": reason,
    }
    world.tell("customer.subscription.deleted", subscription)
    return subscription


# --- the API
def retrieve(world: World, params: Obj, reference: str) -> Obj:
    return world.get("subscription", reference)


def listed(world: World, params: Obj) -> Obj:
    status = params.get("status")

    def fits(one: Obj) -> bool:
        if status == "ended":
            return one["status"] in OVER
        return status == "all" or (one["status"] == status if status else one["status"] not in OVER)

    rows = world.all("subscription", customer=params["customer"]) if "customer" in params else None
    return listing.listed(world, "subscription", "/v1/subscriptions", params, rows=rows, fits=fits)


def cancel(world: World, params: Obj, reference: str) -> Obj:
    subscription = _going(world, reference)
    details = {k: v for k, v in params.get("cancellation_details", {}).items() if v}
    subscription["cancel_at_period_end"] = False
    return end(world, subscription, "cancellation_requested", details)


def _going(world: World, reference: str) -> Obj:
    subscription = world.get("subscription", reference)
    if subscription["status"] in OVER:
        raise Refused(f"No such subscription: '{reference}'", param="id", code="resource_missing", status=404)
    return subscription


def update(world: World, params: Obj, reference: str) -> Obj:
    subscription = _going(world, reference)
    fields: Obj = {}
    for asked in params.get("items", []):
        fields["items"] = _changed_items(world, subscription, asked, params)
    if "cancel_at_period_end" in params:
        fields |= _ending(world, subscription, at_end=params["cancel_at_period_end"])
    if "cancellation_details" in params:
        told = {k: v for k, v in params["cancellation_details"].items() if v}
        held = fields.get("cancellation_details", subscription["cancellation_details"])
        fields["cancellation_details"] = {**held, **told}
    if "pause_collection" in params:
        fields["pause_collection"] = _pause(world, params["pause_collection"])
    if "trial_end" in params:
        fields |= trials.begin(world, {**subscription, **fields}, params)
    if "default_payment_method" in params:
        fields["default_payment_method"] = world.get("payment_method", params["default_payment_method"])["id"]
    if "metadata" in params:
        merged = {"metadata": subscription["metadata"]}
        customers.merge_metadata(merged, params)
        fields |= merged
    change(world, subscription, **fields)
    if "trial_end" in params:
        # A period that is free has an invoice all the same: over nothing, and paid by nobody.
        invoicing.nothing_due(world, subscription)
    return subscription


def _changed_items(world: World, subscription: Obj, asked: Obj, params: Obj) -> Obj:
    (item,) = subscription["items"]["data"]
    if asked.get("id") != item["id"]:
        raise Refused(
            f"No such subscription item: '{asked.get('id', '')}'",
            param="items[0][id]",
            code="resource_missing",
        )
    if params.get("proration_behavior") != "none":
        raise Refused(
            "The stand-in does not prorate: send proration_behavior=none.", param="proration_behavior"
        )
    changed = {**item, "quantity": asked.get("quantity", item["quantity"])}
    if data := asked.get("price_data"):
        currency = amounts.currency(data["currency"], "items[0][price_data][currency]")
        if currency != subscription["currency"]:
            raise Refused(
                "The currency of a subscription cannot be changed.", param="items[0][price_data][currency]"
            )
        recurring = data["recurring"]
        if recurring["interval"] != item["price"]["recurring"]["interval"]:
            raise Refused("The stand-in does not change intervals.", param="items[0][price_data][recurring]")
        if "unit_amount" not in data:
            param = "items[0][price_data][unit_amount]"
            raise Refused(f"Missing required param: {param}.", param=param, code="parameter_missing")
        amounts.chargeable(data["unit_amount"], currency, "items[0][price_data][unit_amount]")
        changed["price"] = price(world, data, currency)
        changed["plan"] = _plan(world, changed["price"])
    world.objects[item["id"]] = changed
    return {**subscription["items"], "data": [changed]}


def _ending(world: World, subscription: Obj, *, at_end: bool) -> Obj:
    details = {**subscription["cancellation_details"], "reason": "cancellation_requested" if at_end else None}
    return {
        "cancel_at_period_end": at_end,
        "cancel_at": subscription["items"]["data"][0]["current_period_end"] if at_end else None,
        "canceled_at": world.now if at_end else None,
        "cancellation_details": details,
    }


def _pause(world: World, asked: Any) -> Obj | None:
    if asked == "":
        return None
    until = asked.get("resumes_at")
    if until is not None and until <= world.now:
        raise Refused("`resumes_at` must be in the future.", param="pause_collection[resumes_at]")
    return {"behavior": asked["behavior"], "resumes_at": until}
