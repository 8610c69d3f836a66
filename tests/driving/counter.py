"""A provider of the tests' own: it tells what a test puts before it, and signs with a secret of its own."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from django.core.checks import CheckMessage
from django.utils import timezone

from membership.money import Money
from membership.providers.base import (
    BadSignature,
    Caps,
    Envelope,
    FraudWarning,
    Gift,
    Misconfigured,
    Payout,
    Provider,
    ReportedLine,
    Start,
    TemporarilyUnavailable,
    Told,
)

SIGNS = "X-Counter-Signature"


class Counter(Provider):
    slug = "counter"

    def __init__(self) -> None:
        self.secret = "counter-secret"
        #: What is told about an object, and what is raised in its place.
        self.truth: dict[str, list[Told]] = {}
        self.trouble: dict[str, Exception] = {}
        self.listed: list[Envelope] = []
        self.lines: list[ReportedLine] = []
        self.paid_out: list[Payout] = []
        self.warned: dict[str, list[FraudWarning]] = {}
        self.asked: list[str] = []
        self.refunded: list[tuple[str, int, str]] = []
        self.stopped: list[str] = []

    def caps(self) -> Caps:
        return Caps(
            intervals=frozenset({"once", "monthly", "yearly"}),
            hosted=True,
            live=True,
            refunds=True,
            events=True,
            steers=True,
            account=True,
        )

    def check(self) -> list[CheckMessage]:
        return []

    def start(self, gift: Gift, *, key: str, return_url: str, cancel_url: str) -> Start:
        return Start(url="https://counter.example/pay", reference=f"till-{gift.reference}")

    def fetch(self, reference: str) -> list[Told]:
        return self._tell(reference)

    def read_event(self, body: bytes, headers: Mapping[str, str]) -> Envelope:
        if not self.secret:
            raise Misconfigured("The counter has no secret.")
        if not hmac.compare_digest(headers.get(SIGNS, ""), sign(body, self.secret)):
            raise BadSignature("Not the counter's.")
        said = json.loads(body)
        return Envelope(
            id=said["id"],
            kind=said["kind"],
            about=said["about"],
            created=datetime.fromtimestamp(said["created"], tz=UTC),
            live=True,
            api_version="1",
            body=body.decode(),
        )

    def told_by(self, kind: str, about: str) -> list[Told]:
        return self._tell(about)

    def warnings(self, kind: str, about: str) -> list[FraudWarning]:
        return self.warned.get(about, [])

    def events(self, since: datetime) -> Iterator[Envelope]:
        for envelope in sorted(self.listed, key=lambda one: one.created):
            if envelope.created >= since:
                yield envelope
                if "events" in self.trouble:
                    raise self.trouble["events"]

    def refund(self, payment: str, amount: Money, *, key: str) -> list[Told]:
        self.refunded.append((payment, amount.minor, key))
        return self._tell(f"back-{payment}")

    def cancel(self, subscription: str, *, at_period_end: bool, key: str) -> list[Told]:
        self.stopped.append(subscription)
        return self._tell(f"stopped-{subscription}")

    def account(self, since: datetime) -> Iterator[ReportedLine]:
        yield from (line for line in self.lines if line.at >= since)

    def payouts(self, since: datetime) -> Iterator[Payout]:
        yield from self.paid_out

    def _tell(self, about: str) -> list[Told]:
        self.asked.append(about)
        if about in self.trouble:
            raise self.trouble[about]
        return self.truth.get(about, [])

    # --- for tests
    def away(self, about: str) -> None:
        self.trouble[about] = TemporarilyUnavailable("The counter is closed.")

    def pays(self, of: str, minor: int, *, fee: int = 30, kind: str = "payment", **told) -> ReportedLine:
        """A line of the account."""
        line = ReportedLine(
            **{
                "reference": f"line-{kind}-{of}",
                "kind": kind,
                "gross": Money(minor, "EUR"),
                "fee": Money(fee, "EUR"),
                "net": Money(minor - fee, "EUR"),
                "at": timezone.now(),
                "of": of,
                **told,
            }
        )
        self.lines.append(line)
        return line


def sign(body: bytes, secret: str = "counter-secret") -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def event(about: str, *, number: str = "evt-1", kind: str = "paid") -> bytes:
    created = int(timezone.now().timestamp())
    return json.dumps({"id": number, "kind": kind, "about": about, "created": created}).encode()


def envelope(
    about: str, *, number: str = "evt-1", kind: str = "paid", created: datetime | None = None
) -> Envelope:
    return Envelope(number, kind, about, created or timezone.now(), live=True, api_version="1", body="{}")


def send(client, body: bytes, *, signature: str | None = None, slug: str = "counter", **headers):
    """Post an event to the webhook, as the counter signs it unless told otherwise."""
    signed = sign(body) if signature is None else signature
    return client.post(
        f"/membership/webhooks/{slug}/",
        body,
        content_type="application/json",
        headers={**({SIGNS: signed} if signed else {}), **headers},
    )
