"""For tests: a stand-in that is empty at the start, and fails the test that leaves a breach of the contract."""

from __future__ import annotations

import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.stripe_standin.running import StandIn, running


@pytest.fixture(scope="session")
def standin_process():
    """One process for the whole run."""
    with running() as standin:
        yield standin
        standin.close()


@pytest.fixture
def standin(standin_process: StandIn):
    standin_process.reset()
    yield standin_process
    violations = standin_process.violations()
    standin_process.close()
    assert violations == []


class Postbox(ThreadingHTTPServer):
    """A webhook that keeps what it gets, and answers what `answers` says, then 200."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Flap)
        self.letters: list[tuple[str, bytes]] = []
        self.answers: deque[int] = deque()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/hook/"


class _Flap(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Postbox

    def log_message(self, *_args) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.letters.append((self.headers["Stripe-Signature"], body))
        status = self.server.answers.popleft() if self.server.answers else 200
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def postbox():
    box = Postbox()
    threading.Thread(target=box.serve_forever, args=(0.02,), daemon=True).start()
    yield box
    box.shutdown()
    box.server_close()
