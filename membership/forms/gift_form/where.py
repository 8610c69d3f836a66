"""The bar that shows where a gift goes: parts of a hundred, in whole tenths, so that it needs no style."""

from dataclasses import dataclass

from membership.models import Terms
from membership.money import Money


@dataclass(frozen=True)
class Share:
    amount: Money
    meaning: str
    #: Where it begins and how much it takes, as percentages with one decimal: "62.0".
    at: str
    part: str


@dataclass(frozen=True)
class Where:
    total: Money
    shares: list[Share]


def where_it_goes(terms: Terms) -> Where | None:
    """The shares as the newsroom wrote them; None if it has written none."""
    written = terms.shares
    total = sum(share.amount.minor for share in written)
    if not total:
        return None
    shares, passed = [], 0
    for share in written:
        at, passed = passed, passed + share.amount.minor
        begin, end = at * 1000 // total, passed * 1000 // total
        shares.append(Share(share.amount, share.meaning, tenths(begin), tenths(end - begin)))
    return Where(Money(total, written[0].amount.currency), shares)


def tenths(number: int) -> str:
    """Written with a point whatever the language: it stands in an attribute."""
    return f"{number // 10}.{number % 10}"
