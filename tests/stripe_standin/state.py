"""The world of the stand-in: its objects, its clock, its events. In memory, behind one lock."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Any

import stripe

from tests.stripe_standin import shapes
from tests.stripe_standin.delivery import Postman
from tests.stripe_standin.wire import missing

API_VERSION = stripe.api_version
Obj = dict[str, Any]
#: What lists are asked by; set once when the object is made.
INDEXED = ("payment_intent", "charge", "customer", "subscription", "invoice", "source")
DAY = 86_400


def _as_it_is(value: Any) -> Any:
    """A copy that later changes do not reach; names and texts are shared, so that many events stay small."""
    if isinstance(value, dict):
        return {name: _as_it_is(member) for name, member in value.items()}
    return [_as_it_is(member) for member in value] if isinstance(value, list) else value


class World:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.postman = Postman()
        self.number = 0
        #: Where the hosted pages are; the server knows.
        self.url = ""
        self.requests: deque[Obj] = deque(maxlen=5000)
        self.violations: list[Obj] = []
        self.reset()

    def reset(self) -> None:
        """Everything gone but the numbers: no id is ever given twice."""
        self.live = False
        #: Seconds that this world's clock is ahead of the real one, or the moment at which it stands still.
        self.ahead = 0
        self.frozen: int | None = None
        self.objects: dict[str, Obj] = {}
        self.rows: dict[str, list[str]] = defaultdict(list)
        self.place: dict[str, int] = {}
        self.index: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self.idempotent: dict[str, tuple[str, int, bytes, int]] = {}
        #: How the card of a customer behaves when it is charged without its owner.
        self.behaviour: dict[str, str] = {}
        #: What Stripe knows and no answer says: the payout of a balance transaction, the session of a payment,
        #: what a session will make when it is paid, and its line items.
        self.payout_of: dict[str, str] = {}
        self.session_of: dict[str, str] = {}
        self.plans: dict[str, Obj] = {}
        self.lines: dict[str, list[Obj]] = {}
        self.faults: deque[Obj] = deque()
        #: Seconds that calls were made to wait.
        self.waited = 0.0
        #: What the newsroom's account is kept in; none: each currency for itself.
        self.settle_in = ""
        #: The balance is too low for refunds: they wait until it is not.
        self.poor = False
        self.rates: dict[str, float] = {}
        self.request: Obj = {"id": None, "idempotency_key": None}
        self.requests.clear()
        self.violations.clear()
        self.postman.reset()

    # --- the clock
    @property
    def now(self) -> int:
        return self.frozen if self.frozen is not None else int(time.time()) + self.ahead

    def advance(self, seconds: int) -> None:
        if self.frozen is not None:
            self.frozen += seconds
        else:
            self.ahead += seconds

    # --- objects
    def name(self, prefix: str) -> str:
        self.number += 1
        return f"{prefix}_{'1StandIn' if prefix not in ('cs_test', 'cs_live') else 'a1StandIn'}{self.number:012d}"

    def new(self, kind: str, prefix: str, **fields: Any) -> Obj:
        """An object with everything that may be null null, kept under its id, newest last."""
        known = shapes.fields_of(shapes.class_of(kind))
        obj: Obj = {**shapes.blank(kind), "id": self.name(prefix), "object": kind}
        if "created" in known:
            obj["created"] = self.now
        if "livemode" in known:
            obj["livemode"] = self.live
        obj |= fields
        self.objects[obj["id"]] = obj
        self.place[obj["id"]] = len(self.rows[kind])
        self.rows[kind].append(obj["id"])
        for name in INDEXED:
            if isinstance(obj.get(name), str):
                self.index[kind, name, obj[name]].append(obj["id"])
        return obj

    def point(self, obj: Obj, name: str, to: str) -> None:
        """Set a reference that lists are asked by after the object was made."""
        obj[name] = to
        self.index[obj["object"], name, to].append(obj["id"])

    def get(self, kind: str, reference: str, param: str = "id") -> Obj:
        obj = self.objects.get(reference)
        if obj is None or obj["object"] != kind:
            raise missing(kind, reference, param)
        if obj.get("livemode") not in (None, self.live):
            has, key = ("live", "test") if obj["livemode"] else ("test", "live")
            refused = missing(kind, reference, param)
            refused.error["message"] += (
                f"; a similar object exists in {has} mode, but a {key} mode key was used to make this request."
            )
            raise refused
        return obj

    def all(self, kind: str, **where: str) -> Iterator[Obj]:
        """Newest first; `where` by one of INDEXED."""
        ids = self.rows[kind]
        for name, value in where.items():
            ids = self.index.get((kind, name, value), [])
        return (self.objects[i] for i in reversed(ids))

    # --- events
    def tell(self, kind: str, obj: Obj, previous: Obj | None = None) -> Obj:
        """Make an event of how `obj` is now, and hand it to the postman. Listed whether it arrives or not."""
        data: Obj = {"object": _as_it_is(obj)}
        if previous is not None:
            data["previous_attributes"] = previous
        targets = self.postman.targets(kind, live=obj.get("livemode", self.live))
        event = self.new(
            "event",
            "evt",
            api_version=API_VERSION,
            data=data,
            livemode=obj.get("livemode", self.live),
            pending_webhooks=len(targets),
            request=dict(self.request),
            type=kind,
        )
        del event["account"], event["context"]
        self.check(event, f"event {kind}")
        self.postman.take(event, targets)
        return event

    def check(self, answer: Obj, where: str) -> None:
        """Record every way in which an answer differs from what the SDK knows."""
        if answer.get("url") == "/v1/events":
            # Each was held against its class when it was made, and has not changed since.
            answer = {**answer, "data": answer["data"][:1]}
        for fault in shapes.faults_of(answer):
            self.violations.append({"where": where, "what": fault})
        if answer.get("object") == "event":
            for fault in shapes.faults_of(answer["data"]["object"]):
                self.violations.append({"where": where, "what": fault})
