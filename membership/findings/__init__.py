"""What does not add up, and how somebody settles it.

A finding is asked of the books each time and stands in no table: once the books are right it is gone. What
somebody decided about one is written down once, as a Resolution.
"""

from __future__ import annotations

from datetime import datetime

from membership.findings import events, gifts, ledger
from membership.findings.finding import KINDS, MATTERS, Action, Finding
from membership.findings.resolving import resolve
from membership.models import Resolution
from newsroom.models import User

__all__ = ["KINDS", "MATTERS", "Action", "Finding", "findings", "in_the_way", "resolve"]


def findings(user: User) -> list[Finding]:
    """All that is open, what matters for the books first, each with what this person may do about it.

    At most 200 of a kind, in a fixed number of queries.
    """
    found = [one.for_whom(user.has_perm) for one in _all()]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), -one.when.timestamp()))


def in_the_way(until: datetime) -> list[Finding]:
    """Those that keep a month which ends then from being closed."""
    return [one for one in _all() if one.kind in MATTERS and one.when < until]


def _all() -> list[Finding]:
    found = _asked()
    decided = {
        (one.finding, one.about) for one in Resolution.objects.filter(about__in=[one.about for one in found])
    }
    return [one for one in found if (one.kind, one.about) not in decided]


def _asked() -> list[Finding]:
    return [
        *ledger.unreceipted(),
        *ledger.uncorrected(),
        *ledger.paid_twice(),
        *ledger.unmatched(),
        *ledger.unanswered(),
        *gifts.still_active(),
        *gifts.stuck(),
        *gifts.unsent(),
        *events.waiting(),
        *events.differing(),
    ]
