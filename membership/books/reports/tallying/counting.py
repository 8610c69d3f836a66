"""What the gifts of one person add to the tally: plain values in, plain values out."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate, groupby
from operator import attrgetter, itemgetter
from typing import Any

from django.utils import timezone

from membership.models.tally import LONG_AGO, Tally
from membership.providers import IMPORTED

What = Tally.What
YEAR = timedelta(days=365)
_STILL = {"ended", "paused"}
_BACK = {"refund", "dispute", "reinstated"}
#: Currency, what, day, which, since.
Key = tuple[str, str, date, str, date]


@dataclass(frozen=True)
class LedgerLine:
    at: datetime
    kind: str
    minor: int
    #: The way by which it came.
    way: str

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


@dataclass(frozen=True)
class CountedReport:
    at: datetime
    state: str
    minor: int | None
    card_until: str

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


@dataclass
class CountedGift:
    """A gift of real money; `lines` and `told` in the order of their moments."""

    pk: int
    member: int | None
    currency: str
    interval: str
    provider: str
    minor: int
    story: str
    appeal: str
    wording: str
    lines: list[LedgerLine] = field(default_factory=list)
    told: list[CountedReport] = field(default_factory=list)

    @property
    def repeats(self) -> bool:
        """Money is expected of it here: what another system takes is none of ours."""
        return self.interval != "once" and self.provider != IMPORTED

    @property
    def paid(self) -> list[LedgerLine]:
        return [line for line in self.lines if line.kind == "payment"]

    @property
    def ended(self) -> datetime | None:
        return next((one.at for one in self.told if one.state == "ended"), None)


class Counts(dict[Key, tuple[int, int]]):
    """Count and minor units by key; what comes to nothing is not in it."""

    def add(self, key: Key, count: int = 0, minor: int = 0) -> None:
        was = self.get(key, (0, 0))
        now = was[0] + count, was[1] + minor
        if any(now):
            self[key] = now
        else:
            self.pop(key, None)

    def put(self, other: Counts) -> None:
        for key, (count, minor) in other.items():
            self.add(key, count, minor)

    def take_off(self, other: Counts) -> None:
        for key, (count, minor) in other.items():
            self.add(key, -count, -minor)

    def as_parts(self) -> list[list[Any]]:
        """For a column of JSON."""
        return [
            [currency, what, day.isoformat(), which, "" if since == LONG_AGO else since.isoformat(), *sums]
            for (currency, what, day, which, since), sums in sorted(self.items())
        ]

    @classmethod
    def from_parts(cls, parts: list[list[Any]]) -> Counts:
        found = cls()
        for currency, what, day, which, since, count, minor in parts:
            last = date.fromisoformat(since) if since else LONG_AGO
            found[currency, what, date.fromisoformat(day), which, last] = count, minor
        return found


def counts_of(gifts: Iterable[CountedGift]) -> Counts:
    """All gifts must be of one person."""
    found = Counts()
    for currency, some in groupby(sorted(gifts, key=attrgetter("currency")), attrgetter("currency")):
        given = list(some)
        for gift in given:
            _add_gift(found, gift)
        _add_person(found, currency, given)
        _add_origins(found, currency, given)
        by_member: dict[int, list[CountedGift]] = defaultdict(list)
        for gift in given:
            if gift.member is not None:
                by_member[gift.member].append(gift)
        for member, theirs in by_member.items():
            _add_again(found, currency, member, theirs)
    return found


def _add_gift(found: Counts, gift: CountedGift) -> None:
    for line in gift.lines:
        if line.kind != "failed":
            found.add((gift.currency, What.TAKEN, line.day, "", LONG_AGO), 1, line.minor)
        if line.kind in _BACK:
            found.add((gift.currency, What.BACK, line.day, "", LONG_AGO), 1, line.minor)
    if not gift.repeats:
        return
    what, before = What.MONTHLY if gift.interval == "monthly" else What.YEARLY, 0
    for day, state in _days(gift):
        now = state.promised if state.goes_on else 0
        if now != before:
            for minor, count in ((before, -1), (now, 1)):
                if minor:
                    found.add((gift.currency, what, day, str(minor), LONG_AGO), count, count * minor)
        before = now
    if gift.paid:
        _add_lapsed(found, gift)
    for line in _recovered(gift):
        found.add((gift.currency, What.RECOVERED, line.day, "", LONG_AGO), 1)


@dataclass
class _State:
    """How a gift stands at the end of a day."""

    promised: int
    came: int = 0
    told: str = ""

    @property
    def goes_on(self) -> bool:
        return self.came > 0 and self.told not in _STILL


def _days(gift: CountedGift) -> Iterator[tuple[date, _State]]:
    """Each day on which something happened to the gift, and how it stood at its end."""
    state = _State(gift.minor)
    rows: list[LedgerLine | CountedReport] = sorted([*gift.lines, *gift.told], key=attrgetter("day"))
    for day, some in groupby(rows, attrgetter("day")):
        for row in some:
            if isinstance(row, LedgerLine):
                state.came += row.minor
            else:
                state.told, state.promised = row.state, row.minor or state.promised
        yield day, state


def _add_lapsed(found: Counts, gift: CountedGift) -> None:
    """The day of its first end, for as long as it was known as ended; by its card, if that had run out."""
    ended = gift.ended
    if ended is None:
        return
    month, card, before = f"{timezone.localtime(ended):%Y-%m}", "", None
    for day, some in groupby(gift.told, attrgetter("day")):
        for told in some:
            card, state = told.card_until or card, told.state
        now = ("expired" if card and card <= month else "") if state == "ended" else None
        if now != before:
            for which, count in ((before, -1), (now, 1)):
                if which is not None:
                    found.add((gift.currency, What.LAPSED, timezone.localdate(ended), which, day), count)
        before = now


def _recovered(gift: CountedGift) -> Iterator[LedgerLine]:
    """Payments after a failure, or after the gift was overdue, since the payment before."""
    bad = [line.at for line in gift.lines if line.kind == "failed"]
    bad = sorted(bad + [one.at for one in gift.told if one.state == "past_due"])
    paid = gift.paid
    for line in paid:
        before = max((one.at for one in paid if one.at < line.at), default=None) if bad else None
        if before is not None and any(before < at < line.at for at in bad):
            yield line


def _add_person(found: Counts, currency: str, gifts: list[CountedGift]) -> None:
    """When they came, and from when to when they are a member: a gift goes on, or came within a year."""
    firsts = [line.day for gift in gifts for line in gift.paid[:1]]
    if firsts:
        found.add((currency, What.CAME, min(firsts), "", LONG_AGO), 1)
    changes: dict[date, list[tuple[int, bool, bool]]] = defaultdict(list)
    for number, gift in enumerate(gifts):
        for day, goes_on, lately in _belongs(gift):
            changes[day].append((number, goes_on, lately))
    going, lately_given = set[int](), set[int]()
    before = (False, False)
    for day in sorted(changes):
        for number, goes_on, lately in changes[day]:
            (going.add if goes_on else going.discard)(number)
            (lately_given.add if lately else lately_given.discard)(number)
        now = (bool(going or lately_given), any(gifts[number].interval == "monthly" for number in going))
        for what, was, is_one in zip((What.MEMBERS, What.BY_MONTH), before, now, strict=True):
            if was != is_one:
                found.add((currency, what, day, "", LONG_AGO), 1 if is_one else -1)
        before = now


def _belongs(gift: CountedGift) -> Iterator[tuple[date, bool, bool]]:
    """From which day on the gift goes on, and more came of it within a year than went back."""
    moved: dict[date, int] = defaultdict(int)
    for line in gift.lines:
        moved[line.day] += line.minor
        moved[line.day + YEAR] -= line.minor
    goes_on = {day: state.goes_on for day, state in _days(gift)} if gift.repeats else {}
    total, going = 0, False
    for day in sorted({*moved, *goes_on}):
        total, going = total + moved.get(day, 0), goes_on.get(day, going)
        yield day, going, total > 0


def _add_again(found: Counts, currency: str, member: int, gifts: list[CountedGift]) -> None:
    """Gifts of a member that may be a return: no other of theirs went on when they began."""
    begun = sorted(((gift.paid[0].at, gift) for gift in gifts if gift.paid), key=itemgetter(0))
    came = sorted(line.at for _first, gift in begun for line in gift.paid)
    ends = [gift.ended for _first, gift in begun if gift.provider != IMPORTED and gift.ended]
    repeated = [(first, gift.ended) for first, gift in begun if gift.repeats]
    # Until when one of the first so many goes on; None: without end.
    until = list(accumulate((ended for _first, ended in repeated), _later))
    for at, _gift in begun:
        earlier, others = bisect_left(came, at), bisect_left([first for first, _ended in repeated], at)
        goes_on = others > 0 and ((end := until[others - 1]) is None or end > at)
        if not earlier or goes_on:
            continue
        had_ended = any(ended <= at for ended in ends)
        since = LONG_AGO if had_ended else timezone.localdate(came[earlier - 1])
        found.add((currency, What.AGAIN, timezone.localdate(at), str(member), since), 1)


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)


def _add_origins(found: Counts, currency: str, gifts: list[CountedGift]) -> None:
    """By month: the money, and the person once, with the month before in which they gave from there."""
    moved: dict[tuple[str, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    paid: set[tuple[str, str, date]] = set()
    for gift in gifts:
        for line in gift.lines:
            if line.kind == "failed":
                continue
            month = line.day.replace(day=1)
            for what, which in _named(gift, line):
                moved[what, which][month] += line.minor
                if line.kind == "payment":
                    paid.add((what, which, month))
    for (what, which), months in moved.items():
        before = LONG_AGO
        for month, minor in sorted(months.items()):
            gave = (what, which, month) in paid
            found.add((currency, what, month, which, before), int(gave), minor)
            before = month if gave else before


def _named(gift: CountedGift, line: LedgerLine) -> Iterator[tuple[str, str]]:
    """What it came from."""
    yield from ((What.STORY, gift.story), (What.APPEAL, gift.appeal), (What.WAY, line.way))
    if gift.wording:
        yield What.WORDING, gift.wording
