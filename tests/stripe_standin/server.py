"""The process: HTTP/1.1 with connections kept open, one lock around the world, faults on demand."""

from __future__ import annotations

import json
import re
import socket
import struct
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.stripe_standin import contract, control, hosted, listing, routes
from tests.stripe_standin.state import API_VERSION, DAY, Obj, World
from tests.stripe_standin.wire import Refused, nested

KEY = re.compile(r"Bearer ((?:sk|rk)_(test|live)_standin[A-Za-z0-9_]*)")


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    allow_reuse_address = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.world = World()
        self.world.url = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; a fault of ours is a violation, and the connection is closed."""
        import sys
        import traceback

        error = sys.exception()
        if not isinstance(error, ConnectionError):
            self.world.violations.append(
                {"where": "server", "what": "".join(traceback.format_exception(error))}
            )


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024
    server: Server

    def log_message(self, *_args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_GET  # noqa: N815 (named by the base class)
    do_DELETE = do_GET  # noqa: N815

    # --- one request
    def _answer(self) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if url.path.startswith("/v1/"):
            self._api(url.path, url.query, body)
            return
        world = self.server.world
        try:
            if url.path.startswith("/_standin"):
                self._send(*control.answer(world, self.command, url.path, body))
                return
            with world.lock:
                page = hosted.answer(world, self.command, url.path, nested(body.decode() or url.query))
        except Refused as refused:
            if url.path.startswith("/_standin"):
                self._send(refused.status, refused.body)
                return
            page = hosted.refusal(refused)
        self._send(
            page.status, page.html.encode(), {"Content-Type": "text/html; charset=utf-8", **page.headers}
        )

    def _api(self, path: str, query: str, body: bytes) -> None:
        world = self.server.world
        fault = self._fault(world, f"{self.command} {path}")
        if fault and self._struck(fault):
            return
        with world.lock:
            status, answer, headers = Call(world, self.command, path, self.headers).answered(query, body)
        if fault and fault["kind"] == "after":
            # Done at Stripe's end, and nobody here hears of it.
            time.sleep(fault.get("seconds", 0))
            self._reset()
            return
        self._send(status, answer, headers)

    @staticmethod
    def _fault(world: World, call: str) -> Obj | None:
        with world.lock:
            for fault in world.faults:
                if call.startswith(fault.get("call", "")):
                    fault["times"] -= 1
                    if fault["times"] <= 0:
                        world.faults.remove(fault)
                    return fault
            return None

    def _struck(self, fault: Obj) -> bool:
        """Carry out a fault that comes before the work is done. Whether there is nothing more to do."""
        kind, world = fault["kind"], self.server.world
        if kind == "status":
            error = {"type": "api_error", "message": "The stand-in was told to fail."}
            if fault["status"] == 429:
                error = {
                    "type": "invalid_request_error",
                    "code": "rate_limit",
                    "message": "Too many requests.",
                }
            self._send(
                fault["status"], json.dumps({"error": error}).encode(), {"Stripe-Should-Retry": "true"}
            )
        elif kind == "timeout":
            time.sleep(fault.get("seconds", 30))
            self._reset()
        elif kind == "reset":
            self._reset()
        elif kind == "slow":
            world.waited += fault.get("seconds", 1)
            time.sleep(fault.get("seconds", 1))
        return kind in ("status", "timeout", "reset")

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _send(self, status: int, body: bytes, headers: Obj | None = None) -> None:
        self.send_response_only(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            """The connection was reset on purpose."""


class Call:
    """One call of the API: who asks, was it asked before, what is answered."""

    def __init__(self, world: World, verb: str, path: str, headers: Any) -> None:
        self.world, self.verb, self.path, self.headers = world, verb, path, headers
        self.key = headers.get("Idempotency-Key") or ""
        self.id = world.name("req")
        self.where = f"{verb} {path}"

    def answered(self, query: str, body: bytes) -> tuple[int, bytes, Obj]:
        text = (
            body.decode(errors="replace") if self.verb == "POST" else query or body.decode(errors="replace")
        )
        headers = {"Request-Id": self.id, "Stripe-Version": self.headers.get("Stripe-Version") or API_VERSION}
        params: Obj = {}
        try:
            mode = self._mode()
            before = self._before(text, mode)
            if before:
                self._note({}, before[1], replayed=True)
                return (
                    before[1],
                    before[2],
                    {**headers, "Idempotent-Replayed": "true", "Original-Request": self.id},
                )
            params, answer = self._worked_out(text, mode)
            status = 200
        except Refused as refused:
            status, answer = refused.status, refused.body
            if status == 401:
                headers["WWW-Authenticate"] = 'Basic realm="Stripe"'
        if self.key and self.verb == "POST" and status in (200, 402):
            self.world.idempotent[f"{self.world.live} {self.key}"] = (
                f"{self.path}\n{text}",
                status,
                answer,
                self.world.now,
            )
            headers["Idempotency-Key"] = self.key
        self._note(params, status)
        return status, answer, headers

    def _note(self, params: Obj, status: int, *, replayed: bool = False) -> None:
        self.world.requests.append(
            {
                "method": self.verb,
                "path": self.path,
                "params": params,
                "idempotency_key": self.key,
                "version": self.headers.get("Stripe-Version") or "",
                "status": status,
                "replayed": replayed,
            }
        )

    def _mode(self) -> bool:
        """Whether the key is a live one. Refuses one that is none."""
        given = self.headers.get("Authorization") or ""
        found = KEY.fullmatch(given)
        if not found:
            shown = given.removeprefix("Bearer ")
            raise Refused(f"Invalid API Key provided: {shown[:8]}***{shown[-4:]}", status=401)
        return found[2] == "live"

    def _before(self, text: str, live: bool) -> tuple[str, int, bytes, int] | None:
        if not self.key or self.verb != "POST":
            return None
        if len(self.key) > 255:
            raise Refused("Idempotency keys may have at most 255 characters.", kind="idempotency_error")
        before = self.world.idempotent.get(f"{live} {self.key}")
        if before and before[3] <= self.world.now - DAY:
            # Stripe may forget a key after a day; the stand-in does.
            return None
        if before and before[0] != f"{self.path}\n{text}":
            raise Refused(
                "Keys for idempotent requests can only be used with the same parameters they were first used with. "
                f"Try using a key other than '{self.key}' if you meant to execute a different request.",
                kind="idempotency_error",
            )
        return before

    def _worked_out(self, text: str, live: bool) -> tuple[Obj, bytes]:
        world = self.world
        try:
            kind, work, ids = routes.find(self.verb, self.path)
            if self.headers.get("Stripe-Version", API_VERSION) != API_VERSION:
                raise Refused(f"The stand-in speaks {API_VERSION} only, as the SDK that it was started with.")
            params = contract.read(kind, nested(text))
        except Refused as refused:
            world.violations.append({"where": self.where, "what": refused.error["message"]})
            raise
        world.live = live
        world.request = {"id": self.id, "idempotency_key": self.key or None}
        paths = params.pop("expand", [])
        try:
            answer = listing.expanded(world, work(world, params, *ids), paths)
        finally:
            world.request = {"id": None, "idempotency_key": None}
        world.check(answer, self.where)
        return params, json.dumps(answer).encode()
