"""What the workers of both servers do before they serve."""

from __future__ import annotations

import os
import signal

from newsroom.serving import server


def test_a_worker_that_is_told_to_end_while_it_starts_ends(monkeypatch):
    def told_to_end(_parent: int) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(server, "end_with_parent", told_to_end)
    process = os.fork()
    if not process:
        # As in the server's own process, from which its workers come.
        signal.signal(signal.SIGTERM, lambda _number, _frame: None)
        server._load(os.getppid(), "application")
        os._exit(0)

    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGTERM
