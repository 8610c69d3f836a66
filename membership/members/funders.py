"""Who funds the newsroom: donors at or above the sum that the form has said would be published.

The form says so beside the box for lists, so whoever gives that much is named, ticked or not. Whoever gave
less in a year stands in no list and in no number that is public.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import BigIntegerField, Case, F, Max, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.models import Donation, Member, Payment, Terms
from membership.money import Money
from newsroom import __version__

#: For so many seconds the ledger is not added up again for readers.
HELD = 3600


class Given(NamedTuple):
    """What came in a calendar year from one donor, and that donor's latest gift."""

    year: int
    total: int
    latest: int


@dataclass(frozen=True)
class Funder:
    name: str
    amount: Money


def funders(threshold: Money) -> list[tuple[int, list[Funder]]]:
    """By calendar year, newest first: who gave at least `threshold` in it, largest first.

    What went back is taken off, in the year in which it did; rows of one member are added up. Only gifts in
    the threshold's currency: sums in another cannot be added to it.
    """
    return _named(_sums(threshold), threshold.currency)


def published() -> list[tuple[int, list[Funder]]] | None:
    """The list as the newsroom's terms have it; None if they publish none.

    The sums are an hour old at most. The names are always asked for: whoever is erased is gone at once.
    """
    threshold = Terms.current().publish_from
    if threshold is None:
        return None
    # What an older version kept may be of another shape.
    key = f"membership.funders.{__version__}.{threshold.currency}.{threshold.minor}"
    sums = cache.get_or_set(key, lambda: _sums(threshold), HELD)
    return _named(sums or [], threshold.currency)


def _sums(threshold: Money) -> list[Given]:
    """One query that answers with those who are above it, and one for people known under several rows."""
    whoever = Coalesce("donation__member__same_as", "donation__member", -F("donation"))
    far = _far_roots().items()
    roots = [When(donation__member=pk, then=Value(root, BigIntegerField())) for pk, root in far]
    lines = Payment.objects.live().money().filter(currency=threshold.currency).order_by()
    rows = (
        lines.annotate(
            year=ExtractYear("at", tzinfo=timezone.get_current_timezone()),
            person=Case(*roots, default=whoever, output_field=BigIntegerField()),
        )
        .values("year", "person")
        .annotate(total=Sum("minor"), latest=Max("donation"))
        .filter(total__gte=threshold.minor)
    )
    return sorted(Given(row["year"], row["total"], row["latest"]) for row in rows)


def _named(sums: list[Given], currency: str) -> list[tuple[int, list[Funder]]]:
    """With the name that each donor's latest gift has for a receipt."""
    rows = Donation.objects.filter(pk__in={given.latest for given in sums})
    names = {pk: receipt or name for pk, receipt, name in rows.values_list("pk", "receipt_name", "name")}
    years = groupby(sorted(sums, reverse=True), key=lambda given: given.year)
    return [
        (
            year,
            sorted(
                (
                    Funder(
                        names.get(given.latest) or _("A donor who left no name"), Money(given.total, currency)
                    )
                    for given in of_year
                ),
                key=lambda funder: (-funder.amount.minor, funder.name),
            ),
        )
        for year, of_year in years
    ]


def _far_roots() -> dict[int, int]:
    """Of each member row that is another's which is itself another's: the identity at the end."""
    rows = Member.objects.filter(same_as__isnull=False).values_list("pk", "same_as")
    same = {pk: other for pk, other in rows if other}

    def root(pk: int) -> int:
        seen: set[int] = set()
        while pk in same and pk not in seen:
            seen.add(pk)
            pk = same[pk]
        return pk

    return {pk: root(pk) for pk, other in same.items() if other in same}
