"""Whether the chains of versions are whole: `manage.py verify` asks for all, the tick for some each time.

None for what is right, else what is wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import PageVersion, Version
from articles.models.version import seal
from newsroom.verification import Found


@dataclass(frozen=True)
class Chains:
    """The versions of one table. `of`: the field that says whose they are; `whose`: what that is called."""

    kind: str
    model: type[Model]
    of: str
    whose: Any

    def rows(self, **where: Any) -> Any:
        """(whose, number, snapshot, previous hash, hash), those of each together and in order."""
        sealed = ("number", "snapshot", "previous_hash", "hash")
        rows = self.model._default_manager.filter(**where).order_by(f"{self.of}_id", "number")
        return rows.values_list(f"{self.of}_id", *sealed)


OF_STORIES = Chains("versions", Version, "article", gettext_lazy("Story %(pk)s"))
OF_PAGES = Chains("page versions", PageVersion, "page", gettext_lazy("Page %(pk)s"))


@dataclass(frozen=True)
class Link:
    """The last version of a chain that was looked at."""

    of: int = 0
    number: int = 0
    hash: str = ""


def versions() -> Iterator[Found]:
    """Each story's versions: numbered from one without a gap, each sealed onto the one before it."""
    return look(OF_STORIES, OF_STORIES.rows().iterator(chunk_size=500))


def page_versions() -> Iterator[Found]:
    """The same of the paper's own pages."""
    return look(OF_PAGES, OF_PAGES.rows().iterator(chunk_size=500))


def look(chains: Chains, rows: Iterable[tuple[Any, ...]], last: Link | None = None) -> Iterator[Found]:
    """What is to be said of each of these rows, which go on after `last`."""
    last = last or Link()
    for pk, number, snapshot, previous, its_hash in rows:
        if pk != last.of:
            last = Link(pk)
        told = {"whose": str(chains.whose) % {"pk": pk}, "number": number}
        if number != last.number + 1:
            yield _("%(whose)s: before version %(number)s one is missing.") % told
        elif previous != last.hash:
            yield _("%(whose)s: version %(number)s does not follow the one before it.") % told
        elif its_hash != seal(previous, snapshot, number):
            yield _("%(whose)s: version %(number)s is not as it was sealed.") % told
        else:
            yield None
        last = Link(pk, number, its_hash)
