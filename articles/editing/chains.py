"""What `manage.py verify` asks of Versions: None for what is right, else what is wrong."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from articles.models import PageVersion, Version
from articles.models.version import seal
from newsroom.verification import Found

#: What is read of a chain, after whose it is.
SEALED = ("number", "snapshot", "previous_hash", "hash")


def versions() -> Iterator[Found]:
    """Each story's versions: numbered from one without a gap, each sealed onto the one before it."""
    rows = Version.objects.order_by("article", "number").values_list("article", *SEALED)
    return _chains(rows.iterator(chunk_size=500), _("Story %(pk)s"))


def page_versions() -> Iterator[Found]:
    """The same of the paper's own pages."""
    rows = PageVersion.objects.order_by("page", "number").values_list("page", *SEALED)
    return _chains(rows.iterator(chunk_size=500), _("Page %(pk)s"))


def _chains(rows: Iterable[tuple[Any, ...]], whose: str) -> Iterator[Found]:
    for pk, chain in groupby(rows, key=lambda row: row[0]):
        number, sealed = 0, ""
        for _pk, this, snapshot, previous, its_hash in chain:
            names = {"whose": whose % {"pk": pk}, "number": this}
            if this != number + 1:
                yield _("%(whose)s: before version %(number)s one is missing.") % names
            elif previous != sealed:
                yield _("%(whose)s: version %(number)s does not follow the one before it.") % names
            elif its_hash != seal(previous, snapshot, this):
                yield _("%(whose)s: version %(number)s is not as it was sealed.") % names
            else:
                yield None
            number, sealed = this, its_hash
