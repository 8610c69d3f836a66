"""The gifts of a newsroom that many give to, as they are drawn before they are rows; see gift_books.py."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from membership.models import Donation, Payment, StatusReport
from membership.periods import after

YEARS = 4
AMOUNTS = (300, 500, 500, 500, 800, 800, 1000, 1000, 1000, 1500, 2000, 2500, 5000, 10_000)


@dataclass
class Given:
    """One gift as it is drawn, before it is a row."""

    number: int
    at: datetime
    interval: str
    provider: str
    minor: int
    member: int
    ends: datetime | None
    fate: str
    pick: random.Random
    row: Donation | None = None
    paid: list[datetime] = field(default_factory=list)
    ledger: list[Payment] = field(default_factory=list)
    told: list[StatusReport] = field(default_factory=list)


@dataclass
class Line:
    """One line of the ledger to come. `of` is the payment that it goes back on."""

    at: datetime
    gift: Given
    kind: str
    minor: int
    reference: str
    of: str = ""


def draw(gifts: int, pick: random.Random, now: datetime) -> list[Given]:
    """In the order in which they were promised; more in later years."""
    donors, span = gifts * 7 // 10, YEARS * 365 * 86_400
    moments = sorted(now - timedelta(seconds=int(span * (1 - pick.random() ** 0.7))) for _n in range(gifts))
    return [_one(number, at, donors, now) for number, at in enumerate(moments, 1)]


def _one(number: int, at: datetime, donors: int, now: datetime) -> Given:
    # Each has a chance of its own: that one gift is paid once more today changes no other.
    pick = random.Random(number)
    interval = pick.choices(("once", "monthly", "yearly"), (56, 36, 8))[0]
    provider = pick.choices(("stripe", "pledge", "import"), (72, 24, 4))[0]
    fate = pick.choices(("paid", "nothing", "failed", "way"), (90, 5, 4, 1))[0]
    if fate == "way" and (provider != "stripe" or at < now - timedelta(days=6)):
        fate = "paid"
    ends = (
        at + timedelta(days=pick.expovariate(1 / 250))
        if interval != "once" and pick.random() < 0.92
        else None
    )
    if ends and ends > now:
        ends = None
    return Given(
        number, at, interval, provider, pick.choice(AMOUNTS), pick.randrange(donors), ends, fate, pick
    )


def lines_of(one: Given, now: datetime) -> Iterator[Line]:
    number, pick = one.number, one.pick
    if one.fate == "failed" and one.provider == "stripe":
        yield Line(one.at, one, "failed", 0, f"pi_{number}_f")
    if one.fate != "paid":
        return
    times, at = 0, one.at
    while at < (one.ends or now) and (times == 0 or one.interval != "once"):
        due = after(one.at, one.interval, times) if times else one.at
        at = due + timedelta(hours=1 if one.provider == "stripe" else 60)
        if at >= (one.ends or now):
            break
        reference = f"pi_{number}_{times}"
        if pick.random() < 0.02 and one.provider == "stripe":
            yield Line(at - timedelta(minutes=50), one, "failed", 0, f"{reference}_f")
        yield Line(at, one, "payment", one.minor, reference)
        one.paid.append(at)
        went = pick.random()
        if went < 0.012:
            kind, back = (
                ("dispute", at + timedelta(days=30)) if went < 0.002 else ("refund", at + timedelta(days=5))
            )
            if back < now:
                yield Line(back, one, kind, -one.minor, f"re_{number}_{times}", reference)
                if went < 0.0005 and back + timedelta(days=20) < now:
                    yield Line(
                        back + timedelta(days=20),
                        one,
                        "reinstated",
                        one.minor,
                        f"re_{number}_{times}",
                        reference,
                    )
        times += 1
