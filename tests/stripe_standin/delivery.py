"""The postman: signed events to the newsroom's webhook, as badly as a test may wish."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import random
import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

Obj = dict[str, Any]
#: Each knob as it stands when nothing was asked for.
KNOBS: Obj = {
    "hold": False,  # keep everything until `flush`
    "duplicates": 1,  # how often each event is sent
    "delay": 0.0,  # seconds before each attempt
    "drop": 0,  # lose the next so many; they stay in the list of events
    "drop_types": [],  # lose every event of these types
    "wrong_signature": False,
    "skew": 0,  # seconds added to the time that is signed
    "signed_at": None,  # sign this moment instead of the real one
    "api_version": None,  # send events in another version's name
    "retries": 3,  # further attempts after an answer that is not 2xx
    "retry_after": 0.05,  # seconds between them
    "secrets": None,  # sign with these instead of the endpoint's own
    "timeout": 10.0,
}


def signature(payload: bytes, secrets: list[str], at: int) -> str:
    """The Stripe-Signature header: one v1 for each secret."""
    signed = b"%d." % at + payload
    marks = [hmac.new(s.encode(), signed, hashlib.sha256).hexdigest() for s in secrets]
    return ",".join([f"t={at}", *(f"v1={mark}" for mark in marks)])


class Postman:
    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.sent: deque[Obj] = deque(maxlen=300_000)
        self.reset()
        self._threads = threading.local()
        threading.Thread(target=self._walk, name="postman", daemon=True).start()

    def reset(self) -> None:
        with self.changed:
            self.knobs = dict(KNOBS)
            self.endpoints: list[Obj] = []
            self.waiting: deque[tuple[Obj, Obj]] = deque()
            self.walking = 0
            self.generation = getattr(self, "generation", 0) + 1
            self.sent.clear()
            self.changed.notify_all()

    def turn(self, knobs: Obj) -> None:
        if unknown := set(knobs) - set(KNOBS):
            raise ValueError(f"No such knob: {', '.join(sorted(unknown))}. Known: {', '.join(KNOBS)}.")
        with self.changed:
            self.knobs |= knobs
            self.changed.notify_all()

    # --- in
    def targets(self, kind: str, *, live: bool) -> list[Obj]:
        return [
            e
            for e in self.endpoints
            if e["live"] == live and ("*" in e["enabled_events"] or kind in e["enabled_events"])
        ]

    def take(self, event: Obj, targets: list[Obj]) -> None:
        with self.changed:
            for target in targets:
                if event["type"] in self.knobs["drop_types"] or self.knobs["drop"] > 0:
                    self.knobs["drop"] = max(0, self.knobs["drop"] - 1)
                    self._note(event, target, 0, "dropped")
                    continue
                self.waiting.extend([(event, target)] * self.knobs["duplicates"])
            if targets and not self.knobs["hold"]:
                self.changed.notify_all()

    def send_again(self, event: Obj) -> None:
        """As the dashboard's “Resend”."""
        self.take(event, self.targets(event["type"], live=event["livemode"]))

    # --- out
    def _walk(self) -> None:
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.waiting and not self.knobs["hold"])
                event, target = self.waiting.popleft()
                self.walking += 1
                generation = self.generation
            try:
                self._deliver(event, target, generation)
            finally:
                self._back(generation)

    def _back(self, generation: int) -> None:
        with self.changed:
            if generation == self.generation:
                self.walking -= 1
                self.changed.notify_all()

    def flush(self, *, shuffle: int | None = None, backwards: bool = False, parallel: int = 1) -> int:
        """Send what was held, in another order, from so many at once; returns how many when all are answered."""
        with self.changed:
            batch, self.waiting = list(self.waiting), deque()
            generation = self.generation
        if backwards:
            batch.reverse()
        if shuffle is not None:
            random.Random(shuffle).shuffle(batch)
        if parallel <= 1:
            for event, target in batch:
                self._deliver(event, target, generation)
        else:
            with ThreadPoolExecutor(parallel) as pool:
                list(pool.map(lambda one: self._deliver(*one, generation), batch))
        return len(batch)

    def idle(self, timeout: float) -> bool:
        """Wait until nothing is on its way (what is held does not count)."""
        with self.changed:
            return self.changed.wait_for(
                lambda: self.walking == 0 and (self.knobs["hold"] or not self.waiting), timeout
            )

    def _deliver(self, event: Obj, target: Obj, generation: int) -> None:
        for attempt in range(1 + self.knobs["retries"]):
            if generation != self.generation:
                return
            time.sleep(self.knobs["delay"] + (self.knobs["retry_after"] if attempt else 0))
            status, answer = self._post(event, target)
            self._note(event, target, status, answer, attempt + 1)
            if 200 <= status < 300:
                event["pending_webhooks"] = max(0, event["pending_webhooks"] - 1)
                return

    def _post(self, event: Obj, target: Obj) -> tuple[int, str]:
        knobs = self.knobs
        told = event if knobs["api_version"] is None else {**event, "api_version": knobs["api_version"]}
        payload = json.dumps(told, indent=2).encode()
        secrets = knobs["secrets"] or target["secrets"]
        if knobs["wrong_signature"]:
            secrets = ["whsec_of_somebody_else"]
        at = int(time.time() if knobs["signed_at"] is None else knobs["signed_at"]) + knobs["skew"]
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            "Stripe-Signature": signature(payload, secrets, at),
        }
        url = urlsplit(target["url"])
        for fresh in (False, True):
            line = self._line(url, knobs["timeout"], fresh=fresh)
            try:
                line.request("POST", url.path or "/", payload, headers)
                answer = line.getresponse()
                return answer.status, answer.read().decode(errors="replace")[:500]
            except (OSError, http.client.HTTPException) as trouble:
                line.close()
                if fresh or isinstance(trouble, TimeoutError):
                    return 0, f"{type(trouble).__name__}: {trouble}"
        return 0, ""

    def _line(self, url: Any, timeout: float, *, fresh: bool) -> http.client.HTTPConnection:
        """An open connection to this host, one for each thread."""
        lines = self._threads.__dict__
        if fresh or url.netloc not in lines:
            make = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
            lines[url.netloc] = make(url.netloc, timeout=timeout)
        return lines[url.netloc]

    def _note(self, event: Obj, target: Obj, status: int, answer: str, attempt: int = 0) -> None:
        self.sent.append(
            {
                "event": event["id"],
                "type": event["type"],
                "url": target["url"],
                "attempt": attempt,
                "status": status,
                "answer": answer,
            }
        )
