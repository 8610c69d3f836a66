"""Who came back, who left: gifts of members that began again, and gifts that ended."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from membership.models import Tally


@dataclass(frozen=True)
class Lapse:
    """So many gifts that ended on a day; `expired`: their card had run out by then."""

    day: date
    expired: bool
    gifts: int


def came_back(currency: str, first: date, last: date) -> int:
    """Members who began to give again: their gift had ended, or none had come for a year. One query."""
    back = Tally.objects.filter(
        currency=currency, what=Tally.What.AGAIN, day__gte=first, day__lte=last,
        since__lt=first - timedelta(days=365), count__gt=0,
    )  # fmt: skip
    return back.values("which").distinct().count()


def lapsed(currency: str, first: date, last: date, known: date) -> list[Lapse]:
    """Repeated gifts of which money had come and that ended within these days, as was known at the end of the
    day `known`. One query."""
    rows = (
        Tally.objects.filter(
            currency=currency, what=Tally.What.LAPSED, day__gte=first, day__lte=last, since__lte=known
        )
        .values("day", "which")
        .annotate(gifts=Sum("count"))
        .filter(gifts__gt=0)
        .order_by("day", "which")
    )
    return [Lapse(row["day"], row["which"] == "expired", row["gifts"]) for row in rows]
