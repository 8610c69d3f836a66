"""Which blocks of a passage that was written anew are which of before."""

import re
from collections import Counter

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")
#: How much of their words two blocks share that are one block, before and after.
ALIKE = 0.5
#: Past so many comparisons blocks are taken one by one, in their order.
MOST = 10_000

Words = Counter[str]


def words_of(block: str) -> Words:
    """What it says; of a block without words of its own, such as a picture, all that it is."""
    return Counter(_WORD.findall(_TAG.sub(" ", block)) or _WORD.findall(block))


def likeness(one: Words, other: Words) -> float:
    """From 0 to 1: how much of all the words in both stands in both."""
    count = one.total() + other.total()
    return 2 * (one & other).total() / count if count else 0.0


def completes(whole: Words, part: list[Words], more: Words) -> bool:
    """Whether the part is nearer to the whole with `more` of it: a paragraph was cut in two."""
    have = sum(part, Words())
    return likeness(whole, have + more) > likeness(whole, have)


def pairs(before: list[Words], after: list[Words]) -> list[tuple[int, int]]:
    """Who became whom: the pairs, in the order of both, that have the most in common."""
    rows, columns = len(before), len(after)
    if rows * columns > MOST:
        return list(zip(range(rows), range(columns), strict=False))
    alike = [[likeness(one, other) for other in after] for one in before]
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            paired = alike[row][column] + best[row + 1][column + 1] if alike[row][column] >= ALIKE else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    found, row, column = [], 0, 0
    while row < rows and column < columns:
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            found.append((row, column))
            row, column = row + 1, column + 1
    return found
