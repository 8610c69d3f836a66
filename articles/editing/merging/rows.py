"""Bylines, pictures, links and topics of three copies, merged row by row, in an order that suits both."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from articles.copies import CopyByline, CopyLink, CopyPhoto
from articles.editing.merging.pieces import UNKNOWN, Choices, Piece, Pieces, plain, who

Key = Hashable
#: What of a row is decided together: alt text and decorative go hand in hand, and a point has two numbers.
#: Which picture leads is a matter of all of them (stories.py).
PARTS: dict[str, tuple[str, ...]] = {
    "bylines": ("role",),
    "photos": ("caption", "alt decorative", "focal_x focal_y"),
    "links": ("title",),
    "topics": (),
}


@dataclass(frozen=True)
class Row:
    """One row in three copies: one piece where a side has none of it, else a piece for each of its parts."""

    pieces: list[Piece]
    #: The row itself, as it is where it is: what to name it by.
    shown: Any

    def value(self, choices: Choices) -> Any:
        said: dict[str, Any] = {}
        for piece in self.pieces:
            if not piece.part:
                return piece.value(choices)
            said |= zip(piece.part.split(), piece.value(choices), strict=True)
        return replace(self.shown, **said)


@dataclass(frozen=True)
class Rows:
    rows: dict[Key, Row]
    #: Its value: the keys of all rows in order, also of those that are gone.
    order: Piece

    @property
    def pieces(self) -> list[Piece]:
        return [*(piece for row in self.rows.values() for piece in row.pieces), self.order]

    def value(self, choices: Choices) -> tuple[Any, ...]:
        found = (self.rows[key].value(choices) for key in self.order.value(choices))
        return tuple(row for row in found if row is not None)


def merge_rows(pieces: Pieces, field: str, base: Any, mine: Sequence[Any], theirs: Sequence[Any]) -> Rows:
    """`base` is the rows of that list, or UNKNOWN: then everything that differs is asked."""
    copies = [() if base is UNKNOWN else base, mine, theirs]
    was, ours, others = (_keyed(rows, copies) for rows in copies)
    nothing = UNKNOWN if base is UNKNOWN else None
    rows = {
        key: _row(pieces, field, was.get(key, nothing), ours.get(key), others.get(key))
        for key in {**was, **others, **ours}
    }
    orders = tuple(_woven(first, second, was) for first, second in ((ours, others), (others, ours)))
    both = [key for key in ours if key in others and (key in was or base is UNKNOWN)]
    known = UNKNOWN if base is UNKNOWN else [key for key in was if key in both]
    by = who(known, both, [key for key in others if key in both], list)
    return Rows(rows, pieces.piece(field, tuple(was), *orders, part="order", by=by))


def _row(pieces: Pieces, field: str, base: Any, mine: Any, theirs: Any) -> Row:
    if mine is None or theirs is None:
        return Row([pieces.piece(field, base, mine, theirs, told=_told)], theirs or mine or base)
    parts = []
    for part in PARTS[field]:
        of = (_of(part, row) for row in (base, mine, theirs))
        parts.append(pieces.piece(field, *of, part=part, told=plain))
    return Row(parts, theirs)


def _of(part: str, row: Any) -> Any:
    return row if row is None or row is UNKNOWN else tuple(getattr(row, name) for name in part.split())


def _told(row: Any) -> Any:
    """What of a row counts: names are told of as they are now, whoever looks."""
    if isinstance(row, CopyByline):
        return row.role
    if isinstance(row, CopyPhoto):
        return plain(tuple(value for name, value in vars(row).items() if name != "credit"))
    return plain(row.title) if isinstance(row, CopyLink) else row is not None


def _keyed(rows: Sequence[Any], copies: Sequence[Sequence[Any]]) -> dict[Key, Any]:
    """The rows by what they are about. An author with several roles in a copy is several rows."""
    found: dict[Key, Any] = {}
    count: Counter[Key] = Counter()
    several = any(len({_about(row) for row in each}) < len(each) for each in copies)
    for row in rows:
        about = (_about(row), row.role) if several and isinstance(row, CopyByline) else _about(row)
        count[about] += 1
        found[about, count[about]] = row
    return found


def _about(row: Any) -> Key:
    if isinstance(row, CopyByline):
        return row.author
    if isinstance(row, CopyPhoto):
        return row.photo
    if isinstance(row, CopyLink):
        return row.target or row.url or row.wanted
    # A topic that is not there yet has its name alone.
    return row.topic or row.name.casefold()


def _woven(first: dict[Key, Any], second: dict[Key, Any], was: dict[Key, Any]) -> tuple[Key, ...]:
    """All rows in the order of the first; what only the others have stands after what it follows there."""
    order = list(first)
    for other in (second, was):
        before = None
        for key in other:
            if key not in order:
                order.insert(order.index(before) + 1 if before in order else 0, key)
            before = key
    return tuple(order)
