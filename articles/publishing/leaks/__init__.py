"""Whether anything of a story answers before its time: what is hidden of it is looked for everywhere.

What readers may have is worked out here anew, not by `Edition.objects.readable()` or the statements of
`reading`: a leak in those is to be found, not excused.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition
from articles.publishing.leaks import addresses, answers, hidden
from articles.publishing.problems import written


@dataclass(frozen=True)
class Asked:
    address: str
    status: int
    #: What of the story was found there, as words; empty if it keeps quiet.
    found: list[str]


def ask(article: Article, secrets: hidden.Hidden) -> Iterator[Asked]:
    """Every address is asked twice as an anonymous reader: the second answer may be a stored page."""
    for address in addresses.of(article, secrets):
        first = answers.look(address, secrets)
        second = answers.look(address, secrets)
        yield Asked(address, first.status, sorted({*first.found, *second.found}))


def too_early(article: Article) -> list[str]:
    """What stands in the rows: editions that begin, or have begun, before the embargo of the story ends."""
    if article.embargo is None or article.embargo <= timezone.now():
        return []
    rows: list[Edition] = [
        edition
        for edition in article.editions.defer("parts", "search_text")
        if edition.live_from < article.embargo and not hidden.is_over(edition, timezone.now())
    ]
    words = _("An edition begins on %(at)s; the embargo ends on %(until)s.")
    until = written(article.embargo)
    return [words % {"at": written(edition.live_from), "until": until} for edition in rows]
