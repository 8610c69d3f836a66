"""`python -m tests.bench.finding`: how long the palette waits for its rows at 50,000 stories of 400 words, and how
many queries each takes. On PostgreSQL: `python -m tests.postgres python -m tests.bench.finding`.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

STORIES, WORDS, VOCABULARY, TIMES = 50_000, 400, 9_000, 7


def main() -> None:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="newsroom-finding-")
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django

    django.setup()
    asked = _fill()
    _measure(asked)


def _fill() -> list[str]:
    """Makes the stories; gives what is to be looked for."""
    from django.db import transaction

    from articles.models import Article, Author, DeskWords, Headline, Topic

    chance = random.Random(1)
    letters = ("bcdfghklmnprstvw", "aeiou")
    known = [
        "".join(chance.choice(each) for _syllable in range(chance.randint(2, 4)) for each in letters)
        for _word in range(VOCABULARY)
    ]

    def words(count: int) -> str:
        return " ".join(
            known[min(int(chance.expovariate(1 / 700)), VOCABULARY - 1)] for _each in range(count)
        )

    with transaction.atomic():
        for first in range(0, STORIES, 1000):
            rows = [
                Article(headline=words(8), slug=f"story-{number}") for number in range(first, first + 1000)
            ]
            made = Article.objects.bulk_create(rows)
            DeskWords.objects.bulk_create(
                DeskWords(article=story, headline=story.headline, text=words(WORDS)) for story in made
            )
            Headline.objects.bulk_create(Headline(article=story, words=story.headline) for story in made)
        for model in (Author, Topic):
            named = [model(name=f"{words(2)} {number}", slug=f"row-{number}") for number in range(500)]
            model.objects.bulk_create(named)
    common, rare = known[0], known[VOCABULARY - 1]
    return [common, f"{common} {known[5]}", common[:2], rare, f"{rare}x", "nothing like it"]


def _measure(asked: list[str]) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from newsroom.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.create_superuser("maya"))
    url = reverse("admin:articles_article_find")
    for words in asked:
        taken = []
        for _time in range(TIMES):
            begins = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(url, {"q": words}, headers={"accept": "application/json"})
            taken.append((time.perf_counter() - begins) * 1000)
        rows = len(answer.json()["rows"])
        print(
            f"{words!r}: {rows} rows, {len(queries)} queries, median {statistics.median(taken):.0f} ms, "
            f"slowest {max(taken):.0f} ms"
        )


if __name__ == "__main__":
    main()
