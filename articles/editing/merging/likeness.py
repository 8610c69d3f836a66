"""Which blocks of a passage that was written anew are which of before."""

import re
from collections import Counter

from articles.editing.pairing import pairs

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


def same_blocks(before: list[Words], after: list[Words]) -> list[tuple[int, int]]:
    """Which block after is which before, by their places, in the order of both."""
    if len(before) * len(after) > MOST:
        return list(zip(range(len(before)), range(len(after)), strict=False))
    alike = [[likeness(one, other) for other in after] for one in before]
    return pairs([[each if each >= ALIKE else 0.0 for each in row] for row in alike])
