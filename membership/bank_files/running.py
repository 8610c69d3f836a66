"""The balance that many tables show beside every entry: from where to where the file leads."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from membership.bank_files.values import Balance, Balances
from membership.money import Money


@dataclass(frozen=True, slots=True)
class BalanceStep:
    """A booked entry: by how much the balance changed, charges and all, and what it was after that."""

    day: date
    change: Money
    after: Money


def balances(account: str, steps: list[BalanceStep]) -> list[Balances]:
    """For each currency, the opening and closing balance; the steps stand in the order of the file."""
    by_currency: dict[str, list[BalanceStep]] = {}
    for step in steps:
        by_currency.setdefault(step.after.currency, []).append(step)
    return [_balances(account, code, some) for code, some in by_currency.items()]


def _balances(account: str, code: str, steps: list[BalanceStep]) -> Balances:
    # Banks mix the order within a day. Entries without a gap are a way from one balance to another whatever
    # their order: every balance but two is left as often as it is come to, and none stands apart.
    before = Counter(step.after.minor - step.change.minor for step in steps)
    after = Counter(step.after.minor for step in steps)
    starts, ends = list((before - after).elements()), list((after - before).elements())
    first, last = (steps[-1], steps[0]) if steps[0].day > steps[-1].day else (steps[0], steps[-1])
    opening, closing = first.after.minor - first.change.minor, last.after.minor
    newest, oldest = max(step.day for step in steps), min(step.day for step in steps)
    if not starts and _hang_together(steps):
        closing = opening
    elif len(starts) == 1 and _hang_together(steps):
        begins = any(s.day == oldest and s.after.minor - s.change.minor == starts[0] for s in steps)
        if begins and any(s.day == newest and s.after.minor == ends[0] for s in steps):
            opening, closing = starts[0], ends[0]
    return Balances(
        account,
        Balance(Money(opening, code)),
        Balance(Money(closing, code), newest),
        Money(sum(step.change.minor for step in steps), code),
    )


def _hang_together(steps: list[BalanceStep]) -> bool:
    """Whether each balance can be reached from each other by the steps, forth and back."""
    beside: dict[int, list[int]] = {}
    for step in steps:
        one, other = step.after.minor - step.change.minor, step.after.minor
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    reached, ahead = set(), [steps[0].after.minor]
    while ahead:
        balance = ahead.pop()
        if balance not in reached:
            reached.add(balance)
            ahead += beside[balance]
    return len(reached) == len(beside)
