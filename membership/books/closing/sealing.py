"""The seals of closed months: what stands under each, and whether it still says the same."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from membership.models import MonthClose, Payment
from membership.money import locales

#: Seconds that what was added up of very many lines is kept.
DAY = 24 * 60 * 60
Totals = dict[str, dict[str, int]]


def seal(month: date, totals: Totals, lines: Iterable[list[Any]], before: str) -> str:
    """SHA-256 over the month, its totals, each of its lines and the seal of the month before, as canonical
    JSON: keys sorted, no blanks."""
    digest, encoder = hashlib.sha256(), json.JSONEncoder(sort_keys=True, separators=(",", ":"))
    for part in chain([[before, month.isoformat()], totals], lines):
        digest.update(encoder.encode(part).encode() + b"\n")
    return digest.hexdigest()


def check() -> list[str]:
    """Closed months whose rows no longer say what was sealed, as sentences; empty: all stand."""
    return [_broken(made) for made, before in _chained() if not _stands(made, before)]


def check_one() -> None:
    """By the clock: the oldest closed month that nobody has looked at for a day. One in a round, as every
    sealed line of it is read."""
    months = _chained()
    kept = cache.get_many([_kept(made) for made, _before in months])
    for made, before in months:
        if _kept(made) not in kept:
            cache.set(_kept(made), _stands(made, before), timeout=DAY)
            return


def last_check(closed: Iterable[MonthClose]) -> list[str]:
    """Those of these months that the clock has found broken within a day, as sentences."""
    months = {_kept(made): made for made in closed}
    return [_broken(months[kept]) for kept, stands in cache.get_many(months).items() if not stands]


def _chained() -> list[tuple[MonthClose, str]]:
    """All closed months, each with the seal of the one before."""
    months = list(MonthClose.objects.order_by("month"))
    return list(zip(months, ["", *(made.seal for made in months)], strict=False))


def _stands(made: MonthClose, before: str) -> bool:
    lines = Payment.objects.filter(closed_line__close=made)
    return seal(made.month, made.totals, facts(lines), before) == made.seal


def _kept(made: MonthClose) -> str:
    return f"membership.closing:{made.seal}"


def _broken(made: MonthClose) -> str:
    return _("%(month)s is not as it was sealed.") % {"month": locales.month(made.month)}


def facts(lines: Any) -> Iterator[list[Any]]:
    columns = ("pk", "donation__reference", "kind", "minor", "currency", "provider", "reference", "of", "at")
    for *row, at in lines.order_by("pk").values_list(*columns).iterator():
        yield [*row, at.isoformat()]
