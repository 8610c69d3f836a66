"""File stories from text files: `manage.py import_copy FILE…`, `-` for standard input."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from articles import publishing
from articles.copydesk import filing, preparing
from articles.copydesk.planning import plan
from articles.importers import decoding, pasted_copy, report
from articles.importers.decoding import Unreadable
from articles.importers.draft import Draft
from articles.importers.pasted_copy.front import LONGEST_HEADLINE
from articles.models import Article, Intake, Level, Section
from articles.reading.paths import absolute
from newsroom.models import User
from newsroom.plain_text import plain_text

#: Exit codes: 1 if a file was not filed, 3 if all were filed but one that should be published was not.
NOT_FILED, NOT_PUBLISHED = 1, 3
#: Before what stands in the way, by how much it counts.
MARKS = {Level.BLOCK: "✗", Level.WARN: "!", Level.HINT: "·"}
OVERRIDE = "Published by import_copy --publish."


class Command(BaseCommand):
    help = (
        "File stories from plain text or HTML files, with a report of what was made of every part. The last "
        "line printed for each file is the story's address. Exit code 1 if a file was not filed, 3 if a "
        "story was filed but could not be published."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a text file; - reads standard input")
        parser.add_argument("--headline", default="", help="the headline, in place of the one in the copy")
        parser.add_argument("--section", default="", metavar="SLUG", help="the section it goes to")
        parser.add_argument(
            "--publish", action="store_true", help="publish what nothing stands in the way of"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would become of it; file nothing"
        )
        parser.add_argument("--by", default="", metavar="USERNAME", help="who files it")

    def handle(self, *, files: list[str], **options: Any) -> None:
        by = _person(options["by"])
        section = _section(options["section"])
        headline = options["headline"].strip()
        if len(headline) > LONGEST_HEADLINE:
            raise CommandError(f"The headline is longer than {LONGEST_HEADLINE} letters. Shorten it.")
        failed = unpublished = 0
        for name in tqdm(files, unit="file", disable=None if len(files) > 1 else True):
            try:
                published = self._one(name, by=by, section=section, headline=headline, **_chosen(options))
            except (Unreadable, PermissionDenied) as refusal:
                failed += 1
                self.stderr.write(f"{plain_text(name)}: {refusal} Nothing was filed.")
                continue
            unpublished += not published
        if failed:
            raise CommandError(f"{failed} of {len(files)} not filed.", returncode=NOT_FILED)
        if unpublished:
            raise CommandError(
                f"{unpublished} of {len(files)} filed but not published.", returncode=NOT_PUBLISHED
            )

    def _one(
        self, name: str, *, by: User, section: Section | None, headline: str, publish: bool, dry_run: bool
    ) -> bool:
        """File one and print its report; False if it should have been published and was not."""
        draft = _read(name)
        planned = plan(draft)
        before = planned.filed_before
        prepared = preparing.prepared(planned, preparing.Answers(), headline=headline, section=section)
        with transaction.atomic():
            article = filing.write(prepared, by=by, name=Path(name).name)
            self._tell(name, article, draft, before)
            if not dry_run:
                last, done = _desk_address(article), not publish
            else:
                if publish:
                    self._publish(article, by, draft)
                transaction.set_rollback(True)
                last, done = "Nothing was filed: this was a dry run.", True
        if publish and not dry_run and (path := self._publish(article, by, draft)):
            last, done = absolute(path), True
        self.stdout.write(last)
        return done

    def _tell(self, name: str, article: Article, draft: Draft, before: Intake | None) -> None:
        self.stdout.write(f"{plain_text(name)}: {article}")
        if before:
            self.stdout.write(f"  The same copy was filed before: {_desk_address(before.article)}")
        if not article.headline:
            self.stdout.write("  Headline: none found. Give one with --headline or on the desk.")
        for line in (*draft.notes, *report.lines(article.intake.report, draft)):
            self.stdout.write(f"  {line}")

    def _publish(self, article: Article, by: User, draft: Draft) -> str:
        """The path readers find it at; empty, and told why, if something stands in the way."""
        if draft.embargoes and article.embargo is None:
            said = draft.embargoes[0].text
            self.stdout.write(f"  Not published: “{said}” is no certain moment. Set the embargo on the desk.")
            return ""
        try:
            with transaction.atomic():
                edition = publishing.publish(article, by=by, override=OVERRIDE)
        except publishing.NotReady as not_ready:
            self.stdout.write("  Not published:")
            for problem in not_ready.problems:
                self.stdout.write(f"  {MARKS[problem.level]} {problem.sentence}")
            return ""
        except (publishing.PublishingRefused, PermissionDenied) as refusal:
            self.stdout.write(f"  Not published: {refusal}")
            return ""
        return edition.path


def _chosen(options: dict[str, Any]) -> dict[str, bool]:
    return {"publish": options["publish"], "dry_run": options["dry_run"]}


def _desk_address(article: Article) -> str:
    return absolute(article.get_desk_url())


def _read(name: str) -> Draft:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(decoding.MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(decoding.MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable(f"It cannot be read ({error.strerror}). Check the name.") from error
    text = decoding.decode(data)
    return pasted_copy.read_rich(text) if name.lower().endswith((".html", ".htm")) else pasted_copy.read(text)


def _person(username: str) -> User:
    if username:
        person = User.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody signs in as “{username}”. Check the name given with --by.")
        return person
    person = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    if person is None:
        raise CommandError("Say who files it with --by USERNAME: there is no administrator yet.")
    return person


def _section(slug: str) -> Section | None:
    if not slug:
        return None
    section = Section.objects.filter(slug=slug).first()
    if section is None:
        known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no section “{slug}”. Sections: {known}.")
    return section
