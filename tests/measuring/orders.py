"""In which orders things may happen."""

from __future__ import annotations

from itertools import combinations, permutations


def orders(of: int, *, every: bool) -> list[tuple[int, ...]]:
    """Every order of so many things; or a few, in which any three of them come in each order among themselves."""
    whole = list(permutations(range(of)))
    if every:
        return whole
    chosen, missing = [], set(permutations(range(of), 3))
    while missing:
        chosen.append(max(whole, key=lambda order: len(missing.intersection(combinations(order, 3)))))
        missing.difference_update(combinations(chosen[-1], 3))
    return chosen
