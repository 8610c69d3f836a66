"""CPU time, which does not depend on what else the machine does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within_cpu(seconds: float) -> Iterator[None]:
    """Fails if this process spends more; ask for many times what it takes, so that only a fault of kind fails."""
    began = time.process_time()
    yield
    spent = time.process_time() - began
    assert spent < seconds, f"{spent:.1f} s of CPU"
