"""An editor who saves one story after the other: `python -m tests.bench.saving FILE`, until it is ended.

Each save that was acknowledged is a line of the file: when it was (seconds since 1970), how long it took (seconds),
the story and the number of its version.
"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

import django

#: Seconds between two saves, and stories that take turns.
PACE, STORIES = 0.1, 50


def main(file: Path) -> None:
    django.setup()
    from articles.models import Article
    from tests.builders import newsdesk

    stories = list(Article.objects.order_by("pk")[:STORIES])
    with file.open("a", buffering=1) as log:
        for count, story in enumerate(itertools.cycle(stories)):
            began = time.monotonic()
            newsdesk.save(story, standfirst=f"Written anew for the {count}th time.")
            took = time.monotonic() - began
            number = story.versions.order_by("-number").values_list("number", flat=True)[0]
            log.write(f"{time.time()} {took} {story.pk} {number}\n")
            time.sleep(max(0.0, PACE - took))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
