"""How much is open, asked once a minute, for the pages that say no more than that."""

from collections import defaultdict
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language, ngettext

from membership.books.discrepancies.discrepancy import KINDS, Discrepancy
from membership.books.discrepancies.listing import open_now
from membership.money import Money

#: Seconds for which what is open is counted once; its own page asks each time.
COUNTED_FOR = 60


class OpenCount(NamedTuple):
    """Of one kind: what it is called, how many there are, and that in words with what they come to."""

    kind: str
    title: str
    number: int
    words: str


def open_counts() -> list[OpenCount]:
    key = f"membership.discrepancies.open_counts:{get_language()}"
    return cache.get_or_set(key, _asked, COUNTED_FOR) or []


def _asked() -> list[OpenCount]:
    by_kind: dict[str, list[Discrepancy]] = defaultdict(list)
    for one in open_now():
        by_kind[one.kind].append(one)
    kinds = [(kind, by_kind[kind]) for kind in KINDS if kind in by_kind]
    return [OpenCount(kind, str(found[0].title), len(found), _words(found)) for kind, found in kinds]


def _words(found: list[Discrepancy]) -> str:
    said = ngettext("%(count)s case", "%(count)s cases", len(found)) % {"count": len(found)}
    amounts = [
        one.amount for one in found if one.amount and one.amount.currency == settings.MEMBERSHIP_CURRENCY
    ]
    if not amounts:
        return said
    total = Money(sum(abs(amount.minor) for amount in amounts), settings.MEMBERSHIP_CURRENCY)
    return f"{said}, {total}"
