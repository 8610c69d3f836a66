"""The strings behind the scene, as JSON under /_standin/: what banks, donors, time and bad networks do."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from tests.stripe_standin import accounting, checkout, customers, hosted, paying, renewing, returning
from tests.stripe_standin.state import Obj, World
from tests.stripe_standin.wire import Refused

FAULTS = ("status", "timeout", "reset", "slow", "after")


def answer(world: World, verb: str, path: str, body: bytes) -> tuple[int, bytes]:
    name = path.removeprefix("/_standin").strip("/")
    asked = json.loads(body) if body else {}
    work = WAITING.get(name)
    if work:
        # Not under the lock: the newsroom asks back while these wait for it.
        return 200, json.dumps(work(world, asked)).encode()
    if name not in TABLE:
        raise Refused(f"The stand-in has no string called “{name}”.", status=404)
    with world.lock:
        try:
            found = TABLE[name](world, asked)
        except (KeyError, TypeError, ValueError) as trouble:
            raise Refused(f"{type(trouble).__name__}: {trouble}") from trouble
        # Encoded under the lock: nobody changes it meanwhile.
        return 200, json.dumps(found).encode()


def _any(world: World, reference: str, *kinds: str) -> Obj:
    """An object of one of these kinds, in its own mode."""
    obj = world.objects.get(reference)
    if obj is None or obj["object"] not in kinds:
        raise Refused(f"There is no {' or '.join(kinds)} {reference}.", status=404)
    # A refund does not say its mode; its charge does.
    world.live = obj["livemode"] if "livemode" in obj else world.objects[obj["charge"]]["livemode"]
    return obj


def _charge(world: World, reference: str) -> Obj:
    obj = _any(world, reference, "charge", "payment_intent", "checkout.session", "invoice")
    if obj["object"] == "checkout.session":
        obj = world.objects[world.plans[reference]["intent"]]
    if obj["object"] == "invoice":
        obj = renewing.invoicing.payment_of(world, obj)[1]
    return world.objects[obj["latest_charge"]] if obj["object"] == "payment_intent" else obj


# --- donors and their banks
def _press(world: World, asked: Obj) -> Obj:
    """What the donor does on the hosted page, in one step."""
    session = _any(world, asked["session"], "checkout.session")
    if session["status"] == "open" and world.now >= session["expires_at"]:
        checkout.lapse(world, session)
    checkout.attempt(world, session, asked["outcome"], asked.get("email", ""), asked.get("name", ""))
    url = hosted._back(session).headers["Location"] if session["status"] == "complete" else ""
    return {"session": session, "url": url}


def _settle(world: World, asked: Obj) -> Obj:
    obj = _any(world, asked["of"], "checkout.session", "invoice")
    if obj["object"] == "invoice":
        renewing.settle_renewal(world, obj, well=asked["well"])
        return obj
    return checkout.settle(world, obj, well=asked["well"])


def _behave(world: World, asked: Obj) -> Obj:
    _any(world, asked["customer"], "customer")
    if asked["card"] not in paying.CARDS:
        raise Refused(f"No such behaviour: {asked['card']}. Known: {', '.join(paying.CARDS)}.")
    world.behaviour[asked["customer"]] = asked["card"]
    return asked


def _renew_card(world: World, asked: Obj) -> list[Obj]:
    return customers.renew_card(world, _any(world, asked["customer"], "customer")["id"])


def _refund(world: World, asked: Obj) -> Obj:
    charge = _charge(world, asked["of"])
    told = {name: asked[name] for name in ("amount", "reason") if asked.get(name)}
    return returning.refund(world, {"charge": charge["id"], **told})


def _refund_fails(world: World, asked: Obj) -> Obj:
    return returning.refund_fails(world, _any(world, asked["refund"], "refund")["id"])


def _refund_moves(world: World, asked: Obj) -> Obj:
    return returning.refund_moves(world, _any(world, asked["refund"], "refund")["id"])


def _poor(world: World, asked: Obj) -> Obj:
    world.poor = asked["poor"]
    return asked


def _dispute(world: World, asked: Obj) -> Obj:
    more = {name: asked[name] for name in ("amount", "reason", "inquiry") if name in asked}
    return returning.dispute(world, _charge(world, asked["of"]), **more)


def _withdraw(world: World, asked: Obj) -> Obj:
    return returning.withdraw(world, _any(world, asked["dispute"], "dispute"))


def _close(world: World, asked: Obj) -> Obj:
    return returning.close(world, _any(world, asked["dispute"], "dispute")["id"], won=asked["won"])


def _warn(world: World, asked: Obj) -> Obj:
    return returning.warn(world, _charge(world, asked["of"]))


# --- time and the account
def _clock(world: World, asked: Obj) -> Obj:
    """`now`: stand still at this moment (null: run again). `advance`: so many seconds on, with what falls due."""
    if "now" in asked:
        world.frozen = asked["now"]
    if "advance" in asked:
        renewing.advance(world, asked["advance"])
    return {"now": world.now}


def _settle_in(world: World, asked: Obj) -> Obj:
    world.settle_in, world.rates = asked.get("currency", ""), asked.get("rates", {})
    return asked


# --- the network
def _fault(world: World, asked: Obj) -> Obj:
    if asked["kind"] not in FAULTS:
        raise Refused(f"No such fault: {asked['kind']}. Known: {', '.join(FAULTS)}.")
    world.faults.append({"times": 1, **asked})
    return asked


def _endpoint(world: World, asked: Obj) -> Obj:
    world.live = asked.get("live", False)
    for old in list(world.postman.endpoints) if asked.get("only", True) else []:
        accounting.endpoint_delete(world, {}, old["id"])
    return accounting.endpoint_add(
        world, asked["url"], asked["secrets"], asked.get("enabled_events", ["*"]), {}
    )


def _knobs(world: World, asked: Obj) -> Obj:
    world.postman.turn(asked)
    return world.postman.knobs


def _resend(world: World, asked: Obj) -> Obj:
    event = _any(world, asked["event"], "event")
    world.postman.send_again(event)
    return event


def _forgive(world: World, asked: Obj) -> list[Obj]:
    """The breaches so far, for a test that meant them; none are left."""
    found = list(world.violations)
    world.violations.clear()
    return found


def _sums(world: World, asked: Obj) -> Obj:
    """What the account says by currency: {"eur": {"lines": 2, "amount": 500, "fee": 53, "net": 447}}."""
    sums: Obj = {}
    for entry in world.all("balance_transaction"):
        if entry["type"] == "payout":
            continue
        one = sums.setdefault(entry["currency"], {"lines": 0, "amount": 0, "fee": 0, "net": 0})
        one["lines"] += 1
        for name in ("amount", "fee", "net"):
            one[name] += entry[name]
    return sums


def _tamper(world: World, asked: Obj) -> Obj:
    """Set fields of an object as nothing at Stripe would, to see who notices."""
    if asked["of"] not in world.objects:
        raise Refused(f"There is no {asked['of']}.", status=404)
    world.objects[asked["of"]] |= asked["fields"]
    return world.objects[asked["of"]]


def _reset(world: World, asked: Obj) -> Obj:
    world.reset()
    return {}


# --- looking
def _dump(world: World, asked: Obj) -> Obj:
    """Every object by its kind, newest first, or those of one."""
    kinds = [asked["kind"]] if "kind" in asked else list(world.rows)
    return {kind: list(world.all(kind)) for kind in kinds}


def _counts(world: World, asked: Obj) -> Obj:
    return {kind: len(ids) for kind, ids in world.rows.items()}


TABLE: dict[str, Callable[[World, Obj], Any]] = {
    "": lambda world, asked: {"now": world.now},
    "clock": _clock,
    "close": _close,
    "behave": _behave,
    "counts": _counts,
    "spent": lambda world, asked: {"cpu": time.process_time(), "waited": world.waited},
    "deliveries": lambda world, asked: list(world.postman.sent),
    "dispute": _dispute,
    "dump": _dump,
    "endpoint": _endpoint,
    "fault": _fault,
    "faults": lambda world, asked: (world.faults.clear(), list(world.faults))[1],
    "forgive": _forgive,
    "knobs": _knobs,
    "payout": lambda world, asked: accounting.pay_out(world),
    "poor": _poor,
    "press": _press,
    "refund": _refund,
    "refund_fails": _refund_fails,
    "refund_moves": _refund_moves,
    "renew_card": _renew_card,
    "requests": lambda world, asked: list(world.requests),
    "resend": _resend,
    "reset": _reset,
    "settle": _settle,
    "settle_in": _settle_in,
    "sums": _sums,
    "tamper": _tamper,
    "violations": lambda world, asked: list(world.violations),
    "warn": _warn,
    "withdraw": _withdraw,
}
WAITING: dict[str, Callable[[World, Obj], Any]] = {
    "flush": lambda world, asked: {"sent": world.postman.flush(**asked)},
    "idle": lambda world, asked: {"idle": world.postman.idle(asked.get("timeout", 30))},
}
