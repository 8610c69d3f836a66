"""The newsroom's account: balance transactions, payouts, the account itself, events and webhook endpoints."""

from __future__ import annotations

import secrets
from collections import Counter

from tests.stripe_standin import listing, paying
from tests.stripe_standin.state import DAY, Obj, World
from tests.stripe_standin.wire import Refused, missing

#: Seconds after which an event is forgotten.
KEPT = 30 * DAY


# --- balance transactions
def entry(world: World, params: Obj, reference: str) -> Obj:
    return world.get("balance_transaction", reference)


def entries(world: World, params: Obj) -> Obj:
    if "payout" in params:
        world.get("payout", params["payout"], "payout")

    def fits(one: Obj) -> bool:
        return (
            one["type"] == params.get("type", one["type"])
            and one["currency"] == params.get("currency", one["currency"])
            and ("payout" not in params or world.payout_of.get(one["id"]) == params["payout"])
        )

    rows = world.all("balance_transaction", source=params["source"]) if "source" in params else None
    return listing.listed(
        world, "balance_transaction", "/v1/balance_transactions", params, rows=rows, fits=fits
    )


# --- payouts
def pay_out(world: World) -> list[Obj]:
    """Sweep what is available to the bank, one payout for each currency that has something."""
    waiting = [
        one
        for one in world.all("balance_transaction")
        if one["id"] not in world.payout_of and one["type"] != "payout" and one["available_on"] <= world.now
    ]
    sums: Counter[str] = Counter()
    for one in waiting:
        one["status"] = "available"
        sums[one["currency"]] += one["net"]
    made = []
    for currency, total in sorted(sums.items()):
        if total <= 0:
            continue
        payout = _payout(world, total, currency)
        for one in waiting:
            if one["currency"] == currency:
                world.payout_of[one["id"]] = payout["id"]
        made.append(payout)
    return made


def _payout(world: World, amount: int, currency: str) -> Obj:
    payout = world.new(
        "payout",
        "po",
        amount=amount,
        arrival_date=world.now + DAY,
        automatic=True,
        currency=currency,
        description="STRIPE PAYOUT",
        destination="ba_1StandIn",
        metadata={},
        method="standard",
        reconciliation_status="completed",
        source_type="card",
        status="in_transit",
        trace_id={"status": "pending", "value": None},
        type="bank_account",
    )
    line = paying.entry(world, "payout", payout["id"], -amount, currency, into=payout)
    line |= {"status": "available", "available_on": world.now}
    world.payout_of[line["id"]] = payout["id"]
    world.tell("payout.created", payout)
    payout["status"] = "paid"
    world.tell("payout.paid", payout)
    return payout


def payout(world: World, params: Obj, reference: str) -> Obj:
    return world.get("payout", reference)


def payouts(world: World, params: Obj) -> Obj:
    arrives = listing.within(params.get("arrival_date"))

    def fits(one: Obj) -> bool:
        return one["status"] == params.get("status", one["status"]) and arrives(
            {"created": one["arrival_date"]}
        )

    return listing.listed(world, "payout", "/v1/payouts", params, fits=fits)


# --- the account
def account(world: World, params: Obj) -> Obj:
    return {
        "id": "acct_1StandIn",
        "object": "account",
        "business_type": "non_profit",
        "charges_enabled": True,
        "country": "DE",
        "default_currency": world.settle_in or "eur",
        "details_submitted": True,
        "email": "accounts@newsroom.example",
        "metadata": {},
        "payouts_enabled": True,
        "type": "standard",
    }


# --- events
def event(world: World, params: Obj, reference: str) -> Obj:
    found = world.get("event", reference)
    if found["created"] < world.now - KEPT:
        raise missing("event", reference)
    return found


def events(world: World, params: Obj) -> Obj:
    if "type" in params and "types" in params:
        raise Refused("You may only specify one of these parameters: type, types.")
    if len(params.get("types", [])) > 20:
        raise Refused("You may pass at most 20 types.", param="types")
    wanted = params.get("types") or ([params["type"]] if "type" in params else [])
    exact = {kind for kind in wanted if not kind.endswith("*")}
    heads = tuple(kind[:-1] for kind in wanted if kind.endswith("*"))
    arrived = params.get("delivery_success")

    def fits(one: Obj) -> bool:
        if one["created"] < world.now - KEPT:
            return False
        if arrived is not None and (one["pending_webhooks"] == 0) != arrived:
            return False
        return not wanted or one["type"] in exact or bool(heads and one["type"].startswith(heads))

    return listing.listed(world, "event", "/v1/events", params, fits=fits)


# --- webhook endpoints
def endpoint_create(world: World, params: Obj) -> Obj:
    if not params["url"].startswith(("http://", "https://")):
        raise Refused(f"Invalid URL: {params['url']}", param="url", code="url_invalid")
    secret = f"whsec_{secrets.token_hex(16)}"
    made = endpoint_add(world, params["url"], [secret], params["enabled_events"], params)
    return {**made, "secret": secret}


def endpoint_add(world: World, url: str, keys: list[str], kinds: list[str], params: Obj) -> Obj:
    made = world.new(
        "webhook_endpoint",
        "we",
        api_version=params.get("api_version"),
        description=params.get("description"),
        enabled_events=kinds,
        metadata=params.get("metadata", {}),
        status="enabled",
        url=url,
    )
    del made["secret"]
    world.postman.endpoints.append(
        {"id": made["id"], "url": url, "secrets": keys, "enabled_events": kinds, "live": world.live}
    )
    return made


def endpoint_delete(world: World, params: Obj, reference: str) -> Obj:
    world.get("webhook_endpoint", reference)
    world.postman.endpoints[:] = [e for e in world.postman.endpoints if e["id"] != reference]
    world.rows["webhook_endpoint"].remove(reference)
    del world.objects[reference]
    return {"id": reference, "object": "webhook_endpoint", "deleted": True}


def endpoint(world: World, params: Obj, reference: str) -> Obj:
    return world.get("webhook_endpoint", reference)


def endpoints(world: World, params: Obj) -> Obj:
    rows = list(world.all("webhook_endpoint"))
    return listing.listed(world, "webhook_endpoint", "/v1/webhook_endpoints", params, rows=rows)
