"""`python -m tests.stripe_standin [--port 8421] [--webhook URL --secret whsec_…]`: print the address, serve."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading

from tests.stripe_standin import accounting
from tests.stripe_standin.server import Server


def _wait_for_the_end() -> None:
    """Standard input closes with the process that holds its other end, however that ends."""
    sys.stdin.read()
    os._exit(0)


def main() -> None:
    ask = argparse.ArgumentParser(prog="python -m tests.stripe_standin", description=__doc__)
    ask.add_argument("--port", type=int, default=0, help="0: any that is free")
    ask.add_argument("--webhook", default="", help="where events are sent")
    ask.add_argument("--secret", default="whsec_standin", help="what they are signed with")
    ask.add_argument("--leashed", action="store_true", help="end when whoever started it is gone")
    told = ask.parse_args()

    server = Server(told.port)
    if told.webhook:
        accounting.endpoint_add(server.world, told.webhook, told.secret.split(","), ["*"], {})
    if told.leashed:
        threading.Thread(target=_wait_for_the_end, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    sys.stdout.write(f"{server.world.url}\n")
    sys.stdout.flush()
    server.serve_forever()


main()
