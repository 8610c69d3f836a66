"""`make transactions`: the longest write transaction of each verb, at 100,000 stories and 1,000 pictures.

First a megabyte of copy in each shape that was made to hurt is read and planned: a second of CPU at most. Then
prints milliseconds and statements by the verb that opened it, and fails if one holds the database for longer than
250 ms. On PostgreSQL: `python -m tests.postgres python -m tests.bench.transactions`. Two numbers after the
command are other numbers of stories, and of lines in copy, files and lists.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter

import django

from tests.measuring.meter import Held, Meter, metered

STORIES, LINES, ROUNDS, LIMIT = 100_000, 2000, 3, 0.250
MEGABYTE, COPY_LIMIT = 1_000_000, 1.0


def main(stories: int = STORIES, lines: int = LINES) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="newsroom-transactions-")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    os.environ["MEMBERSHIP_PROVIDER"] = "pledge"
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from tests.bench import hundred_thousand
    from tests.bench.gift_scenes import SCENES, World

    hundred_thousand.fill(stories)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    slow = _read_copy()
    world, rounds = World(lines), []
    for number in range(1, ROUNDS + 1):
        with metered(no_slow_work=True) as meter:
            for one in SCENES:
                one(world)
                print(f"… {number}: {one.__name__.replace('_', ' ')}", flush=True)
        rounds.append(meter)
    print(f"\n{connection.vendor}, {stories:,} stories, {lines:,} lines")
    return _print(rounds) + slow


def _read_copy() -> int:
    """A megabyte of each shape, read and planned: seconds of CPU."""
    from articles.copydesk.planning import plan
    from articles.importers import pasted_copy
    from tests.builders.copy_shapes import MARKUP, SHAPES, filled

    slow = 0
    shapes = [(pasted_copy.read, name, unit) for name, unit in SHAPES.items()]
    shapes += [(pasted_copy.read_rich, f"{name}, as markup", unit) for name, unit in MARKUP.items()]
    for read, name, unit in shapes:
        copy = f"{filled(unit, MEGABYTE)}> end"
        began = time.process_time()
        plan(read(copy))
        took = time.process_time() - began
        slow += took > COPY_LIMIT
        print(f"{took:>8.2f} s CPU  1 MB of {name}")
    return slow


def _print(rounds: list[Meter]) -> int:
    """The longest of each verb, of the round in which that was shortest: what else the machine does is not its."""
    longest: dict[str, Held] = {}
    counts: Counter[str] = Counter()
    for meter in rounds:
        for verb, held in meter.longest().items():
            # What the scenes themselves write is no verb.
            if not verb.startswith("tests.") and held.seconds < getattr(longest.get(verb), "seconds", 1e9):
                longest[verb] = held
        counts |= Counter(meter.most_statements())
    print(f"{'ms':>8} {'CPU ms':>8} {'statements':>11}  verb")
    for verb, held in sorted(longest.items(), key=lambda item: -item[1].seconds):
        print(f"{held.seconds * 1000:>8.1f} {held.cpu * 1000:>8.1f} {counts[verb]:>11}  {verb}")
    too_long = [verb for verb, held in longest.items() if held.seconds > LIMIT]
    print(f"\n{len(longest)} verbs; longer than {LIMIT * 1000:.0f} ms: {', '.join(too_long) or 'none'}")
    return len(too_long)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
