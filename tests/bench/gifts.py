"""`make bench-gifts`: every page, round and file of the gift at 100,000 gifts and some 340,000 payments.

Prints CPU and wall time in milliseconds, queries, and by how many megabytes the process grew at its peak. On
PostgreSQL: `python -m tests.postgres python -m tests.bench.gifts`. A number after the command is another number
of gifts; words after it, the names of what is to be measured. BENCH_DATA_DIR keeps the books for another time.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import django

GIFTS = 100_000
#: Milliseconds of CPU for a page and for a round of the clock.
PAGE, TICK = 300, 100


@dataclass
class Measured:
    cpu: float
    wall: float
    queries: int
    megabytes: float
    came: int


def main(gifts: int = GIFTS, *only: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ["DATA_DIR"] = os.environ.get("BENCH_DATA_DIR") or tempfile.mkdtemp(prefix="newsroom-gifts-")
    os.environ.setdefault("LOG_LEVEL", "CRITICAL")
    os.environ["MEMBERSHIP_PROVIDER"] = "pledge"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.PAGE_STORE = False
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from membership.models import Donation, Payment
    from tests.bench import gift_books
    from tests.bench.gift_pages import World, scenes

    if not Donation.objects.exists():
        began = time.monotonic()
        gift_books.fill(gifts)
        print(f"filled in {time.monotonic() - began:.0f} s")
    print(f"{connection.vendor}, {Donation.objects.count():,} gifts, {Payment.objects.count():,} payments")
    print(f"{'CPU ms':>8} {'ms':>8} {'queries':>8} {'MB':>7} {'came':>10}")
    over = []
    for scene in scenes(World()):
        if only and not any(word in scene.name for word in only):
            continue
        found = _measure(scene)
        print(
            f"{found.cpu:>8.0f} {found.wall:>8.0f} {found.queries:>8} {found.megabytes:>7.1f} {found.came:>10,}"
            f"  {scene.name}",
            flush=True,
        )
        most = PAGE if scene.page else TICK if scene.name.startswith("tick") else None
        if most and (found.cpu > most or found.queries > (scene.most_queries or 1e9)):
            over.append(scene.name)
    print(
        f"\nover the limit of {PAGE} ms and 20 queries, or {TICK} ms in a round: {', '.join(over) or 'none'}"
    )
    return len(over)


def _measure(scene) -> Measured:  # type: ignore[no-untyped-def]
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    scene.first()
    began = time.monotonic()
    scene.does()
    slow = time.monotonic() - began > 5
    scene.first()
    gc.collect()
    _forget_peak()
    before = _peak()
    cpu, wall = time.process_time(), time.monotonic()
    came = scene.does()
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    megabytes = _peak() - before
    scene.first()
    with CaptureQueriesContext(connection) as queries:
        if not slow:
            scene.does()
    return Measured(cpu * 1000, wall * 1000, len(queries), megabytes, came)


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> float:
    """Megabytes that this process had at most since it was forgotten."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("VmHWM"))) / 1024


if __name__ == "__main__":
    sys.exit(main(*(int(word) if word.isdecimal() else word for word in sys.argv[1:])))
