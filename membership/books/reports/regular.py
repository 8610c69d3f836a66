"""What is promised every month at the end of a day, and by whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from membership.models import Tally


@dataclass(frozen=True)
class Regular:
    """In minor units. A yearly gift counts as a twelfth a month."""

    monthly_minor: int
    yearly_minor: int
    monthly_gifts: int

    @property
    def minor(self) -> int:
        """Monthly recurring revenue."""
        return self.monthly_minor + round(self.yearly_minor / 12)

    @property
    def average_minor(self) -> int | None:
        """Of monthly gifts; None without one."""
        return round(self.monthly_minor / self.monthly_gifts) if self.monthly_gifts else None


@dataclass(frozen=True)
class Members:
    total: int
    monthly: int


def middle(currency: str, day: date) -> int | None:
    """The middle one of the monthly gifts, of which half are larger; None without one. One query."""
    by_amount = (
        Tally.objects.filter(currency=currency, what=Tally.What.MONTHLY, day__lte=day)
        .values("which")
        .annotate(gifts=Sum("count"))
        .order_by()
        .values_list("which", "gifts")
    )
    gifts = sorted((int(which), count) for which, count in by_amount if count > 0)
    number = sum(count for _minor, count in gifts)
    if not number:
        return None
    return round((_at(gifts, (number - 1) // 2) + _at(gifts, number // 2)) / 2)


def _at(gifts: list[tuple[int, int]], place: int) -> int:
    """The amount at that place of all gifts, the smallest first."""
    for minor, count in gifts:
        place -= count
        if place < 0:
            return minor
    raise IndexError(place)
