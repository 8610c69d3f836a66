"""Who funds the newsroom: donors at or above the sum that the form has said would be published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _

from membership.models import Donation, Member, Payment, Terms
from membership.money import Money


@dataclass(frozen=True)
class Funder:
    name: str
    amount: Money


def funders(threshold: Money) -> list[tuple[int, list[Funder]]]:
    """By calendar year, newest first: who gave at least `threshold` in it, largest first.

    What went back is taken off, in the year in which it did; rows of one member are added up. Only gifts in
    the threshold's currency: sums in another cannot be added to it.
    """
    lines = (
        Payment.objects.live()
        .money()
        .filter(currency=threshold.currency)
        .order_by()
        .annotate(year=ExtractYear("at", tzinfo=timezone.get_current_timezone()))
        .values_list("year", "donation__member", "donation")
        .annotate(total=Sum("minor"))
    )
    roots = _roots()
    sums: dict[tuple[int, str], int] = defaultdict(int)
    gifts: dict[str, int] = {}
    for year, member, donation, total in lines:
        donor = f"m{roots.get(member, member)}" if member else f"d{donation}"
        sums[year, donor] += total
        gifts[donor] = max(gifts.get(donor, 0), donation)
    over = {key: total for key, total in sums.items() if total >= threshold.minor}
    names = _names({gifts[donor] for _year, donor in over})
    years: dict[int, list[Funder]] = defaultdict(list)
    for (year, donor), total in over.items():
        years[year].append(Funder(names[gifts[donor]], Money(total, threshold.currency)))
    return [
        (year, sorted(years[year], key=lambda funder: (-funder.amount.minor, funder.name)))
        for year in sorted(years, reverse=True)
    ]


def published() -> list[tuple[int, list[Funder]]] | None:
    """The list as the newsroom's terms have it; None if they publish none."""
    threshold = Terms.current().publish_from
    return funders(threshold) if threshold else None


def _roots() -> dict[int, int]:
    """Of each member row that turned out to be another's: that other's identity."""
    rows = Member.objects.filter(same_as__isnull=False).values_list("pk", "same_as")
    same = {pk: other for pk, other in rows if other}

    def root(pk: int) -> int:
        seen: set[int] = set()
        while pk in same and pk not in seen:
            seen.add(pk)
            pk = same[pk]
        return pk

    return {pk: root(pk) for pk in same}


def _names(donations: set[int]) -> dict[int, str]:
    """The name that each donor's latest gift has for a receipt."""
    rows = Donation.objects.filter(pk__in=donations).values_list("pk", "receipt_name", "name")
    return {pk: receipt or name or _("A donor who left no name") for pk, receipt, name in rows}
