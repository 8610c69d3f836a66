"""Which paragraph of one text stands beside which of the other."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz.fuzz import ratio

from articles.editing.pairing import pairs

#: The place in the text before and in the text after; None where the other has nothing beside it.
Pair = tuple[int | None, int | None]
#: Of a hundred: paragraphs that have less in common are two.
_ALIKE = 50
#: Past this many pairs they are set side by side as they come.
_MOST_PAIRS = 200_000


def aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Every paragraph of both once, in order: the same ones together, then those that are most alike."""
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(a1, a2), range(b1, b2), strict=True)
        else:
            yield from _between(before, after, range(a1, a2), range(b1, b2))


def _between(before: Sequence[str], after: Sequence[str], a: range, b: range) -> Iterator[Pair]:
    """Where both differ: those that are alike are anchors, and what stands between them goes in order."""
    anchors = _alike(before, after, a, b) if len(a) * len(b) <= _MOST_PAIRS else []
    i, j = a.start, b.start
    for next_i, next_j in [*anchors, (a.stop, b.stop)]:
        while i < next_i or j < next_j:
            yield i if i < next_i else None, j if j < next_j else None
            i, j = min(i + 1, next_i), min(j + 1, next_j)
        if i < a.stop and j < b.stop:
            yield i, j
            i, j = i + 1, j + 1


def _alike(before: Sequence[str], after: Sequence[str], a: range, b: range) -> list[tuple[int, int]]:
    """Their places in both texts."""
    scores = [[ratio(before[i], after[j], score_cutoff=_ALIKE) for j in b] for i in a]
    return [(a[i], b[j]) for i, j in pairs(scores)]
