"""Several gifts and what went back on them, as the lines of one paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from membership.money import Money
from membership.receipt_documents.paper import GiftLine


@dataclass(frozen=True, slots=True)
class Entry:
    """Money that came (positive), or went back on the entry named by `of` (negative). `at` is aware."""

    at: datetime
    reference: str
    amount: Money
    of: str = ""
    benefit: Money | None = None
    #: How it came: card, transfer, debit, cheque or cash.
    method: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """`lines` in order of days, none below or at zero. `left`: what went back on gifts that are not here and
    so stand on an earlier paper, which has to be corrected. `returned`: minor units taken off, by
    reference."""

    lines: tuple[GiftLine, ...]
    left: tuple[Entry, ...]
    returned: tuple[tuple[str, int], ...] = ()


def merge(entries: Iterable[Entry], zone: ZoneInfo) -> Merged:
    """Gifts with their refunds netted. A gift that went back whole falls out; none ever turns negative.

    The day is the day where the issuer is: 31 December there is last year, whatever the server's clock says.
    """
    told = sorted(entries, key=lambda entry: (entry.at, entry.reference))
    if len({entry.amount.currency for entry in told}) > 1:
        raise ValueError("A paper is in one currency. Make one for each.")
    gifts = [entry for entry in told if entry.amount.minor > 0]
    here = {entry.reference for entry in gifts}
    back: dict[str, int] = {}
    left = []
    for entry in told:
        if entry.amount.minor >= 0:
            continue
        if entry.of in here:
            back[entry.of] = back.get(entry.of, 0) - entry.amount.minor
        else:
            left.append(entry)
    lines = []
    for gift in gifts:
        net = max(0, gift.amount.minor - back.get(gift.reference, 0))
        if net:
            benefit = min(net, gift.benefit.minor) if gift.benefit else 0
            lines.append(GiftLine(day_of(gift.at, zone), gift.reference, net, benefit))
    return Merged(tuple(lines), tuple(left), tuple(sorted(back.items())))


def day_of(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).date().isoformat()
