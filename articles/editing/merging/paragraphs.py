"""The text of three copies, merged block by block."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from articles.body.blocks import blocks, content
from articles.editing.merging.aligning import align
from articles.editing.merging.pieces import UNKNOWN, By, Choices, Piece, Pieces, who

Blocks = tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """`pieces`: each place of the text in order, changed or not; a value is the blocks that stand there."""

    pieces: list[Piece]
    #: The text as it is where only one side changed any of it, with what stands between blocks.
    whole: str | None

    def value(self, choices: Choices) -> str:
        if self.whole is not None and not any(piece.key in choices for piece in self.pieces):
            return self.whole
        return "".join(block for piece in self.pieces for block in piece.value(choices))


def merge_text(pieces: Pieces, base: Any, mine: str, theirs: str) -> Text:
    """`base` is a body, or UNKNOWN: then everything that differs is asked."""
    if base is UNKNOWN:
        places = [(UNKNOWN, ours, others) for ours, others in _side_by_side(blocks(mine), blocks(theirs))]
        return Text([pieces.piece("body", *place, told=_told) for place in places], None)
    places = list(_places(blocks(base), blocks(mine), blocks(theirs)))
    by = who(base, mine, theirs, lambda body: body)
    return Text(
        [
            pieces.piece("body", *place, told=_told, by=By.ASKED if clash else None)
            for place, clash in zip(places, _clashes(places), strict=True)
        ],
        None if by == By.ASKED else mine if by == By.ME else theirs,
    )


def _told(place: Blocks) -> Blocks:
    return tuple(content(block) for block in place)


def _places(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[Blocks, Blocks, Blocks]]:
    """What stood at each place of the text, and what stands there in each of the two."""
    ours, others = align(base, mine), align(base, theirs)
    for number, (new, newer) in enumerate(zip(ours.added, others.added, strict=True)):
        for place in _side_by_side(new, newer):
            yield (), *place
        if number < len(base):
            yield (base[number],), tuple(ours.became[number]), tuple(others.became[number])


def _side_by_side(mine: list[str], theirs: list[str]) -> Iterator[tuple[Blocks, Blocks]]:
    """What both put in at one place, block by block where it is the same or of one side alone."""
    matcher = SequenceMatcher(None, _told(tuple(mine)), _told(tuple(theirs)), autojunk=False)
    for kind, m1, m2, t1, t2 in matcher.get_opcodes():
        if kind == "replace":
            yield tuple(mine[m1:m2]), tuple(theirs[t1:t2])
        elif kind == "equal":
            yield from (((ours,), (others,)) for ours, others in zip(mine[m1:m2], theirs[t1:t2], strict=True))
        else:
            yield from (((block,), ()) for block in mine[m1:m2])
            yield from (((), (block,)) for block in theirs[t1:t2])


def _clashes(places: list[tuple[Blocks, Blocks, Blocks]]) -> list[bool]:
    """Where one side put in a block that the other put in elsewhere, or moved one that the other changed.

    Each alone would pass as new, and the block would stand twice, or come back after it was taken out.
    """
    told = [tuple(set(_told(each)) for each in place) for place in places]
    base: set[str] = set().union(*(b for b, _m, _t in told))
    new = [set().union(*(place[side] - place[0] for place in told)) for side in (1, 2)]
    kept = [set().union(*(place[side] & place[0] for place in told)) for side in (1, 2)]

    def taken(side: int, blocks: set[str]) -> bool:
        return bool(blocks & new[side] or (blocks & base) - kept[side])

    return [
        (t == b and m != b and taken(1, m - b)) or (m == b and t != b and taken(0, t - b)) for b, m, t in told
    ]
