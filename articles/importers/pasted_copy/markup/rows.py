"""A table has no place in a body: each row of figures becomes a line, its cells kept apart.

A table that only sets out a mail or a page (long texts side by side, a table in a table) is no such row.
"""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from articles.importers.draft import Aside

BETWEEN, EMPTY = " · ", "–"
#: A table in a table in a table was not written by a person.
DEEPEST = 32
#: Letters of a cell; what is longer is a text that stands beside another.
LONGEST_CELL = 200


@dataclass(frozen=True)
class Passage:
    """A stretch of pasted text before its place in the source is known."""

    text: str
    html: str
    tag: str = "p"
    links: tuple[tuple[str, str], ...] = ()
    #: How deep in lists, from 1; 0 outside.
    level: int = 0
    #: What a line of an ordered list is counted as; 0 if that is not known.
    number: int = 0
    title: bool = False
    caption: bool = False
    row: bool = False
    #: It holds all that followed the last one that was told apart.
    is_rest: bool = False


@dataclass
class Row:
    #: The number of passages before each cell, and whether all cells are headings.
    cells: list[int] = field(default_factory=list)
    heading: bool = True


class Tables:
    """The tables that are open, as markup is read; rows that end become lines among the passages."""

    def __init__(self) -> None:
        #: None stands for a table that is between two rows.
        self._open: list[Row | None] = []

    def start(self, tag: str, passages: list[Passage], asides: list[Aside]) -> None:
        if tag == "table" and len(self._open) < DEEPEST:
            self._open.append(None)
        elif tag == "tr" and self._open:
            self._end_row(passages, asides)
            self._open[-1] = Row()
        elif tag in ("td", "th") and self._open and (row := self._open[-1]):
            row.cells.append(len(passages))
            row.heading = row.heading and tag == "th"

    def end(self, tag: str, passages: list[Passage], asides: list[Aside]) -> None:
        if self._open and tag in ("table", "tr"):
            self._end_row(passages, asides)
            if tag == "table":
                self._open.pop()

    def close_all(self, passages: list[Passage], asides: list[Aside]) -> None:
        while self._open:
            self.end("table", passages, asides)

    def _end_row(self, passages: list[Passage], asides: list[Aside]) -> None:
        row, self._open[-1] = self._open[-1], None
        if row and joined(row, passages):
            asides.append(Aside("row", passages[-1].text))


def joined(row: Row, passages: list[Passage]) -> bool:
    """Make one passage of the row's cells, which are the last of `passages`; False if it stays as it is."""
    if not row.cells:
        return False
    edges = [*row.cells, len(passages)]
    cells = [passages[start:end] for start, end in pairwise(edges)]
    while cells and not cells[-1]:
        cells.pop()
    filled = [cell[0] for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > 1 for cell in cells):
        return False
    if any(one.row or one.is_rest or one.level or len(one.text) > LONGEST_CELL for one in filled):
        return False
    html = BETWEEN.join(cell[0].html if cell else EMPTY for cell in cells)
    passages[row.cells[0] :] = [
        replace(
            filled[0],
            text=BETWEEN.join(cell[0].text if cell else EMPTY for cell in cells),
            html=f"<strong>{html}</strong>" if row.heading else html,
            tag="p",
            links=tuple(link for one in filled for link in one.links),
            row=True,
        )
    ]
    return True
