"""What is open now, asked of the books."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime

from membership.books.discrepancies import events, gifts, ledger, pairs, returns
from membership.books.discrepancies.discrepancy import KINDS, MATTERS, Discrepancy
from membership.books.discrepancies.ledger import MOST
from membership.books.discrepancies.ways import for_whom
from newsroom.models import User


def listed(user: User, first: int | None = None) -> list[Discrepancy]:
    """All that is open, what matters for the books first, each with what this person may do about it.

    At most 200 of a kind, in a fixed number of queries. With `first` so many are enough of those kinds of
    which there may be very many, and `counted` says how many there are.
    """
    return [for_whom(one, user.has_perm) for one in open_now(first)]


def counted(found: list[Discrepancy]) -> Counter[str]:
    """How many of each kind are open, as they are found: at most 200, those too that were not built."""
    seen = Counter(one.kind for one in found)
    for one in found:
        seen[one.kind] = max(seen[one.kind], min(one.of_kind, MOST))
    return seen


def open_now(first: int | None = None) -> list[Discrepancy]:
    """The same as `listed`, without what anybody may do about it."""
    return sorted(
        _asked(KINDS, first=first), key=lambda one: (tuple(KINDS).index(one.kind), -one.when.timestamp())
    )


def in_the_way(until: datetime) -> list[Discrepancy]:
    """Every one that keeps a month which ends then from being closed, however many there are."""
    return [one for one in _asked(MATTERS, until) if one.kind in MATTERS and one.when < until]


def is_open(kind: str, about: str) -> bool:
    return any((one.kind, one.about) == (kind, about) for one in _asked({kind}))


def _asked(
    kinds: Collection[str], until: datetime | None = None, first: int | None = None
) -> Iterator[Discrepancy]:
    """Only those kinds are asked for; some come from one question. Each leaves out itself what somebody has
    decided about, before it is cut after so many: else that would hide the rest."""
    wanted = set(kinds)
    for kind, ask in (
        ("receipt", ledger.unreceipted),
        ("counted", ledger.uncorrected),
        ("uneven", ledger.uneven),
        ("credit", ledger.unmatched),
        ("returned", returns.returned),
        ("order", ledger.unanswered),
        ("difference", events.differing),
    ):
        if kind in wanted:
            yield from ask(until, first)
    if wanted & {"held", "dead", "fraud"}:
        yield from events.waiting(until, first)
    if wanted & {"twice", "beside"}:
        yield from (one for one in pairs.given_twice(first) if one.kind in wanted)
    if wanted & {"erased", "active", "stuck"}:
        yield from gifts.of_gifts(wanted, until, first)
    if "letter" in wanted:
        yield from gifts.unsent()
