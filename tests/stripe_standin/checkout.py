"""Checkout Sessions, and what happens on their hosted page."""

from __future__ import annotations

from tests.stripe_standin import amounts, customers, listing, paying, subscribing
from tests.stripe_standin.state import DAY, Obj, World
from tests.stripe_standin.wire import Refused

INTERVALS = {"day", "week", "month", "year"}


# --- the API
def create(world: World, params: Obj) -> Obj:
    mode = _asked(params)
    line, item = _line(world, params, mode)
    customer = params.get("customer")
    if customer:
        customers.existing(world, customer, "customer")
    currency, total = item["currency"], item["amount_total"]
    session = world.new(
        "checkout.session",
        "cs_live" if world.live else "cs_test",
        amount_subtotal=total,
        amount_total=total,
        automatic_tax={"enabled": False, "liability": None, "provider": None, "status": None},
        adaptive_pricing=params.get("adaptive_pricing", {"enabled": True}),
        cancel_url=params.get("cancel_url"),
        client_reference_id=params.get("client_reference_id"),
        currency=currency,
        custom_fields=[],
        custom_text=_texts(params),
        customer=customer,
        customer_creation=params.get("customer_creation", "if_required") if mode == "payment" else None,
        customer_email=params.get("customer_email"),
        expires_at=_expiry(world, params),
        locale=params.get("locale"),
        managed_payments=params.get("managed_payments", {"enabled": True}),
        metadata=params.get("metadata", {}),
        mode=mode,
        payment_method_collection="always" if mode == "subscription" else "if_required",
        payment_method_options={"card": {"request_three_d_secure": "automatic"}},
        payment_method_types=params.get("payment_method_types", ["card", "sepa_debit"]),
        payment_status="unpaid",
        phone_number_collection={"enabled": False},
        shipping_options=[],
        status="open",
        submit_type=params.get("submit_type"),
        success_url=params["success_url"],
        total_details={"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        ui_mode="hosted_page",
    )
    session["url"] = f"{world.url}/c/pay/{session['id']}"
    world.lines[session["id"]] = [item]
    world.plans[session["id"]] = {"params": params, "line": line}
    return session


def _asked(params: Obj) -> str:
    """Refuse what the combination of parameters rules out."""
    for name in ("mode", "line_items"):
        if not params.get(name):
            raise Refused(f"Missing required param: {name}.", param=name, code="parameter_missing")
    mode = params["mode"]
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise Refused("The stand-in has a hosted page only.", param="ui_mode")
    if mode == "setup":
        raise Refused("The stand-in takes payments and subscriptions only.", param="mode")
    _addresses_asked(params)
    if "customer" in params and "customer_email" in params:
        raise Refused("You may only specify one of these parameters: customer, customer_email.")
    if "customer" in params and "customer_creation" in params:
        raise Refused("You may only specify one of these parameters: customer, customer_creation.")
    wrong = {"payment": ("subscription_data",), "subscription": ("payment_intent_data", "customer_creation")}
    for name in wrong[mode]:
        if name in params:
            raise Refused(f"You can not pass `{name}` in `{mode}` mode.", param=name)
    return mode


def _addresses_asked(params: Obj) -> None:
    if "success_url" not in params:
        raise Refused("Missing required param: success_url.", param="success_url", code="parameter_missing")
    for name in ("success_url", "cancel_url"):
        if name in params and not params[name].startswith(("http://", "https://")):
            raise Refused(f"Not a valid URL: {params[name]}", param=name, code="url_invalid")
    if "customer_email" in params and not customers.is_address(params["customer_email"]):
        raise Refused(
            f"Invalid email address: {params['customer_email']}", param="customer_email", code="email_invalid"
        )


def _line(world: World, params: Obj, mode: str) -> tuple[Obj, Obj]:
    """What the one line asks for, and the line item that the API shows of it."""
    if len(params["line_items"]) != 1:
        raise Refused("The stand-in takes one line item.", param="line_items")
    line = params["line_items"][0]
    where = "line_items[0][price_data]"
    if "price_data" not in line:
        raise Refused(
            "The stand-in has no stored prices.", param="line_items[0][price]", code="parameter_missing"
        )
    data = line["price_data"]
    currency = amounts.currency(data["currency"], f"{where}[currency]")
    if "unit_amount" not in data:
        raise Refused(
            f"Missing required param: {where}[unit_amount].",
            param=f"{where}[unit_amount]",
            code="parameter_missing",
        )
    if "quantity" not in line:
        raise Refused("Quantity is required.", param="line_items[0][quantity]", code="parameter_missing")
    total = amounts.chargeable(data["unit_amount"] * line["quantity"], currency, f"{where}[unit_amount]")
    recurring = data.get("recurring")
    if (mode == "subscription") != (recurring is not None):
        raise Refused(
            "You must provide at least one recurring price in `subscription` mode."
            if recurring is None
            else "You specified `payment` mode but passed a recurring price.",
            param="mode",
        )
    price = subscribing.price(world, data, currency)
    item = world.new(
        "item",
        "li",
        amount_discount=0,
        amount_subtotal=total,
        amount_tax=0,
        amount_total=total,
        currency=currency,
        description=data.get("product_data", {}).get("name"),
        price=price,
        quantity=line["quantity"],
        metadata={},
    )
    return line, item


def _expiry(world: World, params: Obj) -> int:
    at = params.get("expires_at", world.now + DAY)
    if not world.now + 30 * 60 - 5 <= at <= world.now + DAY + 5:
        raise Refused(
            "The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout Session "
            "creation.",
            param="expires_at",
        )
    return at


def _texts(params: Obj) -> Obj:
    asked = params.get("custom_text", {})
    names = ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
    return {name: asked.get(name) or None for name in names}


def expire(world: World, params: Obj, reference: str) -> Obj:
    session = world.get("checkout.session", reference)
    if session["status"] != "open":
        raise Refused(
            f'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of '
            f"{session['status']}.",
        )
    return lapse(world, session)


def lapse(world: World, session: Obj) -> Obj:
    session |= {"status": "expired", "url": None}
    world.tell("checkout.session.expired", session)
    return session


def listed(world: World, params: Obj) -> Obj:
    def fits(session: Obj) -> bool:
        asked = {
            n: params[n] for n in ("customer", "payment_intent", "status", "subscription") if n in params
        }
        return all(session[name] == value for name, value in asked.items())

    rows = None
    if "payment_intent" in params:
        found = world.objects.get(world.session_of.get(params["payment_intent"], ""))
        rows = [found] if found else []
    return listing.listed(world, "checkout.session", "/v1/checkout/sessions", params, rows=rows, fits=fits)


def line_items(world: World, params: Obj, reference: str) -> Obj:
    session = world.get("checkout.session", reference)
    rows = world.lines[session["id"]]
    return listing.listed(world, "item", f"/v1/checkout/sessions/{reference}/line_items", params, rows=rows)


# --- the hosted page
def attempt(world: World, session: Obj, outcome: str, email: str, name: str = "") -> Obj:
    """Somebody pressed a button of the hosted page: paid, declined, authenticate, refuse or debit."""
    if session["status"] != "open":
        raise Refused("This Checkout Session is not open any more.", param="session")
    kind = "sepa_debit" if outcome == "debit" else "card"
    if kind not in session["payment_method_types"]:
        raise Refused(f"This session does not take {kind}.", param="outcome")
    method = paying.method(world, kind=kind, email=email, name=name)
    intent = _intent(world, session, email)
    if outcome in ("declined", "refuse"):
        paying.fail(world, intent, method, "declines" if outcome == "declined" else "unauthenticated")
        return session
    if outcome == "authenticate":
        paying.authenticate(world, intent, method)
        return session
    return _complete(world, session, intent, method, email=email, name=name)


def _intent(world: World, session: Obj, email: str) -> Obj:
    plan = world.plans[session["id"]]
    if "intent" in plan:
        return world.objects[plan["intent"]]
    data = plan["params"].get("payment_intent_data", {})
    intent = paying.intent(
        world,
        session["amount_total"],
        session["currency"],
        customer=session["customer"],
        description=data.get("description"),
        metadata=dict(data.get("metadata", {})),
        receipt_email=data.get("receipt_email"),
        setup_future_usage="off_session"
        if session["mode"] == "subscription"
        else data.get("setup_future_usage"),
    )
    plan["intent"] = intent["id"]
    world.session_of[intent["id"]] = session["id"]
    if session["mode"] == "payment":
        world.point(session, "payment_intent", intent["id"])
    return intent


def _complete(world: World, session: Obj, intent: Obj, method: Obj, *, email: str, name: str) -> Obj:
    if not session["customer"] and (
        session["mode"] == "subscription" or session["customer_creation"] == "always"
    ):
        made = customers.new(world, email=email, name=name or None)
        world.point(session, "customer", made["id"])
        world.point(intent, "customer", made["id"])
    if session["customer"] and intent["setup_future_usage"]:
        customers.attach(world, method, session["customer"])
    session["customer_details"] = {
        "address": dict(paying.ADDRESS), "business_name": None, "email": email, "individual_name": None,
        "name": name or None, "phone": None, "tax_exempt": "none", "tax_ids": [],
    }  # fmt: skip
    session |= {"status": "complete", "url": None}
    paid = method["type"] == "card"
    if session["mode"] == "subscription":
        subscribing.begin(world, session, intent, method, paid=paid)
    elif paid:
        paying.succeed(world, intent, method)
    else:
        paying.wait(world, intent, method)
    session["payment_status"] = "paid" if paid else "unpaid"
    world.tell("checkout.session.completed", session)
    return session


def settle(world: World, session: Obj, *, well: bool) -> Obj:
    """The bank debit of a completed session arrives, or comes back."""
    intent = world.objects[world.plans[session["id"]]["intent"]]
    if intent["status"] != "processing":
        raise Refused(f"There is nothing on its way for {session['id']}: the payment is {intent['status']}.")
    method = world.objects[intent["payment_method"]]
    if well:
        paying.succeed(world, intent, method)
        session["payment_status"] = "paid"
    else:
        paying.fail(world, intent, method, "debit")
    if session["mode"] == "subscription":
        subscribing.settled(world, session, intent, well=well)
    world.tell(f"checkout.session.async_payment_{'succeeded' if well else 'failed'}", session)
    return session
