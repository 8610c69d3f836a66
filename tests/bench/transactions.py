"""`make transactions`: the longest write transaction of each verb, at 100,000 stories and 1,000 pictures.

Prints milliseconds and statements by the verb that opened it, and fails if one holds the database for longer than
250 ms. On PostgreSQL: `python -m tests.postgres python -m tests.bench.transactions`. Two numbers after the
command are other numbers of stories, and of lines in copy, files and lists.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time

import django

STORIES, LINES, LIMIT = 100_000, 2000, 0.250


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
    from tests.bench import hundred_thousand, scenes
    from tests.meter import metered

    hundred_thousand.fill(stories)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    world = scenes.World(lines)
    with metered(no_slow_work=True) as meter:
        for one in scenes.SCENES:
            began = time.perf_counter()
            one(world)
            print(f"… {one.__name__.replace('_', ' ')}, {time.perf_counter() - began:.1f} s", flush=True)
    # What the scenes themselves put there is no verb.
    longest = {verb: held for verb, held in meter.longest().items() if not verb.startswith("tests.")}
    counts = meter.most_statements()
    print(f"\n{connection.vendor}, {stories:,} stories\n{'ms':>8} {'statements':>11}  verb")
    for verb, held in sorted(longest.items(), key=lambda item: -item[1].seconds):
        print(f"{held.seconds * 1000:>8.1f} {counts[verb]:>11}  {verb}")
    too_long = [verb for verb, held in longest.items() if held.seconds > LIMIT]
    print(f"\n{len(longest)} verbs; longer than {LIMIT * 1000:.0f} ms: {', '.join(too_long) or 'none'}")
    return len(too_long)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
