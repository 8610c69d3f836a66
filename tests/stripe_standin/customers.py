"""Customers, their payment methods, and the portal where they change the card."""

from __future__ import annotations

import re

from tests.stripe_standin import listing, paying
from tests.stripe_standin.state import Obj, World
from tests.stripe_standin.wire import Refused, missing


def is_address(text: str) -> bool:
    return re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", text) is not None


def new(world: World, *, email: str | None, name: str | None, metadata: Obj | None = None) -> Obj:
    made = world.new(
        "customer",
        "cus",
        balance=0,
        delinquent=False,
        email=email,
        invoice_prefix=f"SI{world.number:06d}",
        invoice_settings={
            "custom_fields": None,
            "default_payment_method": None,
            "footer": None,
            "rendering_options": None,
        },
        metadata=metadata or {},
        name=name,
        next_invoice_sequence=1,
        preferred_locales=[],
        tax_exempt="none",
    )
    world.tell("customer.created", made)
    return made


def existing(world: World, reference: str, param: str = "id") -> Obj:
    found = world.get("customer", reference, param)
    if found.get("deleted"):
        raise missing("customer", reference, param)
    return found


def create(world: World, params: Obj) -> Obj:
    _check_email(params)
    return new(
        world, email=params.get("email"), name=params.get("name"), metadata=params.get("metadata")
    ) | _taken(params)


def _taken(params: Obj) -> Obj:
    return {n: params[n] for n in ("description", "phone", "preferred_locales") if n in params}


def _check_email(params: Obj) -> None:
    if params.get("email") and not is_address(params["email"]):
        raise Refused(f"Invalid email address: {params['email']}", param="email", code="email_invalid")


def retrieve(world: World, params: Obj, reference: str) -> Obj:
    return world.get("customer", reference)


def update(world: World, params: Obj, reference: str) -> Obj:
    customer = existing(world, reference)
    _check_email(params)
    before = {name: customer[name] for name in ("email", "name") if name in params}
    customer |= {n: params[n] or None for n in ("email", "name", "description", "phone") if n in params}
    merge_metadata(customer, params)
    chosen = params.get("invoice_settings", {}).get("default_payment_method")
    if chosen:
        _own(world, chosen, reference)
        customer["invoice_settings"]["default_payment_method"] = chosen
    world.tell("customer.updated", customer, before)
    return customer


def merge_metadata(obj: Obj, params: Obj) -> None:
    """Keys that are sent are set, those sent empty are dropped, the others stay."""
    merged = {**(obj["metadata"] or {}), **params.get("metadata", {})}
    obj["metadata"] = {name: value for name, value in merged.items() if value != ""}


def _own(world: World, reference: str, customer: str) -> Obj:
    method = world.get("payment_method", reference, "payment_method")
    if method["customer"] != customer:
        raise Refused(f"The customer does not have a payment method with the ID {reference}.")
    return method


def delete(world: World, params: Obj, reference: str) -> Obj:
    customer = existing(world, reference)
    world.tell("customer.deleted", customer)
    kept = {"id": reference, "object": "customer", "deleted": True, "livemode": customer["livemode"]}
    customer.clear()
    customer |= kept
    return customer


def listed(world: World, params: Obj) -> Obj:
    def fits(customer: Obj) -> bool:
        asked = params.get("email")
        return not customer.get("deleted") and (asked is None or customer["email"] == asked)

    return listing.listed(world, "customer", "/v1/customers", params, fits=fits)


# --- payment methods
def method(world: World, params: Obj, reference: str) -> Obj:
    return world.get("payment_method", reference)


def methods(world: World, params: Obj, reference: str | None = None) -> Obj:
    customer = reference or params.get("customer")
    if customer:
        existing(world, customer)

    def fits(one: Obj) -> bool:
        return one["customer"] == customer and one["type"] == params.get("type", one["type"])

    return listing.listed(world, "payment_method", "/v1/payment_methods", params, fits=fits)


def attach(world: World, method: Obj, customer: str) -> None:
    if method["customer"] != customer:
        world.point(method, "customer", customer)
        world.tell("payment_method.attached", method)


# --- the portal
def open_portal(world: World, params: Obj) -> Obj:
    if "customer" not in params:
        raise Refused("Missing required param: customer.", param="customer", code="parameter_missing")
    existing(world, params["customer"], "customer")
    url = params.get("return_url")
    if url and not url.startswith(("http://", "https://")):
        raise Refused(f"Not a valid URL: {url}", param="return_url", code="url_invalid")
    flow = params.get("flow_data")
    made = world.new(
        "billing_portal.session",
        "bps",
        configuration="bpc_1StandIn",
        customer=params["customer"],
        locale=params.get("locale"),
        return_url=url,
        flow=None
        if flow is None
        else {
            "after_completion": {"type": "portal_homepage", "hosted_confirmation": None, "redirect": None},
            "subscription_cancel": None,
            "subscription_pause": None,
            "subscription_update": None,
            "subscription_update_confirm": None,
            "type": flow["type"],
        },
    )
    made["url"] = f"{world.url}/p/session/{made['id']}"
    return made


def renew_card(world: World, reference: str) -> list[Obj]:
    """The bank sent the donor a new card, and told Stripe: same account, another number and date."""
    existing(world, reference)
    made = []
    for method in world.all("payment_method", customer=reference):
        if method["type"] != "card":
            continue
        before = {"card": dict(method["card"])}
        method["card"] = {**method["card"], "last4": "1117", "exp_year": method["card"]["exp_year"] + 4}
        world.tell("payment_method.automatically_updated", method, before)
        made.append(method)
    return made


def change_card(world: World, reference: str, card: str) -> Obj:
    """A new card on the portal: the customer's default, and that of every repeated gift."""
    customer = existing(world, reference)
    if card not in paying.CARDS:
        raise Refused(f"No such card: {card}. Known: {', '.join(paying.CARDS)}.", param="card")
    made = paying.method(world, email=customer["email"] or "", name=customer["name"] or "", card=card)
    attach(world, made, reference)
    before = {"invoice_settings": dict(customer["invoice_settings"])}
    customer["invoice_settings"]["default_payment_method"] = made["id"]
    world.behaviour[reference] = card
    world.tell("customer.updated", customer, before)
    for subscription in world.all("subscription", customer=reference):
        if subscription["status"] not in ("canceled", "incomplete_expired"):
            before = {"default_payment_method": subscription["default_payment_method"]}
            subscription["default_payment_method"] = made["id"]
            world.tell("customer.subscription.updated", subscription, before)
    return made
