"""Entries that may be one transfer, told twice: by the references in both, else by payer and words.

They are looked up, never held each against each: a thousand gifts of 5 euros come on one day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from membership.bank_files import Credit
from membership.bank_imports.suggesting import plain_name
from membership.transfers import iban, references

#: One transfer has another day in another export of the bank's, so many days away at most.
MOST_DAYS = 5
ONE_ENTRY = timedelta(days=MOST_DAYS)


@dataclass(frozen=True, eq=False)
class Compared:
    """A credit, and what it is compared by, worked out once."""

    told: Credit
    #: The name of the file that it was taken in with; empty: it is not in the books.
    file: str
    prefixes: Sequence[str]

    @cached_property
    def named(self) -> frozenset[str]:
        return frozenset(references.references_in(self.told.text, self.prefixes))

    @cached_property
    def payer(self) -> frozenset[str]:
        return frozenset(plain_name(self.told.payer).split())

    @cached_property
    def text(self) -> frozenset[str]:
        return frozenset(plain_name(self.told.text).split())

    def words(self, *, payer_only: bool) -> tuple[list[frozenset[str]], frozenset[str]]:
        """What has to be in the other's words, one of these; and what the other's may be in."""
        parts = [self.payer] if payer_only else [self.payer, self.text]
        return [part for part in parts if part], frozenset().union(*parts)

    def is_like(self, other: Compared) -> bool:
        """Whether the references in both, else the payers, else the payer or the text of one in the words of
        the other say that it is the same transfer."""
        if iban.are_two(self.told.account, other.told.account):
            return False
        if self.named and other.named:
            return not self.named.isdisjoint(other.named)
        payer_only = bool(self.payer and other.payer)
        parts, whole = self.words(payer_only=payer_only)
        other_parts, other_whole = other.words(payer_only=payer_only)
        return any(part <= other_whole for part in parts) or any(part <= whole for part in other_parts)


class _Words:
    """Entries by their words. Where all of one’s are in another’s, its rarest is: that alone is looked up."""

    def __init__(self, entries: Sequence[Compared], *, payer_only: bool) -> None:
        self.payer_only = payer_only
        self.having: dict[str, list[Compared]] = defaultdict(list)
        self.by_rarest: dict[str, list[Compared]] = defaultdict(list)
        words = [(entry, *entry.words(payer_only=payer_only)) for entry in entries]
        for entry, _parts, whole in words:
            for word in whole:
                self.having[word].append(entry)
        for entry, parts, _whole in words:
            for part in parts:
                self.by_rarest[min(part, key=lambda word: len(self.having[word]))].append(entry)

    def near(self, one: Compared) -> Iterator[list[Compared]]:
        parts, whole = one.words(payer_only=self.payer_only)
        yield from (min((self.having.get(word, []) for word in part), key=len) for part in parts)
        yield from (self.by_rarest[word] for word in whole if word in self.by_rarest)


class Pool:
    """Entries of one amount and day. Each answers for one other."""

    def __init__(self, entries: Iterable[Compared]) -> None:
        self.by_name: dict[str, list[Compared]] = defaultdict(list)
        groups: dict[tuple[bool, bool], list[Compared]] = defaultdict(list)
        for entry in entries:
            for name in entry.named:
                self.by_name[name].append(entry)
            groups[bool(entry.named), bool(entry.payer)].append(entry)
        #: By whether they name a gift and a payer: who names both is compared by these alone.
        self.by_words = {
            group: [_Words(some, payer_only=payer_only) for payer_only in (False, True)]
            for group, some in groups.items()
        }
        self.answered: set[Compared] = set()

    def take(self, one: Compared) -> Compared | None:
        """An entry that is like this one; it answers for no other from now on."""
        for near in self._near(one):
            while near and near[-1] in self.answered:
                near.pop()
            for entry in reversed(near):
                if entry not in self.answered and one.is_like(entry):
                    self.answered.add(entry)
                    return entry
        return None

    def _near(self, one: Compared) -> Iterator[list[Compared]]:
        yield from (self.by_name[name] for name in one.named if name in self.by_name)
        for (named, payer), words in self.by_words.items():
            if not (named and one.named):
                yield from words[bool(payer and one.payer)].near(one)


def pairs(new: Iterable[Compared], known: Iterable[Compared]) -> Iterator[tuple[Compared, Compared]]:
    """Each new entry with the known one of its amount that it may be, the nearest days first."""
    by_day: dict[tuple[int, str, int], list[Compared]] = defaultdict(list)
    for entry in known:
        by_day[(*_amount(entry), entry.told.booked_on.toordinal())].append(entry)
    pools = {key: Pool(some) for key, some in by_day.items()}
    left = list(new)
    for away in range(MOST_DAYS + 1):
        alone = []
        for one in left:
            day = one.told.booked_on.toordinal()
            near = (pools.get((*_amount(one), other)) for other in dict.fromkeys((day - away, day + away)))
            if found := next((row for pool in near if pool and (row := pool.take(one))), None):
                yield one, found
            else:
                alone.append(one)
        left = alone


def _amount(entry: Compared) -> tuple[int, str]:
    return entry.told.money.minor, entry.told.money.currency
