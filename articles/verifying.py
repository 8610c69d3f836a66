"""What `manage.py verify` asks of stories and pictures: None for what is right, else a sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from articles.models import Photo, Version
from articles.models.version import seal


def versions() -> Iterator[str | None]:
    """Each story's versions: numbered from one without a gap, each sealed onto the one before it."""
    rows = Version.objects.order_by("article", "number").values_list(
        "article", "number", "snapshot", "previous_hash", "hash"
    )
    for article, chain in groupby(rows.iterator(chunk_size=500), key=lambda row: row[0]):
        number, sealed = 0, ""
        for _article, this, snapshot, previous, its_hash in chain:
            names = {"article": article, "number": this}
            if this != number + 1:
                yield _("Story %(article)s: before version %(number)s one is missing.") % names
            elif previous != sealed:
                yield _("Story %(article)s: version %(number)s does not follow the one before it.") % names
            elif its_hash != seal(previous, snapshot, this):
                yield _("Story %(article)s: version %(number)s is not as it was sealed.") % names
            else:
                yield None
            number, sealed = this, its_hash


def originals() -> Iterator[str | None]:
    """The file that each picture came as, byte for byte."""
    for photo in Photo.objects.exclude(original="").iterator(chunk_size=500):
        named = {"photo": photo.pk, "file": photo.original.name}
        try:
            with photo.original.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            yield _("Picture %(photo)s: its file %(file)s is missing.") % named
            continue
        if found != photo.sha256:
            yield _("Picture %(photo)s: its file %(file)s is not the one that came in.") % named
        else:
            yield None
