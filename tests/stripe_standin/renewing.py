"""What time brings: periods that end, failed payments tried again, pauses over, sessions and balances that age."""

from __future__ import annotations

import heapq
from collections.abc import Callable

from tests.stripe_standin import checkout, invoicing, paying, subscribing
from tests.stripe_standin.state import Obj, World
from tests.stripe_standin.wire import Refused


def advance(world: World, seconds: int) -> None:
    """Move the clock on and do, in the order of time, what falls due on the way."""
    until = world.now + seconds
    waiting: list[tuple[int, str]] = []
    for kind in ("checkout.session", "subscription", "invoice"):
        for obj in world.all(kind):
            _queue(world, waiting, obj)
    heapq.heapify(waiting)
    while waiting and waiting[0][0] <= until:
        at, reference = heapq.heappop(waiting)
        obj = world.objects[reference]
        found = _due(world, obj)
        if found is None or found[0] != at:
            continue
        world.advance(max(0, at - world.now))
        known = len(world.rows["invoice"])
        found[1]()
        for one in (obj, *(world.objects[i] for i in world.rows["invoice"][known:])):
            _queue(world, waiting, one, heapq.heappush)
    world.advance(max(0, until - world.now))
    for entry in world.all("balance_transaction"):
        if entry["status"] == "pending" and entry["available_on"] <= world.now:
            entry["status"] = "available"


def _queue(
    world: World, waiting: list[tuple[int, str]], obj: Obj, put: Callable[..., None] = list.append
) -> None:
    if found := _due(world, obj):
        put(waiting, (found[0], obj["id"]))


def _due(world: World, obj: Obj) -> tuple[int, Callable[[], object]] | None:
    """When time alone will bring something to this object, and what."""
    if obj["object"] == "checkout.session":
        return (obj["expires_at"], lambda: checkout.lapse(world, obj)) if obj["status"] == "open" else None
    if obj["object"] == "invoice":
        again = obj["next_payment_attempt"] if obj["status"] == "open" else None
        return (again, lambda: attempt(world, obj)) if again else None
    if obj["status"] in subscribing.OVER:
        return None
    ends = obj["items"]["data"][0]["current_period_end"]
    resumes = (obj["pause_collection"] or {}).get("resumes_at") or ends + 1
    if resumes <= ends:
        return resumes, lambda: subscribing.change(world, obj, pause_collection=None)
    return ends, lambda: renew(world, obj)


def renew(world: World, subscription: Obj) -> Obj | None:
    """The period is over: end, or the next one with its invoice."""
    if subscription["cancel_at_period_end"]:
        subscribing.end(world, subscription, "cancellation_requested")
        return None
    if subscription["status"] == "trialing":
        subscribing.change(world, subscription, status="active")
    item = subscription["items"]["data"][0]
    start = item["current_period_end"]
    end = subscribing.later(start, item["price"]["recurring"], subscription["billing_cycle_anchor"])
    item |= {"current_period_start": start, "current_period_end": end}
    invoice = invoicing.make(world, subscription, "subscription_cycle")
    world.tell("customer.subscription.updated", subscription, {"latest_invoice": None})
    pause = subscription["pause_collection"]
    if pause and pause["behavior"] == "keep_as_draft":
        return invoice
    if pause:
        invoicing.finalise(world, invoice)
        if pause["behavior"] == "void":
            invoicing.void(world, invoice)
        else:
            invoice["status"] = "uncollectible"
            world.tell("invoice.marked_uncollectible", invoice)
        return invoice
    attempt(world, invoice)
    return invoice


def attempt(world: World, invoice: Obj) -> Refused | None:
    """Charge the card that is on file; what is refused is returned, and has been told."""
    subscription = world.objects[invoice["parent"]["subscription_details"]["subscription"]]
    method = world.objects[subscription["default_payment_method"]]
    behaviour = world.behaviour.get(invoice["customer"], "works")
    intent = _intent(world, invoice, subscription)
    if behaviour == "works" and method["type"] != "card":
        invoice["next_payment_attempt"] = None
        invoicing.wait(world, invoice, method)
        return None
    if behaviour == "works":
        invoicing.pay(world, invoice, method)
        mended(world, subscription)
        return None
    if behaviour == "authenticate":
        # The bank asks somebody who is not there: no charge is made of it.
        paying.authenticate(world, intent, method)
        refused = paying.card_error(behaviour)
    else:
        refused = paying.fail(world, intent, method, behaviour)
    invoicing.failed(world, invoice, intent)
    if invoice["next_payment_attempt"] is None:
        subscribing.end(world, subscription, "payment_failed")
    else:
        subscribing.change(world, subscription, status="past_due")
    return refused


def _intent(world: World, invoice: Obj, subscription: Obj) -> Obj:
    if any(world.all("invoice_payment", invoice=invoice["id"])):
        return invoicing.payment_of(world, invoice)[1]
    intent = paying.intent(
        world,
        invoice["amount_due"],
        invoice["currency"],
        customer=invoice["customer"],
        description="Subscription update",
        setup_future_usage="off_session",
    )
    invoicing.link(world, invoice, intent)
    return intent


def mended(world: World, subscription: Obj) -> None:
    """An invoice was paid: a gift that was past due is active again, unless another is still open."""
    still_open = any(i["status"] == "open" for i in world.all("invoice", subscription=subscription["id"]))
    if subscription["status"] == "past_due" and not still_open:
        subscribing.change(world, subscription, status="active")


def settle_renewal(world: World, invoice: Obj, *, well: bool) -> None:
    """The bank debit of a renewal arrives or comes back."""
    _made, intent = invoicing.payment_of(world, invoice)
    if intent["status"] != "processing":
        raise Refused(f"There is nothing on its way for {invoice['id']}: the payment is {intent['status']}.")
    method = world.objects[intent["payment_method"]]
    subscription = world.objects[invoice["parent"]["subscription_details"]["subscription"]]
    if well:
        invoicing.pay(world, invoice, method)
        mended(world, subscription)
    else:
        paying.fail(world, intent, method, "debit")
        invoicing.failed(world, invoice, intent)
        subscribing.change(world, subscription, status="past_due")


def pay_by_hand(world: World, invoice: Obj, *, card: str = "works") -> bool:
    """On the hosted invoice page: with the donor there, authentication succeeds. Whether it was paid."""
    if invoice["status"] != "open":
        raise Refused(f"This invoice is {invoice['status']}.")
    subscription = world.objects[invoice["parent"]["subscription_details"]["subscription"]]
    customer = world.objects[invoice["customer"]]
    intent = _intent(world, invoice, subscription)
    method = paying.method(world, email=customer.get("email") or "", card=card)
    if card in ("declines", "expired"):
        paying.fail(world, intent, method, card)
        return False
    method["customer"] = customer["id"]
    invoicing.pay(world, invoice, method)
    world.behaviour[customer["id"]] = "works"
    if subscription["status"] not in subscribing.OVER:
        subscribing.change(world, subscription, default_payment_method=method["id"])
    mended(world, subscription)
    return True
