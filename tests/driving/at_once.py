"""Several hands at the same moment, on a database that really commits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run all at the same moment; what each answered or raised, in the order in which they ended."""
    gate, ended = threading.Barrier(len(works), timeout=30), []

    def run(work: Callable[[], Any]) -> None:
        try:
            gate.wait()
            ended.append(work())
        except BaseException as error:
            ended.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ended
