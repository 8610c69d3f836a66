"""Start the stand-in as a process of its own and pull its strings.

with running() as standin:
    client = standin.client()                       # the unmodified SDK
    session = client.v1.checkout.sessions.create(…)
    standin.press(session.id, "paid")
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from stripe import StripeClient

ROOT = Path(__file__).resolve().parents[2]
KEY = "sk_test_standin"
LIVE_KEY = "sk_live_standin"
Outcome = Literal["paid", "declined", "authenticate", "refuse", "debit"]
Card = Literal["works", "declines", "expired", "authenticate"]
Obj = dict[str, Any]


class NotTaken(AssertionError):
    """The stand-in would not do what a test asked of it."""


@contextmanager
def running(*, port: int = 0) -> Iterator[StandIn]:
    """A stand-in for as long as the block runs; ended by its own process id."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stripe_standin", "--leashed", "--port", str(port)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        url = process.stdout.readline().strip()
        if not url.startswith("http://127.0.0.1:"):
            raise NotTaken("The stand-in did not start.")
        yield StandIn(url)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdin.close()
        process.stdout.close()


class StandIn:
    """The strings of a running stand-in. Every method answers what the stand-in says, as plain values."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._mine = threading.local()
        self._lines: list[http.client.HTTPConnection] = []

    def client(self, key: str = KEY, **options: Any) -> StripeClient:
        import stripe

        return stripe.StripeClient(
            key, base_addresses={"api": self.url}, **{"max_network_retries": 0, **options}
        )

    # --- donors and banks
    def press(
        self, session: str, outcome: Outcome, *, email: str = "ada@reader.example", name: str = ""
    ) -> Obj:
        """What a donor does on the payment page, without the page. {"session": …, "url": where they go next}"""
        return self.ask("press", session=session, outcome=outcome, email=email, name=name)

    def settle(self, of: str) -> Obj:
        """The bank debit of a session or an invoice arrives."""
        return self.ask("settle", of=of, well=True)

    def bounce(self, of: str) -> Obj:
        """The bank debit of a session or an invoice comes back."""
        return self.ask("settle", of=of, well=False)

    def behave(self, customer: str, card: Card) -> Obj:
        """How the customer's card behaves from now on when it is charged in their absence."""
        return self.ask("behave", customer=customer, card=card)

    def renew_card(self, customer: str) -> list[Obj]:
        """The bank replaced the donor's card and told Stripe of the new one."""
        return self.ask("renew_card", customer=customer)

    def refund(self, of: str, amount: int | None = None) -> Obj:
        """From the dashboard. `of`: a charge, payment intent, session or invoice."""
        return self.ask("refund", of=of, amount=amount)

    def refund_fails(self, refund: str) -> Obj:
        return self.ask("refund_fails", refund=refund)

    def poor(self, poor: bool = True) -> Obj:
        """From now on the balance is too low: refunds are pending until `refund_moves`."""
        return self.ask("poor", poor=poor)

    def refund_moves(self, refund: str) -> Obj:
        return self.ask("refund_moves", refund=refund)

    def dispute(self, of: str, **more: Any) -> Obj:
        """`inquiry=True` takes no money until `withdraw`; `amount`, `reason`."""
        return self.ask("dispute", of=of, **more)

    def withdraw(self, dispute: str) -> Obj:
        return self.ask("withdraw", dispute=dispute)

    def win(self, dispute: str) -> Obj:
        return self.ask("close", dispute=dispute, won=True)

    def lose(self, dispute: str) -> Obj:
        return self.ask("close", dispute=dispute, won=False)

    def warn(self, of: str) -> Obj:
        """An early fraud warning."""
        return self.ask("warn", of=of)

    # --- time and the account
    def stand_still(self, now: int | None) -> int:
        """Freeze the clock at this moment; None lets it run again."""
        return self.ask("clock", now=now)["now"]

    def advance(self, *, days: float = 0, hours: float = 0, seconds: float = 0) -> int:
        """Let time pass, with all that falls due on the way. Answers the stand-in's new now."""
        return self.ask("clock", advance=int(days * 86_400 + hours * 3_600 + seconds))["now"]

    def now(self) -> int:
        return self.ask("clock")["now"]

    def pay_out(self) -> list[Obj]:
        """Sweep what is available to the bank."""
        return self.ask("payout")

    def settle_in(self, currency: str, rates: dict[str, float]) -> Obj:
        """Keep the account in one currency; `rates` from others into it, in minor units. "": each for itself."""
        return self.ask("settle_in", currency=currency, rates=rates)

    # --- the network
    def fault(self, kind: str, *, times: int = 1, **more: Any) -> Obj:
        """For the next calls of the API: "status" (status=500), "timeout" (seconds=), "reset", "slow" (seconds=)
        before anything is done; "after" (seconds=) does the work and then breaks the connection. `call` narrows it
        to calls that begin so: call="POST /v1/refunds"."""
        return self.ask("fault", kind=kind, times=times, **more)

    def no_faults(self) -> None:
        self.ask("faults")

    def webhook(self, url: str, *secrets: str, only: bool = True, **more: Any) -> Obj:
        """Send events there, signed with each of these; instead of, or beside, earlier endpoints."""
        return self.ask("endpoint", url=url, secrets=list(secrets), only=only, **more)

    def knobs(self, **knobs: Any) -> Obj:
        """See delivery.KNOBS."""
        return self.ask("knobs", **knobs)

    def flush(self, *, shuffle: int | None = None, backwards: bool = False, parallel: int = 1) -> int:
        """Send what was held; waits for every answer."""
        return self.ask("flush", shuffle=shuffle, backwards=backwards, parallel=parallel)["sent"]

    def resend(self, event: str) -> Obj:
        return self.ask("resend", event=event)

    def idle(self, timeout: float = 30) -> bool:
        """Wait until every event that is not held has been delivered or given up."""
        return self.ask("idle", timeout=timeout)["idle"]

    # --- looking
    def deliveries(self) -> list[Obj]:
        return self.ask("deliveries")

    def violations(self) -> list[Obj]:
        """Where a request or an answer did not fit the SDK's types. Should be empty at the end of a test."""
        return self.ask("violations")

    def forgive(self) -> list[str]:
        """What was breached so far, for a test that meant to; the record is clean again."""
        return [one["what"] for one in self.ask("forgive")]

    def tamper(self, of: str, **fields: Any) -> Obj:
        """Set fields of an object as nothing at Stripe would, to see who notices."""
        return self.ask("tamper", of=of, fields=fields)

    def requests(self) -> list[Obj]:
        return self.ask("requests")

    def dump(self, kind: str | None = None) -> Any:
        """Every object by kind, or the list of one kind, newest first."""
        return self.ask("dump", kind=kind)[kind] if kind else self.ask("dump")

    def counts(self) -> dict[str, int]:
        return self.ask("counts")

    def spent(self) -> dict[str, float]:
        """Seconds of CPU that its process has used, and those that it was told to wait."""
        return self.ask("spent")

    def sums(self) -> dict[str, dict[str, int]]:
        """The account by currency, payouts left out: {"eur": {"lines": 2, "amount": 500, "fee": 53, "net": 447}}."""
        return self.ask("sums")

    def reset(self) -> None:
        self.ask("reset")

    # --- pages
    def page(self, url: str, **form: str) -> tuple[int, str, str]:
        """Open a hosted page, or send its form: (status, Location, HTML). Does not follow."""
        body = urlencode(form).encode() if form else None
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        answer, read = self._send("POST" if form else "GET", urlsplit(url).path, body, headers)
        return answer.status, answer.getheader("Location") or "", read.decode()

    # --- the wire
    def ask(self, string: str, /, **told: Any) -> Any:
        body = json.dumps(told).encode() if told else None
        answer, read = self._send("POST", f"/_standin/{string}", body, {"Content-Type": "application/json"})
        said = json.loads(read)
        if answer.status != 200:
            raise NotTaken(said["error"]["message"])
        return said

    def _send(
        self, verb: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        line = getattr(self._mine, "line", None)
        if line is None:
            line = self._mine.line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=600)
            self._lines.append(line)
        try:
            line.request(verb, path, body, headers)
            answer = line.getresponse()
            return answer, answer.read()
        except BaseException:
            line.close()
            raise

    def close(self) -> None:
        """Close the connections of all threads; the next question opens one again."""
        for line in self._lines:
            line.close()
