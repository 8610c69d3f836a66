"""`manage.py leak_test ARTICLE`: prove that no public address answers with a story before its time."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from articles.models import Address, Article
from articles.publishing import leaks
from articles.publishing.leaks import addresses, hidden

#: Exit codes: something of it was found; there is no such story.
LEAKED, UNKNOWN = 1, 2


class Command(BaseCommand):
    help = (
        "Ask every public address as a reader would, and look for anything of a story that readers may not "
        "have: pages, lists, feeds, sitemaps, search, pictures and what is written in them, gift pages, "
        "pages that are not there. Prints what was asked and what was found. Exit code 0 if nothing was "
        "found, 1 if something was, 2 if there is no such story."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", metavar="ARTICLE", help="its number at the desk, or its address")
        parser.add_argument("--quiet", action="store_true", help="print only what was found")

    def handle(self, *, article: str, quiet: bool, **options: Any) -> None:
        story = _find(article)
        secrets = hidden.of(story)
        asked = leaked = 0
        for sentence in leaks.too_early(story):
            leaked += 1
            self.stdout.write(f"LEAK  {sentence}")
        total = len(addresses.of(story, secrets))
        with _no_log_of_what_is_not_there():
            for answer in tqdm(leaks.ask(story, secrets), total=total, disable=None, leave=False):
                asked += 1
                leaked += bool(answer.found)
                if answer.found or not quiet:
                    mark = "LEAK" if answer.found else "    "
                    said = f"  {', '.join(answer.found)}" if answer.found else ""
                    self.stdout.write(f"{mark}  {answer.status}  {answer.address}{said}")
        for words in secrets.left_out:
            self.stdout.write(f"Not looked for, being too short: {words}.")
        self.stdout.write(
            f"“{story}”: {asked} addresses asked twice for {len(secrets.words)} pieces of text, "
            f"{len(secrets.paths)} addresses of its own, {len(secrets.photos)} pictures and "
            f"{len(secrets.cards)} cards."
        )
        if leaked:
            raise CommandError(f"{leaked} of these let something out; see LEAK above.", returncode=LEAKED)
        if not (secrets.words or secrets.paths or secrets.photos or secrets.cards):
            self.stdout.write("Nothing of it is hidden: readers have all of it.")
        else:
            self.stdout.write("Nothing of it was found.")


@contextmanager
def _no_log_of_what_is_not_there() -> Iterator[None]:
    """Most of what is asked is not there, and each would be a line of warning."""
    log = logging.getLogger("django.request")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


def _path(said: str) -> str:
    try:
        return urlsplit(said).path
    except ValueError:
        return said


def _find(said: str) -> Article:
    path = _path(said)
    address = Address.objects.filter(path=f"/{path.strip('/')}/").select_related("article").first()
    story = address.article if address else None
    if story is None and said.isascii() and said.isdecimal() and len(said) < 18:
        story = Article.objects.filter(pk=int(said)).first()
    story = story or Article.objects.filter(slug=path.strip("/").rpartition("/")[2]).exclude(slug="").first()
    if story is None:
        raise CommandError(
            f"There is no story {said}. Give its number (the one in its address at the desk) or its address.",
            returncode=UNKNOWN,
        )
    return story
