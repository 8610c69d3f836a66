"""Make the files of pictures again from their originals."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles import pictures
from articles.models import Photo
from articles.photos.refusing import PhotoRefused


class Command(BaseCommand):
    help = (
        "Make the files of pictures again from their originals: those that are missing, or that this version "
        "would make differently. Readers keep the old files until the new ones are there. Can be run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all", action="store_true", dest="every", help="Also those that are up to date."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say how many would be made.")

    def handle(self, *args: Any, every: bool, dry_run: bool, **options: Any) -> None:
        photos = Photo.objects.exclude(original="").select_related("credit__licence").order_by("pk")
        due = [
            photo.pk
            for photo in photos.iterator(chunk_size=500)
            if every or not pictures.is_up_to_date(photo)
        ]
        if dry_run:
            said = ngettext(
                "%(count)d picture would be made again.", "%(count)d pictures would be made again.", len(due)
            )
            self.stdout.write(said % {"count": len(due)})
            return
        failed = 0
        for pk in tqdm(due, unit="picture", disable=None):
            photo = photos.get(pk=pk)
            try:
                pictures.remake(photo)
            except (PhotoRefused, OSError) as error:
                failed += 1
                self.stderr.write(
                    _("Picture %(pk)s (“%(photo)s”): %(why)s") % {"pk": pk, "photo": photo, "why": error}
                )
        made = len(due) - failed
        said = ngettext("%(count)d picture was made again.", "%(count)d pictures were made again.", made)
        self.stdout.write(said % {"count": made})
        if failed:
            said = ngettext(
                "%(count)d picture could not be made again.",
                "%(count)d pictures could not be made again.",
                failed,
            )
            raise CommandError(said % {"count": failed})
