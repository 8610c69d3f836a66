"""What became of each block of a text in a later copy of it."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from articles.body.blocks import content
from articles.editing.merging.likeness import completes, same_blocks, words_of

Blocks = list[str]


@dataclass(frozen=True)
class Aligned:
    """For each block of the earlier text the blocks that it became, none if it is gone; and what was put in
    before each, with one more at the end. All of them in their order are the later text.
    """

    became: list[Blocks]
    added: list[Blocks]


def align(before: Blocks, after: Blocks) -> Aligned:
    found = Aligned([[] for _block in before], [[] for _gap in range(len(before) + 1)])
    told_before, told_after = [content(block) for block in before], [content(block) for block in after]
    matcher = SequenceMatcher(None, told_before, told_after, autojunk=False)
    for kind, b1, b2, a1, a2 in matcher.get_opcodes():
        if kind == "equal":
            found.became[b1:b2] = [[block] for block in after[a1:a2]]
        elif kind == "insert":
            found.added[b1] += after[a1:a2]
        elif kind == "replace":
            passage = _rewritten(before[b1:b2], after[a1:a2])
            found.became[b1:b2] = passage.became
            for gap, blocks in enumerate(passage.added, start=b1):
                found.added[gap] += blocks
    return found


def _rewritten(before: Blocks, after: Blocks) -> Aligned:
    """The same of a passage in which no block stayed as it was."""
    found = Aligned([[] for _block in before], [[] for _gap in range(len(before) + 1)])
    was, now = [words_of(block) for block in before], [words_of(block) for block in after]
    ends = [(-1, -1), *same_blocks(was, now), (len(before), len(after))]
    for (b, a), (next_b, next_a) in pairwise(ends):
        first, last = a + 1, next_a
        if gone := range(b + 1, next_b):
            # What is like nothing takes the places of what is gone, one by one; the last has what is left.
            for place in gone:
                until = last if place == gone[-1] else min(first + 1, last)
                found.became[place] += after[first:until]
                first = until
        while b >= 0 and first < last and completes(was[b], now[a:first], now[first]):
            found.became[b].append(after[first])
            first += 1
        if next_b < len(before):
            whole = was[next_b]
            while first < last and completes(whole, now[last : next_a + 1], now[last - 1]):
                last -= 1
            found.became[next_b] += after[last : next_a + 1]
        found.added[next_b] += after[first:last]
    return found
