"""What an answer beside the text costs: `python -m tests.bench.beside`, on a story of 3,000 words and 20 blocks.

Prints, for the checks, the page of the live preview and what is kept on the way, the median and the slowest of all
but 5 % of the answers, as CPU of this process (what else the machine does matters little) and as time, and the queries of each.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from typing import Any

import django

WORDS, PICTURES, READS, QUOTES, ROUNDS = 3000, 6, 8, 6, 60


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="newsroom-beside-"))
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext, setup_test_environment

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", interactive=False, verbosity=0)
    setup_test_environment(debug=False)
    client, story, typed = _opened()
    for name in ("checks", "live/page", "live/card", "live/search", "autosave"):
        path = f"/admin/articles/article/{story.pk}/{name}/"
        typed["count"] = "1"
        answer = client.post(path, typed)
        assert answer.status_code == 200, answer.status_code
        with CaptureQueriesContext(connection) as asked:
            client.post(path, typed)
        queries = len(asked)
        cpu, took = [], []
        for number in range(ROUNDS):
            typed |= {"headline": f"Harbour board votes tonight, draft {number}", "count": str(number + 2)}
            begun, began = time.process_time(), time.perf_counter()
            client.post(path, typed)
            cpu.append((time.process_time() - begun) * 1000)
            took.append((time.perf_counter() - began) * 1000)
        print(f"{name:12} cpu {_said(cpu)}   time {_said(took)}   {queries} queries")


def _opened() -> tuple[Any, Any, dict[str, Any]]:
    from newsroom.models import User
    from tests.builders import newsdesk
    from tests.driving import storydesk

    others = [newsdesk.live(f"A story that was told before, number {n}") for n in range(READS)]
    photos = [newsdesk.photo(f"The dredger, seen for the time {n}") for n in range(PICTURES)]
    story = newsdesk.story("Harbour board votes tonight", body=_body(photos, others), slug="board-votes")
    user = User.objects.create_superuser("beside")
    client = storydesk.desk(user)
    return client, story, storydesk.opened(client, story) | {"typed_by": str(user.pk)}


def _body(photos: list[Any], others: list[Any]) -> str:
    from articles.body import parts

    blocks = [parts.block("photo", id=each.pk) for each in photos]
    blocks += [parts.block("read", id=each.pk) for each in others]
    blocks += [
        parts.block("quote", text="Nobody has shown us the invoice.", by="Board") for _n in range(QUOTES)
    ]
    paragraph = "<p>" + "The board will vote tonight on a plan that nobody has costed yet. " * 5 + "</p>"
    return "".join(
        paragraph + (blocks[n // 2] if n % 2 == 0 and n // 2 < len(blocks) else "")
        for n in range(WORDS // 65)
    )


def _said(values: list[float]) -> str:
    slowest = sorted(values)[int(len(values) * 0.95)]
    return f"{statistics.median(values):5.1f} ms (p95 {slowest:5.1f})"


if __name__ == "__main__":
    main()
